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

/** The value of a cell, or why there is none. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: ValueReason }

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value })

export const refused = (reason: ValueReason): { ok: false; reason: ValueReason } => ({ ok: false, reason })

/** A cell without what spreadsheets and browsers leave around it: odd spaces, invisible marks, the apostrophe of «text». */
export function tidyCell(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .trim()
    .replace(/^['’`]\s*(?=[\d+(\-=@])/, '')
}

/** Most cells need no tidying: one test instead of four replacements. */
const PLAIN = /^[\p{L}\p{N}+(\-=@.,:/_]+$/u
