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
import { type Asking, longestWord, standingAside } from './fit.ts'
import { arranged, isArranged, isShown, type TableLayout } from './layout.ts'
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
const WIDTH = 140
/** So much of its width, and so many pixels at most, the first column gives away when nothing else is said. */
const MOST_GIVEN = 0.25
const MOST_GIVEN_PX = 80

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
  /** Pixels for columns, as far as known. */
  room: number | undefined
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
  /** All columns; those that stand aside for want of room are hidden ones. */
  columns: readonly Column<Row>[]
  /** What each drawn column asks of the width. */
  asked: readonly Asking[]
  state: LayoutState
} {
  const { id, rows, rowKey, sort, onSort, defaultSort, multiSort, proposed, room } = options
  const state = useTableLayout(id, proposed)
  const { layout } = state
  const onServer = onSort !== undefined
  const ownSort = layout.sort ?? defaultSort
  const sorting = useMemo(() => sortingState(onServer ? sort : ownSort), [onServer, sort, ownSort])
  const { columns, aside } = useRoomy(options.columns, layout, sorting, room)
  // The first thing he arranges keeps the table as he sees it, on wider screens too.
  const change = (patch: Partial<TableLayout>) =>
    state.change(
      aside.length === 0 || Object.keys(patch).join() === 'sort'
        ? patch
        : {
            ...patch,
            visibility: { ...Object.fromEntries(aside.map((one) => [one, false])), ...patch.visibility },
          },
    )

  const { order, pinned, visibility: chosen } = layout
  const inOrder = useMemo(() => arranged(columns, { order, pinned }), [columns, order, pinned])
  const definitions = useMemo(
    () =>
      inOrder.map((column): ColumnDef<Features, Row> => ({
        id: column.id,
        header: column.header,
        accessorFn: (row) => column.value?.(row) ?? undefined,
        size: column.width ?? WIDTH,
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
  const first = drawn[Math.max(1, drawn.filter((one) => layout.pinned?.includes(one.id)).length) - 1]?.id
  const asked = drawn.map((column) => askedBy(column, layout, column.id === first))
  return {
    table,
    list: fromServer ?? table.getRowModel().rows,
    drawn,
    columns,
    asked,
    state: { ...state, change },
  }
}

/** A width that the person has given is neither cut nor grown. */
function askedBy<Row>(column: Column<Row>, { sizing }: TableLayout, isFirst: boolean): Asking {
  const { id, width = WIDTH, least } = column
  const own = sizing?.[id]
  if (own !== undefined) return { id, width: own, least: own }
  const word = longestWord(column.header)
  const given = isFirst ? width - Math.min(MOST_GIVEN_PX, width * MOST_GIVEN) : width
  return { id, width: Math.max(width, word), least: Math.max(least ?? given, word) }
}

/** Columns of which spare ones are hidden where the room is too narrow for all: only while nobody has arranged them, and not what the list is sorted by. */
function useRoomy<Row>(
  columns: readonly Column<Row>[],
  layout: TableLayout,
  sorting: SortingState,
  room: number | undefined,
): { columns: readonly Column<Row>[]; aside: readonly string[] } {
  const isOwn = isArranged(layout)
  const sorted = sorting.map((one) => one.id).join()
  return useMemo(() => {
    const shown = columns.filter(({ hidden }) => hidden !== true)
    const asking = shown.map((column, place) => ({
      ...askedBy(column, {}, place === 0),
      spare: sorted.split(',').includes(column.id) ? undefined : column.spare,
    }))
    const aside = isOwn ? [] : standingAside(asking, room)
    if (aside.length === 0) return { columns, aside }
    return { columns: columns.map((one) => (aside.includes(one.id) ? { ...one, hidden: true } : one)), aside }
  }, [columns, isOwn, sorted, room])
}
