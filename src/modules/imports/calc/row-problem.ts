/** What is wrong, or was changed, in one row. Sentences stand in the texts, under `reasons`. */
export const REASONS = [
  // The row as a whole.
  'ID_MISSING', 'TWIN_WITHOUT_ID', 'ID_REPEATED', 'ID_DIGITS_LOST', 'ID_TAKEN', 'NOTHING_TO_NAME', 'NAME_MISSING', 'ROW_BROKEN', 'ROW_OF_TOTALS', 'ROW_OF_HEADERS', 'NOT_FOUND_HERE', 'HERE_ALREADY',
  // Values that the row cannot do without.
  'STAGE_NOT_MATCHED', 'MOVE_WITHOUT_DATE', 'DATE_BROKEN', 'NO_SUCH_DAY', 'YEAR_OUT_OF_RANGE', 'DATE_IN_FUTURE', 'AMOUNT_BROKEN', 'AMOUNT_UNCLEAR', 'AMOUNT_TOO_LARGE',
  'AMOUNT_NEGATIVE', 'CURRENCY_UNKNOWN', 'RATE_MISSING', 'NUMBER_BROKEN', 'OWNER_OUT_OF_SCOPE', 'OWNER_MISSING', 'OWNER_UNCLEAR', 'CIRCLE', 'LEFT_BEFORE_HIRED',
  // Values that were changed or left out; the row goes in.
  'PHONE_LEFT_OUT', 'EMAIL_LEFT_OUT', 'INN_LEFT_OUT', 'KPP_LEFT_OUT', 'DATE_LEFT_OUT', 'AMOUNT_ROUNDED', 'TEXT_CUT', 'TITLE_MADE', 'CREATED_UNKNOWN', 'CLOSED_UNKNOWN',
  'CLOSED_BEFORE_CREATED', 'CLOSE_DATE_AS_EXPECTED', 'PRODUCT_UNMATCHED', 'FIELD_KEPT_AS_TEXT', 'ALIKE_HERE', 'LOG_KEPT', 'EVENT_SKIPPED', 'ACCESS_KEPT', 'CELLS_MISSING', 'CELLS_EXTRA', 'STRAY_QUOTE', 'FORMULA_WITHOUT_RESULT',
  // Of payments.
  'DAY_MISSING', 'AMOUNT_MISSING', 'CLIENT_UNKNOWN', 'CLIENT_OF_OTHERS', 'INVOICE_NOT_FOUND', 'INVOICE_OVERPAID',
  // Of spend.
  'SOURCE_MISSING',
  // Of contacts with clients.
  'KIND_UNKNOWN', 'CLIENT_NOT_FOUND', 'DURATION_LEFT_OUT', 'RECORDING_LEFT_OUT',
  // Of plans.
  'SUBJECT_UNKNOWN', 'PERIOD_BROKEN', 'METRIC_UNKNOWN', 'TIER_UNKNOWN', 'PLAN_OUTSIDE', 'PLAN_MONTH_CLOSED', 'PLAN_OF_OTHERS', 'PERIOD_SPLIT',
  // What an update changes: `data.before` and the value.
  'CHANGED',
] as const // prettier-ignore

export type Reason = (typeof REASONS)[number]

export interface RowProblem {
  /** The column as the file calls it; null for the row as a whole. */
  column: string | null
  /** What stands in the file. */
  value: string
  reason: Reason
  /** Facts for the sentence. */
  data?: Record<string, string | number | null>
  /** `rejected`: the row does not go in; `changed`: it goes in, with this done to it. */
  severity: 'rejected' | 'changed'
}

export const rejected = (column: string | null, value: string, reason: Reason, data?: RowProblem['data']): RowProblem =>
  data
    ? { column, value: shortened(value), reason, data, severity: 'rejected' }
    : { column, value: shortened(value), reason, severity: 'rejected' }

export const changed = (column: string | null, value: string, reason: Reason, data?: RowProblem['data']): RowProblem =>
  data
    ? { column, value: shortened(value), reason, data, severity: 'changed' }
    : { column, value: shortened(value), reason, severity: 'changed' }

export const isRejected = (problems: readonly RowProblem[]): boolean =>
  problems.some((one) => one.severity === 'rejected')

/** A report shows what is wrong, not the whole of a cell with a novel in it. */
const SHOWN = 300
function shortened(value: string): string {
  const text = value.trim()
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
