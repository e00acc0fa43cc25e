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
import { useMemo, useState } from 'react'
import { useStored } from '../storage.ts'
import { compareValues, sortingState, sortKey, type Column, type Sort } from './column.ts'

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})
type Features = typeof features

export type TableOf<Row extends object> = ReactTable<Features, Row>

type Layout = { visibility: Record<string, boolean>; sizing: Record<string, number> }
const noLayout: Layout = { visibility: {}, sizing: {} }
const noRows: never[] = []

type Options<Row> = {
  id: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  sort: Sort | undefined
  onSort: ((sort: Sort | undefined) => void) | undefined
  defaultSort: Sort | undefined
}

/** TanStack Table bound to our columns: sorting here or on the server, widths and choice remembered per table id. */
export function useDataTable<Row extends object>(
  options: Options<Row>,
): {
  table: TableOf<Row>
  /** Columns in sight; the same array until the choice changes. */
  drawn: readonly Column<Row>[]
  resetLayout: () => void
} {
  const { id, columns, rows, rowKey, sort, onSort, defaultSort } = options
  const [layout, setLayout] = useStored<Layout>(`table.${id}`, noLayout)
  const [ownSort, setOwnSort] = useState<Sort | undefined>(defaultSort)
  const onServer = onSort !== undefined
  const sorting = useMemo(() => sortingState(onServer ? sort : ownSort), [onServer, sort, ownSort])

  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<Features, Row> => ({
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
    [columns, onServer],
  )
  const visibility = useMemo(
    () => ({
      ...Object.fromEntries(columns.filter((column) => column.hidden).map((column) => [column.id, false])),
      ...layout.visibility,
    }),
    [columns, layout.visibility],
  )
  const drawn = useMemo(() => columns.filter((column) => visibility[column.id] !== false), [columns, visibility])

  const table = useTable<Features, Row>({
    features,
    columns: definitions,
    data: rows ?? noRows,
    getRowId: rowKey,
    manualSorting: onServer,
    enableMultiSort: false,
    columnResizeMode: 'onChange',
    state: { sorting, columnVisibility: visibility, columnSizing: layout.sizing },
    onSortingChange: (change) => {
      const next: SortingState = typeof change === 'function' ? change(sorting) : change
      if (onSort) onSort(sortKey(next))
      else setOwnSort(sortKey(next))
    },
    onColumnVisibilityChange: (change) =>
      setLayout({ ...layout, visibility: typeof change === 'function' ? change(visibility) : change }),
    onColumnSizingChange: (change) =>
      setLayout({ ...layout, sizing: typeof change === 'function' ? change(layout.sizing) : change }),
  })
  return { table, drawn, resetLayout: () => setLayout(noLayout) }
}
