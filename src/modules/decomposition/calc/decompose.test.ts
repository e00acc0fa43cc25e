import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '#core/calendar/day.ts'
import { asNorms } from './as-norms.ts'
import { capacityOf, usualMinutes } from './capacity.ts'
import { mixedShareWithin, shareWithin, usualCycleDays } from './cycle.ts'
import { decompose } from './decompose.ts'
import type { PipelineProfile } from './profile.ts'
import type { Estimate } from './shrink.ts'
import { stillPossible } from './still.ts'

const sure = (value: number, spread = 0): Estimate => ({
  value,
  n: 100,
  own: value,
  team: value,
  low: value,
  high: value,
  spread,
})

function pipeline(given: Partial<PipelineProfile> = {}): PipelineProfile {
  return {
    pipelineId: 'p',
    name: 'Продажи',
    share: 1,
    checkMinor: sure(25_000_000),
    stages: [
      { stageId: 'a', name: 'Лид', passes: sure(0.5), wayLeft: 1 },
      { stageId: 'b', name: 'Встреча', passes: sure(0.4), wayLeft: 0.6 },
      { stageId: 'c', name: 'Предложение', passes: sure(0.5), wayLeft: 0.3 },
    ],
    work: [
      { kind: 'call', stageId: 'a', perDeal: sure(3) },
      { kind: 'call', stageId: 'b', perDeal: sure(2) },
      { kind: 'meeting', stageId: 'b', perDeal: sure(1) },
    ],
    cycle: { own: { n: 0, quantiles: null }, team: { n: 100, quantiles: [10, 20, 30, 40, 50] } },
    leadsPerDay: 4,
    ...given,
  }
}

describe('from money to calls', () => {
  // The golden case of docs/metrics.md: 2 млн ₽ with a check of 250 тыс. → 8 deals ← 16 offers ← 40 meetings ← 80 leads; 20 working days.
  test('2 mln at 250 thousand: 8 deals from 16 offers, 40 meetings, 80 leads; 4 leads, 16 calls and 2 meetings a day', () => {
    const need = decompose({ pipelines: [pipeline()] }, 200_000_000, 20)
    expect(need.won.value).toBeCloseTo(8, 9)
    expect(need.pipelines[0]?.stages.map(({ deals }) => Math.round(deals))).toEqual([80, 40, 16])
    expect(need.leads.value).toBeCloseTo(80, 9)
    expect(need.leadsPerDay?.value).toBeCloseTo(4, 9)
    const perDay = Object.fromEntries(need.contacts.map(({ kind, perDay: { value } }) => [kind, value]))
    // 80 × 3 + 40 × 2 = 320 calls; 40 meetings; over 20 days.
    expect(perDay['call']).toBeCloseTo(16, 9)
    expect(perDay['meeting']).toBeCloseTo(2, 9)
  })

  test('sixteen calls of 10 minutes and two meetings of 90: 340 minutes of 360, 94 % of the day', () => {
    const perDay = [
      { kind: 'call' as const, perDay: 16 },
      { kind: 'meeting' as const, perDay: 2 },
    ]
    const { minutesPerDay, load } = capacityOf(perDay, usualMinutes, 6)
    expect(minutesPerDay).toBe(340)
    expect(load).toBeCloseTo(0.944, 3)
  })

  test('as norms: whole numbers, rounded up; what is rare by the week', () => {
    const perDay = [
      { kind: 'call' as const, perDay: 15.2 },
      { kind: 'meeting' as const, perDay: 0.7 },
      { kind: 'demo' as const, perDay: 0.02 },
    ]
    expect(asNorms(perDay, 5)).toEqual([
      { kind: 'call', amount: 16, per: 'day' },
      { kind: 'meeting', amount: 4, per: 'week' },
    ])
  })

  test('a better conversion by 8 times asks for an eighth of the leads, and nobody lets more than everybody pass', () => {
    const twice = decompose({ pipelines: [pipeline()] }, 200_000_000, 20, { conversion: 2, check: 1, contacts: 1 })
    expect(twice.leads.value).toBeCloseTo(40, 6)
    const endless = decompose({ pipelines: [pipeline()] }, 200_000_000, 20, { conversion: 1000, check: 1, contacts: 1 })
    expect(endless.leads.value).toBeCloseTo(8, 6)
  })

  test('two pipelines share the money as they usually do; their deals and contacts add up', () => {
    const two = [pipeline({ share: 0.75 }), pipeline({ pipelineId: 'q', share: 0.25, checkMinor: sure(10_000_000) })]
    const need = decompose({ pipelines: two }, 400_000_000, 20)
    expect(need.pipelines.map(({ targetMinor }) => targetMinor)).toEqual([300_000_000, 100_000_000])
    expect(need.won.value).toBeCloseTo(12 + 10, 9)
  })

  test('money for which nobody has a base is said, not lost', () => {
    const empty = pipeline({ checkMinor: { ...sure(1), value: null } })
    expect(decompose({ pipelines: [empty] }, 100, 20)).toMatchObject({ withoutBaseMinor: 100, leads: { value: 0 } })
  })

  test('a pipeline without a history of stages keeps its part of the money: the others are asked for theirs alone', () => {
    const unseen = pipeline({
      pipelineId: 'q',
      name: 'Тендеры',
      share: 0.25,
      stages: [{ stageId: 's', name: '', passes: { ...sure(1), value: null }, wayLeft: 1 }],
    })
    const need = decompose({ pipelines: [pipeline({ share: 0.75 }), unseen] }, 400_000_000, 20)
    expect(need.pipelines.map(({ targetMinor }) => targetMinor)).toEqual([300_000_000])
    expect(need.won.value).toBeCloseTo(12, 9)
    expect(need.withoutBase).toEqual([{ pipelineId: 'q', name: 'Тендеры', targetMinor: 100_000_000 }])
    expect(need.withoutBaseMinor).toBe(100_000_000)
  })

  test('the chain leads back to the money exactly; more money asks for more of everything', () => {
    const shares = fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(
        shares,
        fc.integer({ min: 1, max: 1e12 }),
        fc.integer({ min: 1, max: 23 }),
        (passes, target, days) => {
          const stages = passes.map((share, index) => ({
            stageId: String(index),
            name: '',
            passes: sure(share, 0.01),
            wayLeft: 1,
          }))
          const work = stages.map(({ stageId }) => ({ kind: 'call' as const, stageId, perDeal: sure(2, 0.01) }))
          const one = pipeline({ stages, work })
          const need = decompose({ pipelines: [one] }, target, days)
          const back = need.leads.value * passes.reduce((product, share) => product * share, 1) * 25_000_000
          expect(back / target).toBeCloseTo(1, 9)
          for (const range of [need.won, need.leads, ...need.contacts.map(({ total }) => total)]) {
            expect(range.low).toBeLessThanOrEqual(range.value * (1 + 1e-12))
            expect(range.high).toBeGreaterThanOrEqual(range.value * (1 - 1e-12))
          }
          const more = decompose({ pipelines: [one] }, target * 2, days)
          expect(more.leads.value).toBeCloseTo(need.leads.value * 2, 6)
        },
      ),
    )
  })
})

describe('in time', () => {
  const cycle = { n: 100, quantiles: [10, 20, 30, 40, 50] }

  test('half of the wins come within the median', () => {
    expect(shareWithin(30, cycle)).toBe(0.5)
    expect(shareWithin(0, cycle)).toBe(0)
    expect(shareWithin(5, cycle)).toBeCloseTo(0.05, 9)
    expect(shareWithin(100, cycle)).toBe(1)
    expect(usualCycleDays({ n: 0, quantiles: null }, cycle)).toBe(30)
  })

  test('grows with the days and stays between 0 and 1, his own and the team’s in one', () => {
    const quantiles = fc
      .array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 5, maxLength: 5 })
      .map((all) => all.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(quantiles, quantiles, fc.nat(100), (own, team, n) => {
        let before = 0
        for (let day = 0; day <= 420; day += 7) {
          const share = mixedShareWithin(day, { n, quantiles: own }, { n: 50, quantiles: team }) ?? Number.NaN
          expect(share).toBeGreaterThanOrEqual(before - 1e-9)
          expect(share).toBeLessThanOrEqual(1 + 1e-9)
          before = share
        }
      }),
    )
  })

  test('a lead of today has a month ahead of it: half a chance; what it cannot bring only open deals can', () => {
    const days = ['2026-11-02'] as Day[]
    const asked = { from: '2026-11-02' as Day, last: '2026-12-02' as Day, days, missingMinor: 100_000_000 }
    const still = stillPossible(
      { pipelines: [pipeline()] },
      { ...asked, open: [{ pipelineId: 'p', stageId: 'c', n: 4, amountMinor: 100_000_000 }] },
    )
    // 4 leads of one day × 250 000 × 10 % × half in time = 50 000.
    expect(still.fromNewMinor).toBe(5_000_000)
    // 1 mln on the last stage × 50 % × surely in time (30 days of a way of 0.3: as 100 days of the whole).
    expect(still.fromOpenMinor).toBe(50_000_000)
    expect(still.onlyOpenMinor).toBe(95_000_000)
    expect(still.uncoveredMinor).toBe(45_000_000)
    expect(still.lastLeadOn).toBe('2026-11-02')
    expect(still.leadsPerDay).toBeCloseTo((4 * 50) / 5, 9)
  })

  test('a plan that is met needs nothing', () => {
    const still = stillPossible(
      { pipelines: [pipeline()] },
      { from: '2026-11-02' as Day, last: '2026-11-30' as Day, days: [], missingMinor: -5, open: [] },
    )
    expect(still).toMatchObject({ uncoveredMinor: 0, onlyOpenMinor: 0, leadsPerDay: 0 })
  })
})
