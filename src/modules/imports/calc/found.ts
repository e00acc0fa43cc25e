/** What was found in a file. Stored with the import. */
import type { ColumnType } from '#core/files/column-type.ts'
import type { DateOrderGuess, NumberStyleGuess } from '#core/files/column-evidence.ts'
import type { Encoding } from '#core/files/table.ts'

export type { ColumnType } from '#core/files/column-type.ts'
export type { DateOrder, NumberStyle } from '#core/files/values.ts'

export interface ColumnFound {
  index: number
  /** As the file has it, '' where it has none. */
  name: string
  /** Unique and never empty. */
  label: string
  type: ColumnType
  /** Share of the values that read as this type. */
  share: number
  filledShare: number
  distinct: number
  distinctCapped: boolean
  min: string | number | null
  max: string | number | null
  /** The most frequent values; of a choice all. */
  values: { text: string; count: number }[]
  dateOrder: DateOrderGuess | null
  numberStyle: NumberStyleGuess
}

/** A value of a column that must be matched with something of ours, and how many rows have it. */
export interface Found {
  value: string
  rows: number
}

/** Values to be matched, under the mapping that `forColumns` describes. */
export interface ValuesFound {
  forColumns: string
  stages: (Found & { pipeline: string })[]
  owners: Found[]
  products: Found[]
  sources: Found[]
  lossReasons: Found[]
  currencies: Found[]
  /** Ids that several rows have, and those among them whose rows do not follow each other. */
  repeatedIds: number
  scatteredIds: number
  /** There are more values than are kept here. */
  capped: boolean
}

export interface FileFound {
  kind: 'csv' | 'xlsx'
  encoding: Encoding | null
  delimiter: string | null
  quote: string | null
  sheet: string | null
  sheets: { name: string; hidden: boolean }[]
  headerLine: number | null
  rows: number
  blankRows: number
  problemRows: number
  columns: ColumnFound[]
  /** First rows, for the eye. */
  sample: { line: number; cells: string[] }[]
}

/** Everything that reading a file gave: `imports.profile`. */
export interface Profile {
  file: FileFound
  values: ValuesFound | null
}
