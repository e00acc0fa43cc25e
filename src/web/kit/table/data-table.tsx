import { Button } from '@mantine/core'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { ErrorState } from '../error-state.tsx'
import { useGo, type Target } from '../routing.tsx'
import { useKitTexts } from '../use-kit-texts.ts'
import { useLatest } from '../use-latest.ts'
import { usePhone } from '../use-phone.ts'
import { usePrinting } from '../use-printing.ts'
import { useWindow } from '../use-window.ts'
import type { Column, Sort } from './column.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import css from './data-table.module.css'
import { PhoneList } from './phone-list.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { type Asking, fitted } from './fit.ts'
import { moved, pinnedAs, stepped, type TableLayout } from './layout.ts'
import { TableFoot } from './table-foot.tsx'
import { TableHead } from './table-head.tsx'
import { SkeletonRows, TableRow } from './table-row.tsx'
import { useAside } from './use-aside.ts'
import { useCells } from './use-cells.ts'
import { useColumnDrag } from './use-column-drag.ts'
import { useDataTable } from './use-data-table.ts'
import { useOffsets } from './use-offsets.ts'
import { useRoom } from '../use-room.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'

/** More rows behind a cursor; `load` is called when the end comes near. */
export type More = { has: boolean; loading: boolean; load: () => void }

export type Selection = {
  keys: ReadonlySet<string>
  change: (keys: ReadonlySet<string>) => void
  /** Buttons shown while something is selected. */
  actions?: ReactNode
  /** Said instead of how many are selected: «all 12,345 of this filter». */
  said?: ReactNode
}

export type DataTableProps<Row extends object> = {
  /** Names the table in the memory of widths and columns: `deals.list`. */
  id: string
  /** What the table holds, for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  /** Absent while loading: skeleton rows of the real layout stand in. */
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  /** Where a row leads; Ctrl-click opens it in a new tab. */
  rowTarget?: (row: Row) => Target
  /** Instead of `rowTarget`: opens a panel, for example. */
  onOpen?: (row: Row) => void
  /** With `onSort` the server sorts; without it the browser does. */
  sort?: Sort | undefined
  onSort?: (sort: Sort | undefined) => void
  defaultSort?: Sort
  /** Shift-click sorts by several columns: always here, on the server where it can. */
  multiSort?: boolean
  /** The columns of a saved view, as long as the person has not changed them. */
  layout?: TableLayout | undefined
  selection?: Selection
  /** Rows of the last question still stand while the next one is asked. */
  updating?: boolean
  error?: unknown
  onRepeat?: () => void
  empty?: ReactNode
  more?: More
  /** A row on a phone. Without it a phone gets the table that scrolls sideways. */
  card?: (row: Row) => ReactNode
  /** `fill` takes the rest of the page and scrolls inside; `auto` is as high as its rows. */
  height?: 'fill' | 'auto' | number
  rowTone?: (row: Row) => 'behind' | 'bad' | 'quiet' | undefined
  skeletonRows?: number
}

const virtualFrom = 60
/** Of a longer table the paper shows what the screen has drawn. */
const wholeTo = 2_000

const CHECK_PX = 36
/** The choice of columns at the right edge. */
const CORNER_PX = 36

/** The list of the product: sort, choice, order and width of columns, editing in place, keyboard, selection, endless rows, cards on a phone. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rows, rowKey, rowTarget, onOpen, selection, more, card, height = 'fill' } = props
  const texts = useKitTexts()
  const phone = usePhone()
  const isPrinting = usePrinting()
  const go = useGo()
  const scroller = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState(-1)
  const multiSort = props.multiSort ?? props.onSort === undefined
  const isTable = rows ? rows.length > 0 && !(phone && card) : !props.error && !(phone && card)
  const seen = useRoom(props.id, scroller, isTable)
  const room = seen === undefined ? undefined : seen - CORNER_PX - (selection ? CHECK_PX : 0)
  const { table, list, drawn, columns, asked, state } = useDataTable({
    id: props.id,
    columns: props.columns,
    room,
    rows,
    rowKey,
    sort: props.sort,
    onSort: props.onSort,
    defaultSort: props.defaultSort,
    multiSort,
    proposed: props.layout,
  })

  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const withFoot = drawn.some((column) => column.footer !== undefined)
  const rowHeight = phone ? 44 : 34
  const { places, before, after, isWindowed, showRow } = useWindow({
    count: list.length,
    scroller,
    rowHeight,
    headHeight: 32,
    footHeight: withFoot ? rowHeight : 0,
    from: isPrinting ? wholeTo : virtualFrom,
  })

  const nearEnd = isWindowed && (places.at(-1) ?? -1) >= list.length - 20
  useEffect(() => {
    // After a failure only the button asks again.
    if (nearEnd && more?.has && !more.loading && !props.error) more.load()
  }, [more, nearEnd, props.error])

  const openAt = (index: number) => {
    const row = list[index]?.original
    if (!row) return
    if (onOpen) onOpen(row)
    else if (rowTarget) go(rowTarget(row))
  }
  const moveTo = (index: number) => {
    setCursor(index)
    showRow(index)
  }
  const keys = useMemo(() => list.map((row) => row.id), [list])
  const selecting = useSelection(selection, keys)
  const focusTable = () => scroller.current?.focus({ preventScroll: true })
  const cells = useCells({ rows: list, drawn, cursor, moveTo, focusTable })
  const { change, layout } = state
  const drag = useColumnDrag((id, next) => change(moved(columns, layout, id, next)))
  const onKeyDown = useRowKeys(
    {
      count: list.length,
      cursor,
      setCursor: moveTo,
      open: openAt,
      toggle: selecting && ((index) => selecting.toggle(keys[index] ?? '')),
      selectTo: selecting && ((index) => selecting.selectTo(keys[index] ?? '')),
      stepCell: (step) => cells.stepCell(step),
      edit: (index) => cells.edit(index),
      escape: () => cells.escape() || (selecting?.clear() ?? false),
    },
    height === 'fill',
  )

  const actions = useLatest({
    target: (row: Row) => rowTarget?.(row),
    toggle: (key: string, isRange: boolean) => (isRange ? selecting?.selectTo(key) : selecting?.toggle(key)),
    point: (index: number, columnId: string | undefined) => {
      setCursor(index)
      if (cells.isEditable) cells.point(columnId)
    },
    open: openAt,
    edit: (index: number, columnId: string) => {
      setCursor(index)
      cells.begin(index, columnId)
    },
    done: cells.done,
    cancel: cells.cancel,
  })

  const pinnedCount = Math.max(1, drawn.filter(({ id }) => layout.pinned?.includes(id)).length)
  // The first text takes the room that is left, or the first column, until the person gives it a width of his own.
  const first = drawn[pinnedCount - 1]?.id
  const isFree = first !== undefined && layout.sizing?.[first] === undefined
  const elastic = asked.find(({ width, least }) => least < width)?.id ?? (isFree ? first : undefined)
  const widths = room === undefined ? undefined : fitted(asked, room, elastic)
  const widthOf = (one: Asking) => widths?.get(one.id) ?? one.width
  const offsets = useOffsets(asked.slice(0, pinnedCount).map(widthOf), selection ? CHECK_PX : 0)
  const headActions = useLatest({
    step: (id: string, step: -1 | 1) => change(stepped(columns, layout, id, step)),
    pin: (id: string, isPinned: boolean) => change(pinnedAs(columns, layout, id, isPinned)),
    hide: (id: string) => change({ visibility: { ...layout.visibility, [id]: false } }),
    isPinned: (id: string) => layout.pinned?.includes(id) ?? false,
    selectAll: () => selecting?.all.toggle(),
    startDrag: drag.start,
  })
  // The header is drawn again only when this changes, and not with every row that comes into sight.
  const signature = JSON.stringify([
    table.state.sorting,
    table.state.columnSizing,
    layout,
    drawn.map(({ id }) => id),
    drag.dragged,
    drag.before,
    selecting?.all.checked,
    selecting?.all.some,
    props.onSort !== undefined,
  ])
  useAside(scroller)
  const linkColumn = (drawn.find(({ always }) => always) ?? drawn[0])?.id

  if (props.error && !rows) {
    return <ErrorState error={props.error} onRepeat={props.onRepeat} />
  }
  if (rows?.length === 0) return props.empty ?? <p className={css.nothing}>{texts.table.empty}</p>
  if (phone && card) {
    return <PhoneList {...props} card={card} rows={rows && list.map((row) => row.original)} />
  }

  const width = asked.reduce((sum, one) => sum + widthOf(one), 0) + (selection ? CHECK_PX : 0) + CORNER_PX
  const spanAll = drawn.length + (selection ? 2 : 1)
  return (
    <div className={css.root} data-height={typeof height === 'number' ? 'fixed' : height}>
      {selection && selection.keys.size > 0 && <SelectionBar selection={selection} />}
      {props.error !== undefined && props.error !== null && (
        <ErrorState error={props.error} onRepeat={props.onRepeat} />
      )}
      <div
        ref={scroller}
        className={css.scroller}
        style={typeof height === 'number' ? { maxHeight: height } : undefined}
        tabIndex={0}
        role="region"
        aria-label={props.label}
        data-editable={cells.isEditable || undefined}
        onKeyDown={onKeyDown}
      >
        <table
          className={css.table}
          style={{ minWidth: width }}
          aria-rowcount={more?.has ? -1 : list.length + 1}
          aria-busy={!rows || props.updating}
        >
          <colgroup>
            {selection && <col style={{ width: CHECK_PX }} />}
            {asked.map((one) => (
              <col key={one.id} style={one.id === elastic ? undefined : { width: widthOf(one) }} />
            ))}
            <col style={elastic ? { width: CORNER_PX } : undefined} />
          </colgroup>
          <TableHead
            table={table}
            columns={byId}
            signature={signature}
            selectAll={selecting && { ...selecting.all, toggle: headActions.selectAll }}
            offsets={offsets}
            drag={{ ...drag, start: headActions.startDrag }}
            multiSort={multiSort}
            actions={headActions}
            corner={<ColumnsMenu columns={columns} state={state} />}
          />
          <tbody>
            {!rows && <SkeletonRows count={props.skeletonRows ?? 12} columns={drawn} check={selection !== undefined} />}
            {before > 0 && (
              <tr aria-hidden style={{ height: before }}>
                <td colSpan={spanAll} />
              </tr>
            )}
            {places.map((index) => {
              const row = list[index]
              if (!row) return null
              return (
                <TableRow
                  key={row.id}
                  id={row.id}
                  index={index}
                  row={row.original}
                  columns={drawn}
                  offsets={offsets}
                  linkColumn={linkColumn}
                  current={index === cursor}
                  cell={index === cursor ? cells.cell : undefined}
                  editing={cells.editing?.key === row.id ? cells.editing.columnId : undefined}
                  tone={props.rowTone?.(row.original)}
                  hasTarget={rowTarget !== undefined}
                  clickable={onOpen !== undefined || rowTarget !== undefined}
                  selected={selection?.keys.has(row.id)}
                  actions={actions}
                />
              )
            })}
            {after > 0 && (
              <tr aria-hidden style={{ height: after }}>
                <td colSpan={spanAll} />
              </tr>
            )}
          </tbody>
          {rows && withFoot && <TableFoot columns={drawn} offsets={offsets} check={selection !== undefined} />}
        </table>
        {more?.has && (
          <div className={css.more}>
            <Button variant="subtle" loading={more.loading} onClick={more.load}>
              {texts.loadMore}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
