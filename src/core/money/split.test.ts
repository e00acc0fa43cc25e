import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumMinor } from './money.ts'
import { splitExactly } from './split.ts'

test('a hundred roubles between three: 33.34, 33.33, 33.33', () => {
  expect(splitExactly(10_000n, [1, 1, 1])).toEqual([3334n, 3333n, 3333n])
})

test('the kopeck left goes to the largest remainder', () => {
  // Exact shares: 16.67, 33.33, 50.
  expect(splitExactly(100n, [1, 2, 3])).toEqual([17n, 33n, 50n])
})

test('one order of 20 split 50/50 gives 10 and 10', () => {
  expect(splitExactly(2000n, [0.5, 0.5])).toEqual([1000n, 1000n])
})

test('a quarter plan by the working days of its months', () => {
  const parts = splitExactly(1_200_000_000n, [22, 20, 22])
  expect(parts).toEqual([412_500_000n, 375_000_000n, 412_500_000n])
})

test('a return splits as the sale did, with the other sign', () => {
  expect(splitExactly(-100n, [1, 2, 3])).toEqual([-17n, -33n, -50n])
})

test('0.1 and 0.2 relate as 1 and 2', () => {
  expect(splitExactly(300n, [0.1, 0.2])).toEqual([100n, 200n])
})

test('no weight at all means equal parts; nobody to split between is an error', () => {
  expect(splitExactly(5n, [0, 0])).toEqual([3n, 2n])
  expect(splitExactly(0n, [])).toEqual([])
  expect(() => splitExactly(1n, [])).toThrow(RangeError)
  expect(() => splitExactly(1n, [1, -1])).toThrow(RangeError)
  expect(() => splitExactly(1n, [Number.NaN])).toThrow(RangeError)
})

const total = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n })
const weights = fc.array(fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.nat(1000)), {
  minLength: 1,
  maxLength: 60,
})

test('parts sum to the total exactly and carry its sign', () => {
  fc.assert(
    fc.property(total, weights, (amount, shares) => {
      const parts = splitExactly(amount, shares)
      expect(sumMinor(parts)).toBe(amount)
      expect(parts.every((part) => part === 0n || part > 0n === amount > 0n)).toBe(true)
      expect(splitExactly(-amount, shares)).toEqual(parts.map((part) => -part))
    }),
  )
})

test('whole weights: no part is a kopeck away from its exact share, and no weight means no part', () => {
  fc.assert(
    fc.property(total, fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), (amount, shares) => {
      const sum = BigInt(shares.reduce((a, b) => a + b, 0))
      fc.pre(sum > 0n)
      splitExactly(amount, shares).forEach((part, index) => {
        const off = part * sum - amount * BigInt(shares[index]!)
        expect(off < sum && off > -sum).toBe(true)
        if (shares[index] === 0) expect(part).toBe(0n)
      })
    }),
  )
})

test('the order of sellers moves no more than the kopeck that equal remainders compete for', () => {
  fc.assert(
    fc.property(total, weights, (amount, shares) => {
      const parts = splitExactly(amount, shares)
      const others = splitExactly(amount, shares.toReversed()).toReversed()
      expect(sumMinor(others)).toBe(amount)
      parts.forEach((part, index) => {
        const off = part - others[index]!
        expect(off >= -1n && off <= 1n).toBe(true)
      })
    }),
  )
})
