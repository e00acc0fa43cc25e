import fc from 'fast-check'
import { expect, it } from 'vitest'
import { health, judged, nextOf } from './health.ts'

const check = (done: number, total: number) => judged({ code: 'planSet', step: 'plan', path: '/plan', done, total })

it('19 of 20 are good, 12 of 20 are watched, 11 of 20 are bad, 0 of 0 says nothing', () => {
  expect([check(19, 20), check(12, 20), check(11, 20), check(0, 0)].map(({ state }) => state)).toEqual([
    'good',
    'watch',
    'bad',
    'none',
  ])
})

it('what has nothing to measure is no part of the health', () => {
  expect(health([check(1, 1), check(0, 0)])).toBe(1)
  expect(health([check(0, 0)])).toBeNull()
})

it('health is between 0 and 1, whatever the order of the checks', () => {
  const counted = fc.array(fc.tuple(fc.nat(50), fc.nat(40)), { minLength: 1 })
  fc.assert(
    fc.property(counted, (all) => {
      const checks = all.map(([done, total]) => check(done, total))
      const value = health(checks)
      expect(value === null || (value >= 0 && value <= 1)).toBe(true)
      expect(health(checks.toReversed()) ?? -1).toBeCloseTo(value ?? -1, 10)
    }),
  )
})

it('the next thing to do stands in the earliest step', () => {
  const late = judged({ code: 'casesClosed', step: 'correct', path: '/', done: 0, total: 5 })
  const early = judged({ code: 'planSums', step: 'plan', path: '/', done: 3, total: 4 })
  expect(nextOf([late, check(1, 1), early])).toEqual(['planSums', 'casesClosed'])
  // Of a month that is over nobody holds the meetings and sets the plan any more; its deviations still want an end.
  expect(nextOf([late, check(1, 1), early], true)).toEqual(['casesClosed'])
})
