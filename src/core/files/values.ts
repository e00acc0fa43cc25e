/** The pure parsers of one cell, in one place for those who read tables. */
export { normalizeEmail, normalizePhone, parseEmails, parsePhones, type Phone } from './contact-values.ts'
export { type DateOrder, type DateValue, parseDate } from './date-value.ts'
export { type IdValue, isEmptyMark, parseId } from './id-value.ts'
export { companyNameKey, type Inn, normalizeInn, normalizeKpp, normalizeName } from './name-values.ts'
export { type MoneyValue, type NumberStyle, parseCurrency, parseMoney, parseNumber } from './number-value.ts'
export { type Parsed, tidyCell, type ValueReason } from './parsed.ts'
