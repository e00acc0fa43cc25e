import fc from 'fast-check'
import { expect, test } from 'vitest'
import { twoProportions } from './two-proportions.ts'

test('45 of 100 against 30 of 100 is beyond chance: z = 2.19, p = 0.0285', () => {
  const found = twoProportions({ hits: 30, n: 100 }, { hits: 45, n: 100 })
  expect(found).toMatchObject({ test: 'z', beyondChance: true })
  expect(found.difference).toBeCloseTo(0.15, 10)
  expect(found.p).toBeCloseTo(0.02846, 4)
})

test('12 of 40 against 9 of 35 is chance: p = 0.68', () => {
  const found = twoProportions({ hits: 12, n: 40 }, { hits: 9, n: 35 })
  expect(found).toMatchObject({ test: 'z', beyondChance: false })
  expect(found.p).toBeCloseTo(0.68005, 4)
})

test('the lady tasting tea: 3 of 4 against 1 of 4 gives p = 34/70 exactly', () => {
  const found = twoProportions({ hits: 3, n: 4 }, { hits: 1, n: 4 })
  expect(found.test).toBe('fisher')
  expect(found.p).toBeCloseTo(34 / 70, 10)
})

test('few cases are tested exactly: 1 of 9 against 11 of 14 gives p = 0.0028', () => {
  const found = twoProportions({ hits: 1, n: 9 }, { hits: 11, n: 14 })
  expect(found.test).toBe('fisher')
  expect(found.p).toBeCloseTo(0.002759, 5)
  expect(found.beyondChance).toBe(true)
})

test("the interval of the difference is Newcombe's: 56/70 less 48/80 is 0.2 from 0.0524 to 0.3339", () => {
  const { low, high } = twoProportions({ hits: 48, n: 80 }, { hits: 56, n: 70 })
  expect(low).toBeCloseTo(0.0524, 4)
  expect(high).toBeCloseTo(0.3339, 4)
})

test('without a base there is nothing to compare', () => {
  expect(twoProportions({ hits: 0, n: 0 }, { hits: 3, n: 5 })).toMatchObject({ p: null, beyondChance: false })
})

test('equal shares of large groups are parted by chance always, and not oftener: p = 1', () => {
  const found = twoProportions({ hits: 185, n: 300 }, { hits: 37, n: 60 })
  expect(found).toMatchObject({ test: 'z', p: 1, beyondChance: false })
})

test('the order of the groups turns the sign and nothing else, and p is a share', () => {
  const group = fc.nat(300).chain((n) => fc.record({ hits: fc.nat(n), n: fc.constant(n) }))
  fc.assert(
    fc.property(group, group, (a, b) => {
      const [one, two] = [twoProportions(a, b), twoProportions(b, a)]
      if (one.p === null || two.p === null) return
      expect(one.p).toBeCloseTo(two.p, 6)
      expect(one.difference).toBeCloseTo(-(two.difference ?? 0), 12)
      expect(one.p).toBeGreaterThanOrEqual(0)
      expect(one.p).toBeLessThanOrEqual(1)
    }),
  )
})
