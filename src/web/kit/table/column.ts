import type { ReactNode } from 'react'

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
}

/** `'amount'` upwards, `'-amount'` downwards: the form that stands in addresses. */
export type Sort = string

export function sortingState(sort: Sort | undefined): { id: string; desc: boolean }[] {
  if (!sort) return []
  return sort.startsWith('-') ? [{ id: sort.slice(1), desc: true }] : [{ id: sort, desc: false }]
}

export function sortKey(state: readonly { id: string; desc: boolean }[]): Sort | undefined {
  const first = state[0]
  return first && (first.desc ? `-${first.id}` : first.id)
}

/** Compares with nothing last, numbers by size, texts by the Russian alphabet. */
const collator = new Intl.Collator('ru', { numeric: true, sensitivity: 'base' })
export function compareValues(a: string | number | null | undefined, b: string | number | null | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a ?? ''), String(b ?? ''))
}
