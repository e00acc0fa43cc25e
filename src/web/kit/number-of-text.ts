import type { Language } from '#core/i18n/language.ts'

const SPACES = /[\s\u00a0\u202f]/g
/** Sign, digits, decimals, then at most one sign of a unit: money or per cent. */
const FIGURE = /^([+\-−–]?)(\d+)(?:[.,](\d+))?(%|₽|\$|€|£|JP¥|¥)?$/
/** Groups of thousands as English figures have them. */
const COMMAS = /(?<=\d),(?=\d{3}(?!\d))/g

/**
 * The number that a figure written in this language says: `1 234,5 ₽` → 1234.5, in English `1,234.5 $`; `12,4 %` → 0.124, `−3` → −3. Null where it is
 * a text, or rounded by a word («1,2 млн»).
 */
export function numberOfText(text: string, language: Language): number | null {
  const bare = text.replace(SPACES, '')
  const [, sign, whole, decimals, unit] = FIGURE.exec(language === 'en' ? bare.replace(COMMAS, '') : bare) ?? []
  if (whole === undefined) return null
  const size = Number(`${whole}.${decimals ?? 0}`)
  const value = unit === '%' ? Number((size / 100).toPrecision(12)) : size
  return sign && sign !== '+' ? -value : value
}
