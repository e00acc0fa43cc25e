/** Shifts the point of `1.5` by an exponent, without floats: `1.5`, -7 → `0.00000015`. */
export function withoutExponent(digits: string, exponent: number): string {
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = digits.replace(/^[-+]/, '').split('.')
  const point = whole.length + exponent
  const all = whole + fraction
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`
  if (point >= all.length) return sign + all + '0'.repeat(point - all.length)
  return `${sign}${all.slice(0, point)}.${all.slice(point)}`
}
