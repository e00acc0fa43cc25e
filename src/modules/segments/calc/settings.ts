import type { SegmentsSettings } from '../contract.ts'

/** Of a company that has set nothing: a year of purchases, silent after 1.5 of the own rhythm, lost after 3. */
export const USUAL: SegmentsSettings = { months: 12, silentAfter: 1.5, lostAfter: 3, version: 0 }
