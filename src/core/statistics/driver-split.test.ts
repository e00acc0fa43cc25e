import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { driverSplit, driverSplitOfGroups, type Factor, wholeParts } from './driver-split.ts'

const rub = (rubles: number) => Math.round(rubles * 100)
const factors = (values: Record<string, number | null>): Factor[] =>
  Object.entries(values).map(([key, value]) => ({ key, value }))
const partsOf = (split: { parts: { key: string; part: number }[] }) =>
  Object.fromEntries(split.parts.map(({ key, part }) => [key, part]))
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

describe('golden cases', () => {
  test('fewer leads, larger check: −20 × 11 000 and +2 000 × 90', () => {
    const split = driverSplit(
      factors({ entrants: 100, check: rub(10_000) }),
      factors({ entrants: 80, check: rub(12_000) }),
    )
    expect(split.change).toBe(rub(-40_000))
    expect(partsOf(split)).toEqual({ entrants: rub(-220_000), check: rub(180_000) })
  })

  test('three drivers: 100 × 20 % × 50 000 became 90 × 15 % × 60 000', () => {
    const split = driverSplit(
      factors({ entrants: 100, won: 0.2, check: rub(50_000) }),
      factors({ entrants: 90, won: 0.15, check: rub(60_000) }),
    )
    expect(split).toMatchObject({ before: rub(1_000_000), after: rub(810_000), change: rub(-190_000) })
    const parts = partsOf(split)
    expect(parts.entrants).toBeCloseTo(-9_583_333, -1)
    expect(parts.won).toBeCloseTo(-26_083_333, -1)
    expect(parts.check).toBeCloseTo(16_666_667, -1)
    expect(sum(Object.values(parts))).toBe(rub(-190_000))
  })

  test('nobody came before: all of the change is of those who came, since no conversion was known', () => {
    const split = driverSplit(
      factors({ entrants: 0, won: null, check: null }),
      factors({ entrants: 10, won: 0.3, check: rub(1000) }),
    )
    expect(partsOf(split)).toEqual({ entrants: rub(3000), won: 0, check: 0 })
  })

  test('nothing is known on either side: nothing has changed', () => {
    const none = factors({ entrants: 0, won: null })
    expect(driverSplit(none, none)).toMatchObject({ change: 0, parts: [{ part: 0 }, { part: 0 }] })
  })

  test('two sellers: parts by seller and by driver meet in the same sum', () => {
    const split = driverSplitOfGroups([
      { key: 'anna', before: factors({ n: 10, check: 100 }), after: factors({ n: 8, check: 100 }) },
      { key: 'boris', before: factors({ n: 5, check: 200 }), after: factors({ n: 5, check: 260 }) },
    ])
    expect(split.change).toBe(100)
    expect(partsOf(split)).toEqual({ n: -200, check: 300 })
    expect(split.groups.map(({ key, change }) => [key, change])).toEqual([
      ['anna', -200],
      ['boris', 300],
    ])
  })

  test('sides with different factors are refused', () => {
    expect(() => driverSplit(factors({ a: 1 }), factors({ b: 1 }))).toThrow(TypeError)
  })
})

describe('properties', () => {
  const keys = ['entrants', 'stage1', 'stage2', 'stage3', 'check', 'timing']
  const value = fc.oneof(fc.nat(500), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(5_000_000), fc.constant(null))
  const both = fc
    .subarray(keys, { minLength: 1 })
    .chain((own) =>
      fc
        .array(fc.tuple(value, value), { minLength: own.length, maxLength: own.length })
        .map((values) => ({ own, values })),
    )
    .map(({ own, values }) => ({
      before: own.map((key, index) => ({ key, value: values[index]?.[0] ?? null })),
      after: own.map((key, index) => ({ key, value: values[index]?.[1] ?? null })),
    }))
    .filter(({ before, after }) => [before, after].every((side) => size(side) < 1e13) && mixed(before, after) < 1e13)
  const size = (side: readonly Factor[]) => side.reduce((all, one) => all * Math.max(1, one.value ?? 1), 1)
  const mixed = (before: readonly Factor[], after: readonly Factor[]) =>
    before.reduce((all, one, index) => all * Math.max(1, one.value ?? 0, after[index]?.value ?? 0), 1)

  test('parts sum to the change exactly', () => {
    fc.assert(
      fc.property(both, ({ before, after }) => {
        const split = driverSplit(before, after)
        expect(sum(split.parts.map(({ part }) => part))).toBe(split.change)
        expect(split.change).toBe(split.after - split.before)
      }),
    )
  })

  test('the order of the factors changes nothing', () => {
    fc.assert(
      fc.property(both, ({ before, after }) => {
        expect(partsOf(driverSplit(before.toReversed(), after.toReversed()))).toEqual(
          partsOf(driverSplit(before, after)),
        )
      }),
    )
  })

  test('back again is the same with the other sign, within the rounding of one unit', () => {
    fc.assert(
      fc.property(both, ({ before, after }) => {
        const [there, back] = [partsOf(driverSplit(before, after)), partsOf(driverSplit(after, before))]
        for (const key of Object.keys(there))
          expect(Math.abs((there[key] ?? 0) + (back[key] ?? 0))).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a factor that has not changed has no part beyond the rounding of one unit', () => {
    fc.assert(
      fc.property(both, ({ before, after }) => {
        const still = after.map((one, index) => (index === 0 ? { ...one, value: before[0]?.value ?? null } : one))
        expect(Math.abs(driverSplit(before, still).parts[0]?.part ?? 0)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('agrees with the mean over all orders', () => {
    fc.assert(
      fc.property(both, ({ before, after }) => {
        fc.pre(before.length <= 4)
        const split = driverSplit(before, after)
        naive(before, after).forEach((part, index) => {
          const allowed = 1 + Math.abs(part) * 1e-9
          expect(Math.abs((split.parts[index]?.part ?? 0) - part)).toBeLessThanOrEqual(allowed)
        })
      }),
    )
  })

  test('whole parts lie within one of the exact ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 }),
        (exact) => {
          const total = Math.round(sum(exact)) + 0
          const whole = wholeParts(exact, total)
          expect(sum(whole)).toBe(total)
          whole.forEach((part, index) => expect(Math.abs(part - (exact[index] ?? 0))).toBeLessThanOrEqual(1.000001))
        },
      ),
    )
  })
})

/** Lets the factors change one after another in every order, and takes the mean of what each change made. */
function naive(before: readonly Factor[], after: readonly Factor[]): number[] {
  const from = before.map((one, index) => one.value ?? after[index]?.value ?? 0)
  const to = after.map((one, index) => one.value ?? before[index]?.value ?? 0)
  const parts = from.map(() => 0)
  const orders = permutations(from.map((_, index) => index))
  for (const order of orders) {
    const now = [...from]
    for (const index of order) {
      const was = now.reduce((all, value) => all * value, 1)
      now[index] = to[index] ?? 0
      parts[index] = (parts[index] ?? 0) + (now.reduce((all, value) => all * value, 1) - was) / orders.length
    }
  }
  return parts
}

function permutations(items: number[]): number[][] {
  if (items.length <= 1) return [items]
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}
