import { expect, test } from 'vitest'
import { dealsIn } from './steps.ts'

const n = (count: number) => ({ n: count, amountMinor: 0 })

test('a view speaks of deals whose stages nobody knows, as those of an export without history', () => {
  const view = {
    snapshot: { all: n(8) },
    happened: { created: n(5), won: n(2), lost: n(1), stages: [] },
    cohort: { created: n(5), stages: [] },
  } as unknown as Parameters<typeof dealsIn>[1]
  expect([dealsIn('now', view), dealsIn('happened', view), dealsIn('cohort', view)]).toEqual([8, 8, 5])
})
