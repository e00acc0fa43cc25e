import type { DimensionKey, MetricKey } from './declarations.ts'

/** With what a figure is compared. 'peers': the median of the other sellers, where there are at least five. */
export const comparisons = ['previous', 'lastYear', 'plan', 'peers'] as const
export type Comparison = (typeof comparisons)[number]

/** Which facts count; an absent list lets everything through. */
export interface MetricFilters {
  sellerIds?: readonly string[] | undefined
  /** With the departments below them. */
  departmentIds?: readonly string[] | undefined
  pipelineIds?: readonly string[] | undefined
  sourceIds?: readonly string[] | undefined
  campaigns?: readonly string[] | undefined
  industries?: readonly string[] | undefined
  regions?: readonly string[] | undefined
  /** 'new', 'existing', 'none' (deals without a client). */
  clientKinds?: readonly string[] | undefined
  dealSizes?: readonly string[] | undefined
  /** ABC classes of clients now; 'none' (without a class). */
  segments?: readonly string[] | undefined
  /** Options of custom choice fields of deals: `<field id>:<option id>`; of one field any of them, of several fields all. */
  fields?: readonly string[] | undefined
}

export interface MetricQuestion {
  metrics: readonly MetricKey[]
  /** Key of the period: '2026-11', '2026-Q4' … */
  period: string
  /** None: one line, the whole; at most two. */
  dimensions?: readonly DimensionKey[] | undefined
  filters?: MetricFilters | undefined
  comparison?: Comparison | undefined
  /** False: the whole beside the rows is not asked for, and stays empty. */
  total?: boolean | undefined
}

/** One figure. Money in minor units, shares 0…1, times in days or minutes: the unit of its declaration. */
export interface MetricFigure {
  /** Null: no base, «н/д». */
  value: number | null
  /** Of how many cases. */
  n: number
  /** Wilson interval of a share. */
  low: number | null
  high: number | null
  /** Too few cases to compare or to rank. */
  small: boolean
  /** The figure that it is compared with; null where there is none or nothing was asked. */
  compared: number | null
}

export type MetricFiguresOfRow = Partial<Record<MetricKey, MetricFigure>>

export interface MetricRow {
  /** One a dimension, in their order; null: the property is not set. */
  keys: (string | null)[]
  labels: string[]
  figures: MetricFiguresOfRow
}

export interface MetricTable {
  rows: MetricRow[]
  total: MetricFiguresOfRow
}
