/** What people decided about a file. Stored as it is with the import, and as a saved mapping for the next file of this shape. */
import type { DateOrder, NumberStyle } from '#core/files/values.ts'
import type { Currency } from '#core/money/currency.ts'
import type { Meaning } from './stage-words.ts'

export interface ColumnChoice {
  /** 0-based position in the file: headers repeat. */
  column: number
  target: string
  dateOrder?: DateOrder | undefined
  numberStyle?: NumberStyle | undefined
}

/** Where rows of one stage of the file go: a stage that there is, or a new one in the pipeline that the file's pipeline goes to. */
export interface StageChoice {
  /** Value of the pipeline column; '' without such a column. */
  pipeline: string
  /** Value of the stage column; '' for rows without one, and for all rows of a file without such a column. */
  value: string
  to: { stageId: string } | { name: string; meaning: Meaning; position: number }
}

export interface PipelineChoice {
  value: string
  to: { pipelineId: string } | { name: string }
}

export interface OwnerChoice {
  value: string
  /** A person that there is, a new one, or nobody. */
  to: { personId: string } | 'new' | 'nobody'
}

export interface ProductChoice {
  value: string
  productId: string
}

/**
 * What repeated ids mean. `lines-sum`: each row is a product of the same deal and its amount a part of the deal's (Bitrix24);
 * `lines-same`: the same with the whole amount in every row; `history`: each row is a move of the same deal, with its moment; values that are
 * matched with no stage are no moves. `reject`: the first row counts, the others are refused.
 */
export const REPEATED = ['lines-sum', 'lines-same', 'history', 'reject'] as const

export interface Mapping {
  preset: string
  columns: ColumnChoice[]
  /** Name of the system that the ids come from: rows of the same system and id are the same record. */
  system: string
  /** Currency of amounts that name none. */
  currency: Currency
  repeated: (typeof REPEATED)[number]
  /** What happens to deals that are here already, and to rows that are not. */
  existing: 'update' | 'skip'
  missing: 'create' | 'skip'
  pipelines: PipelineChoice[]
  stages: StageChoice[]
  owners: OwnerChoice[]
  products: ProductChoice[]
  /** Owner of rows that name none. */
  defaultOwnerId: string | null
}

/** Columns that feed a target, in the order of the file. */
export function columnsOf(mapping: Pick<Mapping, 'columns'>, target: string): ColumnChoice[] {
  return mapping.columns.filter((choice) => choice.target === target).toSorted((a, b) => a.column - b.column)
}

export function hasTarget(mapping: Pick<Mapping, 'columns'>, target: string): boolean {
  return mapping.columns.some((choice) => choice.target === target)
}
