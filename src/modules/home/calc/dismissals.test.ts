import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Dismissal, hiddenAs, learntThreshold, type Sign } from './dismissals.ts'

const today = '2026-11-23'
const sign = (item: string, measure: number | null, more: Partial<Sign> = {}): Sign => ({
  item,
  rule: 'silent',
  subjectId: 'anna',
  measure,
  ...more,
})
const noProblem = (item: string, measure: number | null, more: Partial<Sign> = {}): Dismissal => ({
  ...sign(item, measure, more),
  untilOn: null,
})

describe('an item of the list', () => {
  test('that was snoozed is back on its day', () => {
    const until = (untilOn: string) => [{ ...sign('a', 20), untilOn }]
    expect(hiddenAs(sign('a', 20), until('2026-11-24'), today)).toBe('snoozed')
    expect(hiddenAs(sign('a', 20), until('2026-11-23'), today)).toBeNull()
  })

  test('that is no problem comes back when it is worse by a quarter', () => {
    const known = [noProblem('a', 20)]
    expect(hiddenAs(sign('a', 25), known, today)).toBe('noProblem')
    expect(hiddenAs(sign('a', 26), known, today)).toBeNull()
    expect(hiddenAs(sign('b', 20), known, today)).toBeNull()
  })

  test('without a measure stays hidden', () => {
    expect(hiddenAs(sign('a', null), [noProblem('a', null)], today)).toBe('noProblem')
  })
})

describe('what the list learns', () => {
  const known = [noProblem('a', 20), noProblem('b', 30)]

  test('two of one rule about one person are his threshold', () => {
    expect(learntThreshold(sign('c', 0), known)).toBe(30)
    expect(hiddenAs(sign('c', 30), known, today)).toBe('learnt')
    expect(hiddenAs(sign('c', 31), known, today)).toBeNull()
  })

  test('not for another person, nor for another rule', () => {
    expect(hiddenAs(sign('c', 10, { subjectId: 'boris' }), known, today)).toBeNull()
    expect(hiddenAs(sign('c', 10, { rule: 'stuck' }), known, today)).toBeNull()
  })

  test('a snooze teaches nothing', () => {
    expect(
      learntThreshold(
        sign('c', 0),
        known.map((one) => ({ ...one, untilOn: '2026-11-30' })),
      ),
    ).toBeNull()
  })

  test('what is worse is never hidden while something better is shown', () => {
    const dismissal = fc.record({
      item: fc.constantFrom('a', 'b', 'c', 'd'),
      rule: fc.constant('silent'),
      subjectId: fc.constant('anna'),
      measure: fc.nat(100),
      untilOn: fc.constant(null),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(dismissal, { selector: (one) => one.item }),
        fc.nat(150),
        fc.nat(150),
        (all, one, other) => {
          const [less, more] = [Math.min(one, other), Math.max(one, other)]
          if (hiddenAs(sign('x', more), all, today)) expect(hiddenAs(sign('x', less), all, today)).not.toBeNull()
        },
      ),
    )
  })
})
