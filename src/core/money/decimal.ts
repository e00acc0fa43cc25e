/** Exact decimals for rates and weights: a whole number and how many of its digits stand after the point. */

export type Decimal = { readonly digits: bigint; readonly scale: number }

/** Takes a finite number or text such as `92.4567` or `1e-7`, read digit by digit. Throws RangeError on anything else. */
export function decimal(value: number | string): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(String(value).trim())
  if (!match) throw new RangeError(`Not a decimal: ${value}`)
  const fraction = match[3] ?? ''
  const digits = BigInt(`${match[1]}${match[2]}${fraction}`)
  const scale = fraction.length - Number(match[4] ?? 0)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

/** Division of whole numbers, half away from zero: 5 / 2 → 3, −5 / 2 → −3. As PostgreSQL's `round(numeric)`. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor]
  const rounded = (a + a + b) / (b + b)
  return negative ? -rounded : rounded
}
