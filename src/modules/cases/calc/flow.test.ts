import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { driverParts, type Span } from './flow.ts'

const rub = (rubles: number) => rubles * 100
const pipeline = {
  id: 'p',
  name: 'Продажи',
  stages: [
    { id: 's1', name: 'Новая' },
    { id: 's2', name: 'КП' },
  ],
}
const span = (
  personDays: number,
  activities: number,
  entered: number[],
  lostLast: number,
  won: number,
  wonMinor: number,
): Span => ({
  personDays,
  activities,
  flows: [{ pipelineId: 'p', entered, lostLast, won, wonMinor }],
})
const partsOf = (question: Parameters<typeof driverParts>[0]) =>
  Object.fromEntries(driverParts(question).map((part) => [part.driver, part.partMinor]))
const sum = (parts: Record<string, number>) => Object.values(parts).reduce((all, part) => all + part, 0)

describe('drivers of a gap', () => {
  // Usual: 60 days, 60 deals, half of them to the offer, all decided, half won at 10,000: 15 wins, 150,000 in 60 days, 50,000 in 20.
  const usual = span(60, 0, [60, 30], 15, 15, rub(150_000))

  test('a golden case: as usual, but the plan asks for a fifth more', () => {
    const now = span(20, 0, [20, 10], 5, 5, rub(50_000))
    const parts = partsOf({
      usual,
      now,
      expectedDays: 20,
      pipelines: [pipeline],
      expectedMinor: rub(60_000),
      actualMinor: rub(50_000),
    })
    expect(parts).toEqual({ plan: rub(-10_000) })
  })

  test('a golden case: half of the deals came, the rest as usual', () => {
    const now = span(20, 0, [10, 5], 2.5, 2.5, rub(25_000))
    const parts = partsOf({
      usual,
      now,
      expectedDays: 20,
      pipelines: [pipeline],
      expectedMinor: rub(50_000),
      actualMinor: rub(25_000),
    })
    expect(parts).toEqual({ entrants: rub(-25_000) })
  })

  test('a golden case: somebody was away half of the time and did as well as ever on the other days', () => {
    const now = span(10, 0, [10, 5], 2.5, 2.5, rub(25_000))
    const parts = partsOf({
      usual,
      now,
      expectedDays: 20,
      pipelines: [pipeline],
      expectedMinor: rub(50_000),
      actualMinor: rub(25_000),
    })
    expect(parts).toEqual({ headcount: rub(-25_000) })
  })

  test('a return is no driver: it stands apart', () => {
    const now = span(20, 0, [20, 10], 5, 5, rub(50_000))
    const parts = partsOf({
      usual,
      now,
      expectedDays: 20,
      pipelines: [pipeline],
      expectedMinor: rub(50_000),
      actualMinor: rub(42_000),
    })
    expect(parts).toEqual({ rest: rub(-8_000) })
  })

  test('without a past there is nothing to split by', () => {
    const none = span(0, 0, [0, 0], 0, 0, 0)
    expect(
      partsOf({
        usual: none,
        now: none,
        expectedDays: 20,
        pipelines: [pipeline],
        expectedMinor: rub(500),
        actualMinor: 0,
      }),
    ).toEqual({ rest: rub(-500) })
  })

  test('wins of deals that came earlier divide by nothing: the stage is joined with the next', () => {
    const now = span(20, 0, [10, 0], 0, 2, rub(20_000))
    const parts = partsOf({
      usual,
      now,
      expectedDays: 20,
      pipelines: [pipeline],
      expectedMinor: rub(50_000),
      actualMinor: rub(20_000),
    })
    expect(Object.values(parts).every(Number.isSafeInteger)).toBe(true)
    expect(sum(parts)).toBe(rub(-30_000))
  })

  test('parts sum to the gap exactly, whatever happened', () => {
    const counts = fc.nat(50)
    const anySpan = fc
      .record({
        days: fc.nat(200),
        activities: fc.nat(900),
        e1: counts,
        e2: counts,
        lost: counts,
        won: counts,
        money: fc.nat(10_000_000_00),
      })
      .map((one) => span(one.days, one.activities, [one.e1, one.e2], one.lost, one.won, one.won === 0 ? 0 : one.money))
    fc.assert(
      fc.property(
        anySpan,
        anySpan,
        fc.nat(60),
        fc.nat(9_000_000_00),
        fc.integer({ min: -1_000_000_00, max: 9_000_000_00 }),
        (then, now, expectedDays, expectedMinor, actualMinor) => {
          const parts = driverParts({
            usual: then,
            now,
            expectedDays,
            pipelines: [pipeline],
            expectedMinor,
            actualMinor,
          })
          expect(parts.reduce((all, part) => all + part.partMinor, 0)).toBe(actualMinor - expectedMinor)
        },
      ),
    )
  })
})
