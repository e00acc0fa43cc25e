import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mixedMean, mixedRate, mixedShare, strengthOfMeans, strengthOfShares } from './shrink.ts'

describe('a share of one seller among the team’s', () => {
  // Docs/metrics.md: 3 of 5 against a team of 100 of 400, strength 20 → (3 + 20 × 0.25) ÷ 25 = 0.32.
  test('few cases are drawn to the team, as many as its strength says', () => {
    const { value, own, team, n } = mixedShare({ successes: 3, n: 5 }, { successes: 100, n: 400 }, 20)
    expect(value).toBeCloseTo(0.32, 12)
    expect([own, team, n]).toEqual([0.6, 0.25, 5])
  })

  test('somebody without a case has the team’s share; where nobody has one there is none', () => {
    expect(mixedShare({ successes: 0, n: 0 }, { successes: 100, n: 400 }, 20).value).toBeCloseTo(0.25, 12)
    expect(mixedShare({ successes: 0, n: 0 }, { successes: 0, n: 0 }, 20).value).toBeNull()
  })

  test('lies between his own and the team’s, and comes to his own with more cases', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 4, max: 400, noNaN: true }),
        (n, ownShare, teamShare, strength) => {
          const successes = Math.round(n * ownShare)
          const of = (times: number) =>
            mixedShare(
              { successes: successes * times, n: n * times },
              { successes: teamShare * 1000, n: 1000 },
              strength,
            )
          const [low, high] = [Math.min(successes / n, teamShare), Math.max(successes / n, teamShare)]
          const few = of(1).value ?? Number.NaN
          const many = of(50).value ?? Number.NaN
          expect(few).toBeGreaterThanOrEqual(low - 1e-9)
          expect(few).toBeLessThanOrEqual(high + 1e-9)
          expect(Math.abs(many - successes / n)).toBeLessThanOrEqual(Math.abs(few - successes / n) + 1e-9)
          expect(of(1).low ?? 0).toBeLessThanOrEqual(few + 1e-9)
          expect(of(1).high ?? 1).toBeGreaterThanOrEqual(few - 1e-9)
        },
      ),
    )
  })
})

describe('how strong the team is', () => {
  test('sellers who differ only by chance are drawn to it strongly, those who differ much hardly', () => {
    const alike = Array.from({ length: 10 }, (_, index) => ({ successes: 24 + (index % 3), n: 100 }))
    const different = Array.from({ length: 10 }, (_, index) => ({ successes: index % 2 ? 80 : 10, n: 100 }))
    expect(strengthOfShares(alike)).toBe(400)
    expect(strengthOfShares(different)).toBe(4)
  })

  // By hand, as in docs/metrics.md.
  test('three sellers with 40, 60 and 80 of 100: ρ = 0.149, strength 5.7', () => {
    const cases = [40, 60, 80].map((successes) => ({ successes, n: 100 }))
    // Σx²/n = 16 + 36 + 64 = 116; between = (116 − 108) / 2 = 4; within = (180 − 116) / 297 = 0.21549; size = 100.
    // ρ = (4 − 0.21549) / (4 + 99 × 0.21549) = 0.14929 → (1 − ρ) / ρ = 5.6985
    expect(strengthOfShares(cases)).toBeCloseTo(5.698, 2)
  })

  test('two sellers say nothing about differences: the strength is that of a small sample', () => {
    expect(
      strengthOfShares([
        { successes: 1, n: 10 },
        { successes: 9, n: 10 },
      ]),
    ).toBe(20)
  })

  test('the order of sellers does not matter', () => {
    const cases = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 50, max: 90 })), { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(cases, (pairs) => {
        const all = pairs.map(([successes, n]) => ({ successes, n }))
        expect(strengthOfShares(all.toReversed())).toBeCloseTo(strengthOfShares(all), 6)
      }),
    )
  })
})

describe('an average check of one seller among the team’s', () => {
  test('one large deal does not make a large average check', () => {
    const sellers = [
      { n: 10, sum: 1_000, squares: 110_000 },
      { n: 10, sum: 1_200, squares: 154_000 },
      { n: 10, sum: 900, squares: 91_000 },
      { n: 1, sum: 1_000, squares: 1_000_000 },
    ]
    const team = sellers.reduce((all, one) => ({
      n: all.n + one.n,
      sum: all.sum + one.sum,
      squares: all.squares + one.squares,
    }))
    const mixed = mixedMean(sellers[3] ?? { n: 0, sum: 0, squares: 0 }, team, strengthOfMeans(sellers))
    expect(mixed.own).toBe(1_000)
    expect(mixed.value).toBeLessThan(400)
    expect(mixed.value).toBeGreaterThan(team.sum / team.n)
  })

  test('nothing was won by anybody: there is no check', () => {
    expect(
      mixedMean({ n: 0, sum: 0, squares: 0 }, { n: 0, sum: 0, squares: 0 }, { strength: 20, within: 0 }).value,
    ).toBeNull()
  })
})

test('contacts per deal: 30 over 10 deals against 2 of the team → (30 + 20 × 2) ÷ 30 = 2.33', () => {
  expect(mixedRate({ count: 30, n: 10 }, { count: 400, n: 200 }).value).toBeCloseTo(70 / 30, 12)
})
