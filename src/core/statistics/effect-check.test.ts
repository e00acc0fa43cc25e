import { describe, expect, test } from 'vitest'
import { effectCheck, type Series } from './effect-check.ts'

const windows = { usual: 12, before: 4, after: 4 }
const WEEKS = 52
const AT = 46

/** A generator of numbers that gives the same ones every time (mulberry32). */
function randomOf(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean)
  let [count, product] = [0, random()]
  while (product > limit) {
    count += 1
    product *= random()
  }
  return count
}

const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

interface World {
  sellers: number
  /** Deals a week of a middling seller. */
  mean: number
  /** How much of a seller's own wave is left a week later. */
  lasting: number
  /** What a deal counts: 1, or an amount with a heavy tail. */
  money: boolean
}

/** A team with its season and waves; its worst seller of the last weeks is helped by `effect` (0.5: half as much again) from week AT on. */
function team({ sellers, mean, lasting, money }: World, effect: number, random: () => number) {
  const raw = Array.from({ length: sellers }, (_, index) => {
    const own = mean * (0.6 + 0.8 * random())
    let wave = 0
    const means = Array.from({ length: WEEKS }, (_week, week) => {
      wave = lasting * wave + 0.12 * normal(random)
      return own * Math.max(0.2, 1 + wave) * (1 + 0.25 * Math.sin((week / WEEKS) * 2 * Math.PI))
    })
    return { id: `${index}`, means }
  })
  const draw = (level: number) => {
    const n = poisson(level, random)
    if (!money) return n
    let sum = 0
    for (let deal = 0; deal < n; deal += 1) sum += 100 * Math.exp(0.8 * normal(random))
    return sum
  }
  const series = raw.map(({ id, means }) => ({ id, steps: means.map((level) => ({ count: draw(level), base: 5 })) }))
  // A case is opened for the one who looks worst against himself: the choice that makes naive before/after lie.
  const sum = (one: Series, from: number, to: number) =>
    one.steps.slice(from, to).reduce((all, step) => all + step.count, 0)
  const drop = (one: Series) => sum(one, AT - 4, AT) / 4 / Math.max(0.1, sum(one, AT - 16, AT - 4) / 12)
  const treated = series.toSorted((a, b) => drop(a) - drop(b))[0] ?? series[0]!
  const helped = series.map((one) => {
    const means = raw.find(({ id }) => id === one.id)?.means ?? []
    if (one.id !== treated.id) return one
    return {
      id: one.id,
      steps: one.steps.map((step, week) =>
        week < AT ? step : { ...step, count: draw((means[week] ?? 0) * (1 + effect)) },
      ),
    }
  })
  return { series: helped, treatedId: treated.id }
}

function shares(world: World, effect: number, teams: number) {
  const random = randomOf(20_261_122)
  const counts = { helped: 0, didNotHelp: 0, cannotTell: 0 }
  for (let index = 0; index < teams; index += 1) {
    const { series, treatedId } = team(world, effect, random)
    const check = effectCheck(series, { treatedId, at: AT, windows })
    if (check) counts[check.verdict] += 1 / teams
  }
  return counts
}

const usual: World = { sellers: 8, mean: 12, lasting: 0.3, money: false }

describe('a thousand simulated teams', () => {
  test.each<[string, World]>([
    ['deals of eight sellers', usual],
    ['waves that last', { ...usual, lasting: 0.8 }],
    ['no waves at all', { ...usual, lasting: 0 }],
    ['few deals', { ...usual, mean: 3 }],
    ['sums of deals with a heavy tail', { ...usual, money: true }],
    ['a team of four', { ...usual, sellers: 4 }],
  ])('without an effect the worst seller is called helped in 5 % at most: %s', (_name, world) => {
    expect(shares(world, 0, 1000).helped).toBeLessThanOrEqual(0.05)
  })

  test('a clear effect, four fifths more, is found in 80 % at least', () => {
    expect(shares(usual, 0.8, 1000).helped).toBeGreaterThanOrEqual(0.8)
  })

  test('a measure that harms is hardly ever called helped', () => {
    expect(shares(usual, -0.4, 300).helped).toBeLessThanOrEqual(0.005)
  })
})

describe('one team', () => {
  const flat = (id: string, level: number, change = 0): Series => ({
    id,
    steps: Array.from({ length: WEEKS }, (_, week) => ({
      count: level + ((week * 7 + id.length) % 3) - 1 + (week >= AT ? change : 0),
      base: 5,
    })),
  })

  test('a golden case: two a day became three a day, the others stayed at theirs', () => {
    const series = [flat('anna', 10, 5), flat('boris', 10), flat('vera', 20), flat('gleb', 15)]
    const check = effectCheck(series, { treatedId: 'anna', at: AT, windows })
    expect(check?.expected).toBeCloseTo(2, 0)
    expect(check?.effect).toBeCloseTo(1, 0)
    expect(check).toMatchObject({ verdict: 'helped', peers: 3 })
  })

  test('what happened to all alike is no effect', () => {
    const series = [flat('anna', 10, 5), flat('boris', 10, 5), flat('vera', 20, 10), flat('gleb', 14, 7)]
    expect(effectCheck(series, { treatedId: 'anna', at: AT, windows })?.verdict).not.toBe('helped')
  })

  test('an effect below the promised one did not help', () => {
    const series = [flat('anna', 10), flat('boris', 10), flat('vera', 20), flat('gleb', 15)]
    expect(effectCheck(series, { treatedId: 'anna', at: AT, windows, promised: 2 })?.verdict).toBe('didNotHelp')
  })

  test('less is better where less is meant', () => {
    const series = [flat('anna', 20, -10), flat('boris', 10), flat('vera', 20), flat('gleb', 15)]
    expect(effectCheck(series, { treatedId: 'anna', at: AT, windows, better: 'down' })?.verdict).toBe('helped')
  })

  test('without a past nothing can be said', () => {
    const young = (id: string): Series => ({ id, steps: flat(id, 10).steps.slice(-20) })
    const check = effectCheck([young('anna'), young('boris')], { treatedId: 'anna', at: 16, windows })
    expect(check).toMatchObject({ low: null, high: null, verdict: 'cannotTell' })
    expect(effectCheck([flat('anna', 10)], { treatedId: 'anna', at: 3, windows })).toBeNull()
    expect(effectCheck([flat('anna', 10)], { treatedId: 'nobody', at: AT, windows })).toBeNull()
  })

  test('the order of the sellers changes nothing', () => {
    const series = [flat('anna', 10, 3), flat('boris', 10), flat('vera', 20), flat('gleb', 15)]
    const ask = { treatedId: 'anna', at: AT, windows }
    expect(effectCheck(series.toReversed(), ask)?.effect).toBeCloseTo(effectCheck(series, ask)?.effect ?? 0, 9)
  })
})
