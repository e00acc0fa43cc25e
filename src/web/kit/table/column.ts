import type { ReactNode } from 'react'
import type { Currency } from '#core/money/currency.ts'
import type { OptionSource } from '../choice.tsx'

/** A column of a DataTable. `cell` draws, `value` is what client-side sorting compares. */
export type Column<Row> = {
  id: string
  header: string
  /** Explains the column; shown on hover and focus of the header. */
  hint?: string
  cell: (row: Row) => ReactNode
  value?: (row: Row) => string | number | null | undefined
  /** Numbers stand at the end. */
  align?: 'start' | 'end'
  /** Pixels; 140 when absent. The first column also takes the room that is left. */
  width?: number
  /** A text may be cut down to so many pixels before the table scrolls sideways, and takes part of the room that is left. */
  least?: number
  /** Stands aside where the room is too narrow for all, as long as the person has not arranged the table: the highest number first. */
  spare?: number
  minWidth?: number
  /** True when the server can sort by it; a client table sorts by every column with `value`. */
  sortable?: boolean
  /** The first click sorts downwards: right for amounts and dates. */
  sortDownFirst?: boolean
  /** The sum line. */
  footer?: ReactNode
  /** Not shown until the person chooses it. */
  hidden?: boolean
  /** Cannot be hidden. */
  always?: boolean
  /** The value can be changed in its place. */
  edit?: CellEdit<Row>
}

/** How a cell is edited in its place. `save` is told the new value; what it throws is said, and the cell stays as it was. */
export type CellEdit<Row> = {
  /** Where this row's cell may not be edited. */
  may?: (row: Row) => boolean
} & (
  | { kind: 'text'; value: (row: Row) => string; save: (row: Row, value: string) => unknown; required?: boolean }
  /** Minor units; of the company's currency unless said otherwise. */
  | {
      kind: 'money'
      currency?: (row: Row) => Currency
      value: (row: Row) => number | null
      save: (row: Row, value: number | null) => unknown
      required?: boolean
    }
  | {
      kind: 'number'
      value: (row: Row) => number | null
      save: (row: Row, value: number | null) => unknown
      required?: boolean
    }
  /** '2026-11-21'. */
  | {
      kind: 'day'
      value: (row: Row) => string | null
      save: (row: Row, value: string | null) => unknown
      required?: boolean
    }
  | {
      kind: 'choice' | 'person'
      value: (row: Row) => string | null
      save: (row: Row, value: string | null) => unknown
      source: (row: Row) => OptionSource
      /** What is chosen now, when its option may not be loaded. */
      chosen?: (row: Row) => { value: string; label: string } | undefined
      clearable?: boolean
    }
)

/** `'amount'` upwards, `'-amount'` downwards, several after each other with commas: the form that stands in addresses. */
export type Sort = string

export function sortingState(sort: Sort | undefined): { id: string; desc: boolean }[] {
  return (sort ?? '')
    .split(',')
    .filter(Boolean)
    .map((one) => (one.startsWith('-') ? { id: one.slice(1), desc: true } : { id: one, desc: false }))
}

export function sortKey(state: readonly { id: string; desc: boolean }[]): Sort | undefined {
  return state.map(({ id, desc }) => (desc ? `-${id}` : id)).join(',') || undefined
}

/** Compares with nothing last, numbers by size, texts by the Russian alphabet. */
const collator = new Intl.Collator('ru', { numeric: true, sensitivity: 'base' })
export function compareValues(a: string | number | null | undefined, b: string | number | null | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a ?? ''), String(b ?? ''))
}
