import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencies, currencySymbol, isCurrency, minorDigits } from './currency.ts'
import { decimal, divideRounded } from './decimal.ts'
import { add, convert, convertMinor, fromWire, money, multiply, ratio, sumMinor, toWire } from './money.ts'

test('1,000 dollars at 92.4567 are 92,456.70 roubles', () => {
  expect(convert(money(100_000n, 'USD'), '92.4567', 'RUB')).toEqual(money(9_245_670n, 'RUB'))
})

test('an amount of a row is converted as money is', () => {
  expect(convertMinor(100_000, 'USD', '92.4567', 'RUB')).toBe(9_245_670)
  expect(() => convertMinor(0.5, 'USD', 1, 'RUB')).toThrow(RangeError)
})

test('yen have no minor units, roubles have two', () => {
  expect(convert(money(1000n, 'JPY'), '0.61', 'RUB')).toEqual(money(61_000n, 'RUB'))
  expect(convert(money(61_000n, 'RUB'), '1.639344', 'JPY')).toEqual(money(1000n, 'JPY'))
})

test('half a kopeck goes away from zero, both ways, as in PostgreSQL', () => {
  expect([multiply(5n, 0.5), multiply(-5n, 0.5), multiply(25n, '0.1'), multiply(35n, '0.1')]).toEqual([3n, -3n, 3n, 4n])
})

test('a percent of a sale is what a calculator says: 5 % of 15,100.00', () => {
  expect(multiply(1_510_000n, 0.05)).toBe(75_500n)
  // In binary floating point 1.005 × 1000 is 1004.9999999999999.
  expect(multiply(1000n, 1.005)).toBe(1005n)
  expect(multiply(100n, 1e-7)).toBe(0n)
})

test('a rate that is not a number is refused', () => {
  for (const wrong of ['', '1,5', '1e', 'NaN', Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => multiply(1n, wrong)).toThrow(RangeError)
  }
  expect(decimal('1.5e3')).toEqual({ digits: 1500n, scale: 0 })
})

test('roubles and dollars do not add up', () => {
  expect(add(money(100n, 'RUB'), money(250n, 'RUB'))).toEqual(money(350n, 'RUB'))
  expect(() => add(money(1n, 'RUB'), money(1n, 'USD'))).toThrow(TypeError)
})

test('attainment: 7.9 of 12.0; without a plan there is none', () => {
  expect(ratio(790n, 1200n)).toBeCloseTo(0.6583, 4)
  expect(ratio(790n, 0n)).toBeNull()
  expect(ratio(0n, 1200n)).toBe(0)
})

test('the wire takes whole kopecks up to 90 trillion roubles and nothing else', () => {
  expect(toWire(9_007_199_254_740_991n)).toBe(9_007_199_254_740_991)
  expect(() => toWire(9_007_199_254_740_992n)).toThrow(RangeError)
  expect(() => toWire(-9_007_199_254_740_992n)).toThrow(RangeError)
  for (const wrong of [0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
    expect(() => fromWire(wrong)).toThrow(RangeError)
  }
})

test('wire and back changes nothing, and a sum does not depend on the order', () => {
  const safe = fc.bigInt({ min: -9_007_199_254_740_991n, max: 9_007_199_254_740_991n })
  fc.assert(
    fc.property(safe, (minor) => {
      expect(fromWire(toWire(minor))).toBe(minor)
    }),
  )
  fc.assert(
    fc.property(fc.array(safe), (list) => {
      expect(sumMinor(list)).toBe(sumMinor(list.toReversed()))
    }),
  )
})

test('rounding is off by half a unit at most and the same on both sides of zero', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 20n }), (dividend, divisor) => {
      const off = 2n * (divideRounded(dividend, divisor) * divisor - dividend)
      expect(off <= divisor && off >= -divisor).toBe(true)
      expect(divideRounded(-dividend, divisor)).toBe(-divideRounded(dividend, divisor))
      expect(divideRounded(dividend, -divisor)).toBe(-divideRounded(dividend, divisor))
    }),
  )
})

test('every currency has a sign and its ISO digits', () => {
  expect(isCurrency('RUB')).toBe(true)
  expect(['rub', 'XXX', 'toString', null].map(isCurrency)).toEqual([false, false, false, false])
  for (const currency of currencies) {
    expect(currencySymbol(currency)).not.toBe('')
    const iso = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
    // Intl follows everyday use for sums and drams; ISO 4217 and bank files have two digits.
    if (iso !== 0 || currency === 'JPY' || currency === 'KRW')
      expect([currency, minorDigits(currency)]).toEqual([currency, iso])
  }
})
