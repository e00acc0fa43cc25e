import { expect, test } from 'vitest'
import { movedPlan } from './hand-plan.ts'

test('the plan goes to the receivers in equal parts to the kopeck, the leaver keeps none', () => {
  const cells = [
    { month: '2026-12', personId: 'gone', amountMinor: 100, version: 3 },
    { month: '2026-12', personId: 'a', amountMinor: 50, version: 1 },
    { month: '2027-01', personId: 'a', amountMinor: 70, version: 1 },
  ]
  expect(movedPlan(cells, 'gone', ['a', 'b', 'c'])).toEqual([
    { month: '2026-12', personId: 'gone', beforeMinor: 100, amountMinor: null, version: 3 },
    { month: '2026-12', personId: 'a', beforeMinor: 50, amountMinor: 84, version: 1 },
    { month: '2026-12', personId: 'b', beforeMinor: null, amountMinor: 33, version: 0 },
    { month: '2026-12', personId: 'c', beforeMinor: null, amountMinor: 33, version: 0 },
  ])
})
