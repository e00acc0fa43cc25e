/** Money is a whole number of minor units (kopecks) and a currency; never a fraction. */
import { type Currency, minorDigits } from './currency.ts'
import { decimal, divideRounded } from './decimal.ts'

export type Money = { readonly minor: bigint; readonly currency: Currency }

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency }
}

/** Throws TypeError when the currencies differ: convert first, at a rate that somebody chose. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`Cannot add ${b.currency} to ${a.currency}`)
  return { minor: a.minor + b.minor, currency: a.currency }
}

export function sumMinor(amounts: Iterable<bigint>): bigint {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}

/**
 * Minor units times a factor (a rate, a percent as 0.05). Rounds half away from zero, as PostgreSQL's `round(numeric)`, so
 * that code and SQL give the same kopeck. Give a rate as text where it came as text: `'92.4567'` is exact.
 */
export function multiply(minor: bigint, factor: number | string): bigint {
  const { digits, scale } = decimal(factor)
  return divideRounded(minor * digits, 10n ** BigInt(scale))
}

/** Takes a price of one major unit (1 USD = `'92.4567'` RUB); gives the amount in `to`, rounded once, half away from zero. */
export function convert(amount: Money, rate: number | string, to: Currency): Money {
  const { digits, scale } = decimal(rate)
  const dividend = amount.minor * digits * 10n ** BigInt(minorDigits(to))
  return {
    minor: divideRounded(dividend, 10n ** BigInt(scale + minorDigits(amount.currency))),
    currency: to,
  }
}

/** The same for minor units as they stand in rows and answers. Throws RangeError for amounts that no JSON number holds. */
export function convertMinor(amountMinor: number, from: Currency, rate: number | string, to: Currency): number {
  return toWire(convert({ minor: fromWire(amountMinor), currency: from }, rate, to).minor)
}

/** Part ÷ whole, e.g. attainment; null when the whole is 0: there is no base. */
export function ratio(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number(part) / Number(whole)
}

/** Bigint minor units → JSON number. Throws RangeError beyond ±9,007,199,254,740,991, where JSON numbers lose kopecks. */
export function toWire(minor: bigint): number {
  const number = Number(minor)
  if (!Number.isSafeInteger(number)) throw new RangeError(`Amount is too large for the wire: ${minor}`)
  return number
}

/** JSON number → bigint minor units. Throws RangeError on fractions and unsafe numbers. */
export function fromWire(amountMinor: number): bigint {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`Not an amount in minor units: ${amountMinor}`)
  return BigInt(amountMinor)
}
