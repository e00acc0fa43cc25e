import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type ReactTable,
  type SortingState,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { compareValues, sortingState, sortKey, type Column, type Sort } from './column.ts'
import { arranged, isShown, type TableLayout } from './layout.ts'
import { type LayoutState, useTableLayout } from './layouts.ts'

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})
type Features = typeof features

/** A row and its key. */
export type ListRow<Row> = { id: string; original: Row }

export type TableOf<Row extends object> = ReactTable<Features, Row>

/** Beyond four nobody can tell what a list is sorted by. */
const MOST_SORTS = 4
const noRows: never[] = []

type Options<Row> = {
  id: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  sort: Sort | undefined
  onSort: ((sort: Sort | undefined) => void) | undefined
  defaultSort: Sort | undefined
  multiSort: boolean
  proposed: TableLayout | undefined
}

/** TanStack Table bound to our columns: sorting here or on the server; order, widths, choice and pinning as the person keeps them. */
export function useDataTable<Row extends object>(
  options: Options<Row>,
): {
  table: TableOf<Row>
  /** The rows in the order of the screen. */
  list: readonly ListRow<Row>[]
  /** Columns in sight in their order; the same array until the choice changes. */
  drawn: readonly Column<Row>[]
  state: LayoutState
} {
  const { id, columns, rows, rowKey, sort, onSort, defaultSort, multiSort, proposed } = options
  const state = useTableLayout(id, proposed)
  const { layout, change } = state
  const onServer = onSort !== undefined
  const ownSort = layout.sort ?? defaultSort
  const sorting = useMemo(() => sortingState(onServer ? sort : ownSort), [onServer, sort, ownSort])

  const { order, pinned, visibility: chosen } = layout
  const inOrder = useMemo(() => arranged(columns, { order, pinned }), [columns, order, pinned])
  const definitions = useMemo(
    () =>
      inOrder.map((column): ColumnDef<Features, Row> => ({
        id: column.id,
        header: column.header,
        accessorFn: (row) => column.value?.(row) ?? undefined,
        size: column.width ?? 140,
        minSize: column.minWidth ?? 64,
        maxSize: 900,
        enableHiding: !column.always,
        enableSorting: onServer ? column.sortable === true : column.value !== undefined,
        sortDescFirst: column.sortDownFirst ?? false,
        sortUndefined: 'last',
        sortFn: (a, b) => compareValues(column.value?.(a.original), column.value?.(b.original)),
      })),
    [inOrder, onServer],
  )
  const visibility = useMemo(
    () => Object.fromEntries(inOrder.map((column) => [column.id, isShown(column, { visibility: chosen })])),
    [inOrder, chosen],
  )
  const drawn = useMemo(() => inOrder.filter((column) => visibility[column.id] !== false), [inOrder, visibility])
  const sizing = useMemo(() => ({ ...layout.sizing }), [layout.sizing])

  const table = useTable<Features, Row>({
    features,
    columns: definitions,
    // What the server has put in order needs no model of rows: a list of ten thousand would be made anew with each page of it.
    data: onServer ? noRows : (rows ?? noRows),
    getRowId: rowKey,
    manualSorting: onServer,
    enableMultiSort: multiSort,
    maxMultiSortColCount: MOST_SORTS,
    columnResizeMode: 'onChange',
    state: { sorting, columnVisibility: visibility, columnSizing: sizing },
    onSortingChange: (turn) => {
      const next: SortingState = typeof turn === 'function' ? turn(sorting) : turn
      if (onSort) onSort(sortKey(next))
      else change({ sort: sortKey(next) })
    },
    onColumnVisibilityChange: (turn) => change({ visibility: typeof turn === 'function' ? turn(visibility) : turn }),
    onColumnSizingChange: (turn) => change({ sizing: typeof turn === 'function' ? turn(sizing) : turn }),
  })
  const fromServer = useMemo(
    () => (onServer ? (rows ?? noRows).map((original) => ({ id: rowKey(original), original })) : undefined),
    // How a row is named does not change while the table stands.
    // oxlint-disable-next-line exhaustive-deps
    [onServer, rows],
  )
  return { table, list: fromServer ?? table.getRowModel().rows, drawn, state }
}
