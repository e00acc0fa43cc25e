import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pipelineForecast, planProbability, runRateForecast, stageChances, type Step } from './forecast.ts'

const day = (amount: number): Step => ({ weight: 1, amount })

describe('where a month ends by its pace', () => {
  // 4 of 10 working days: 100, 300, 200, 200. Pace 200 a day. Σ(amount − 200)² ÷ 3 = (10,000 + 10,000) ÷ 3 = 6,666.67;
  // variance of the 6 days left 6,666.67 × 6 × (1 + 6 ÷ 4) = 100,000; deviation 316.23; band ± 1.2816 × 316.23 = 405.26.
  const steps = [day(100), day(300), day(200), day(200)]

  test('a worked case by hand: value, band, probability', () => {
    const forecast = runRateForecast(steps, 6)
    expect(forecast).toMatchObject({ value: 2000, low: 1595, high: 2405 })
    expect(forecast?.deviation).toBeCloseTo(316.23, 2)
    expect(planProbability(forecast, 2000)).toBeCloseTo(0.5, 6)
    // (2000 − 2400) ÷ 316.23 = −1.2649: 10.3 % of the normal distribution lies below.
    expect(planProbability(forecast, 2400)).toBeCloseTo(0.103, 3)
  })

  test('is a guess before the third working day and the fact itself when nothing is left', () => {
    expect(runRateForecast(steps.slice(0, 2), 8)).toBeNull()
    expect(runRateForecast(steps, 0)).toEqual({ value: 800, low: 800, high: 800, deviation: 0 })
    expect(planProbability(runRateForecast(steps, 0), 800)).toBe(1)
    expect(planProbability(runRateForecast(steps, 0), 801)).toBe(0)
  })

  test('without a plan there is no probability', () => {
    expect(planProbability(runRateForecast(steps, 6), null)).toBeNull()
    expect(planProbability(null, 100)).toBeNull()
  })

  test('what is sold stays sold: the band never begins below the fact; where something was taken back, not below zero', () => {
    const uneven = [day(0), day(0), day(900)]
    expect(runRateForecast(uneven, 3)?.low).toBe(900)
    const low = runRateForecast([day(-100), day(600), day(900)], 3)?.low
    expect(low).toBeLessThan(1400)
    expect(low).toBeGreaterThan(0)
    expect(runRateForecast([day(-100), day(0), day(900)], 3)?.low).toBe(0)
    expect(runRateForecast([day(-500), day(100), day(100)], 3)?.low).toBeLessThan(-300)
  })

  test('heavy days weigh more: the end of the month that always sells double is not taken for luck', () => {
    const seasoned = [1, 1, 2, 2].map((weight) => ({ weight, amount: weight * 100 }))
    expect(runRateForecast(seasoned, 4)).toMatchObject({ value: 1000, low: 1000, high: 1000 })
  })
})

describe('where a month ends by its open deals', () => {
  const chances = new Map([
    ['offer', { share: 0.5, n: 100 }],
    ['contract', { share: 0.8, n: 50 }],
  ])

  test('a worked case by hand', () => {
    // 300 + 1000 × 0.5 + 500 × 0.8 = 1200. Variance: 520,000 × 0.25 + 1000² × 0.25 ÷ 100 + 250,000 × 0.16 + 500² × 0.16 ÷ 50 = 173,300.
    const open = [
      { stageId: 'offer', n: 2, amount: 1000, squares: 600 ** 2 + 400 ** 2 },
      { stageId: 'contract', n: 1, amount: 500, squares: 500 ** 2 },
    ]
    const forecast = pipelineForecast(300, open, chances)
    expect(forecast).toMatchObject({ value: 1200, low: 666, high: 1734 })
    expect(forecast?.deviation).toBeCloseTo(Math.sqrt(173_300), 6)
  })

  test('a stage without history promises nothing; nothing at all is no forecast', () => {
    expect(pipelineForecast(300, [{ stageId: 'new', n: 5, amount: 9000, squares: 1 }], chances)?.value).toBe(300)
    expect(pipelineForecast(0, [], chances)).toBeNull()
  })
})

test('a stage’s chance: of the deals that reached it and closed, the won; a jump over it reached it', () => {
  const stages = ['new', 'offer', 'contract'].map((id, position) => ({ id, pipelineId: 'p', position }))
  const outcome = (stageId: string, kind: 'closed_won' | 'closed_lost', n: number) => ({
    pipelineId: 'p',
    stageId,
    kind,
    n,
  })
  const chances = stageChances(stages, [
    outcome('contract', 'closed_won', 30),
    outcome('new', 'closed_lost', 50),
    outcome('offer', 'closed_lost', 15),
    outcome('contract', 'closed_lost', 5),
  ])
  expect([...chances.values()]).toEqual([
    { share: 0.3, n: 100 },
    { share: 0.6, n: 50 },
    { share: 30 / 35, n: 35 },
  ])
})

const steps = fc.array(
  fc.record({ weight: fc.integer({ min: 1, max: 3 }), amount: fc.integer({ min: 0, max: 1e9 }) }),
  { minLength: 3, maxLength: 25 },
)

test('the order of the days does not matter, the value lies in its band, a higher plan is never likelier', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1e10 }), (days, left, plan) => {
      const forecast = runRateForecast(days, left)
      const turned = runRateForecast(days.toReversed(), left)
      expect(turned?.value).toBe(forecast?.value)
      expect(turned?.deviation).toBeCloseTo(forecast?.deviation ?? Number.NaN, 3)
      if (!forecast) return
      expect(forecast.low).toBeLessThanOrEqual(forecast.value)
      expect(forecast.high).toBeGreaterThanOrEqual(forecast.value)
      const [lower, higher] = [planProbability(forecast, plan), planProbability(forecast, plan + 1000)]
      expect(higher).toBeLessThanOrEqual(lower ?? 0)
    }),
  )
})
