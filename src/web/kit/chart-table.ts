import type { ReactNode } from 'react'

/** How the file of a chart's table writes a column; `money` takes minor units, `share` 0…1, `day` '2026-11-21'. */
export type ChartColumnKind = 'text' | 'number' | 'money' | 'share' | 'day'

export type ChartValue = string | number | null

/** The figures of a chart as a table: for screen readers, for copying, for the print and for the file. */
export type ChartTable = {
  head: readonly string[]
  rows: readonly (readonly ReactNode[])[]
  /** The same cells exact, for the file; absent: read from the text of the cells. */
  values?: readonly (readonly ChartValue[])[] | undefined
  /** How the file writes each column; absent: a number where it is one. */
  kinds?: readonly ChartColumnKind[] | undefined
}
