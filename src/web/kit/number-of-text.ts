const SPACES = /[\s\u00a0\u202f]/g
/** Sign, digits in groups, decimals, then at most one sign of a unit: money or per cent. */
const FIGURE = /^([+\-−–]?)(\d+)(?:[.,](\d+))?(%|₽|\$|€)?$/

/**
 * The number that a written figure says: `1 234,5 ₽` → 1234.5, `12,4 %` → 0.124, `−3` → −3. Null where it is a text, or rounded by a word
 * («1,2 млн»).
 */
export function numberOfText(text: string): number | null {
  const [, sign, whole, decimals, unit] = FIGURE.exec(text.replace(SPACES, '')) ?? []
  if (whole === undefined) return null
  const size = Number(`${whole}.${decimals ?? 0}`)
  const value = unit === '%' ? Number((size / 100).toPrecision(12)) : size
  return sign && sign !== '+' ? -value : value
}
