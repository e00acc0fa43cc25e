/** Why a cell could not be read; sentences live with the feature that reports the row. */
export type ValueReason =
  | 'EMPTY'
  | 'NOT_A_NUMBER'
  /** `1,234`: thousands in one country, thousandths in another, and nothing in the column tells which. */
  | 'AMBIGUOUS_NUMBER'
  | 'NUMBER_TOO_LARGE'
  | 'NOT_A_DATE'
  | 'NO_SUCH_DAY'
  | 'YEAR_OUT_OF_RANGE'
  | 'NOT_A_PHONE'
  | 'NOT_AN_EMAIL'
  | 'NOT_AN_INN'
  | 'INN_CHECKSUM'
  | 'NOT_A_KPP'

/** The value of a cell, or why there is none. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: ValueReason }

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value })

export const refused = (reason: ValueReason): { ok: false; reason: ValueReason } => ({ ok: false, reason })

/** A cell without what spreadsheets and browsers leave around it: odd spaces, invisible marks, the apostrophe of «text». */
export function tidyCell(text: string): string {
  if (isTidy(text)) return text
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .trim()
    .replace(/^['’`]\s*(?=[\d+(\-=@])/, '')
}

/** Most cells need no tidying: one walk over the characters instead of four replacements. */
function isTidy(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first === APOSTROPHE || first === BACKTICK || first === 0x2019) return false
  let before = SPACE
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === SPACE ? before === SPACE : code < SPACE || (code > 0x7e && isOdd(code))) return false
    before = code
  }
  return before !== SPACE || text.length === 0
}

const SPACE = 0x20
const APOSTROPHE = 0x27
const BACKTICK = 0x60

/** Spaces and invisible marks beyond ASCII: whatever \s and the lists above could mean. */
function isOdd(code: number): boolean {
  return (
    code === 0x7f ||
    code === 0x85 ||
    code === 0xa0 ||
    code === 0xad ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x206f) ||
    code === 0x3000 ||
    code === 0xfeff
  )
}
