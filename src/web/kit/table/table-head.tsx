import { Checkbox, Tooltip } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import { type CSSProperties, memo, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useKitTexts } from '../use-kit-texts.ts'
import type { Column } from './column.ts'
import { ColumnMenu } from './column-menu.tsx'
import css from './data-table.module.css'
import type { ColumnDrag } from './use-column-drag.ts'
import type { TableOf } from './use-data-table.ts'

/** What can be done to a column besides sorting. */
export type ColumnActions = {
  step: (id: string, step: -1 | 1) => void
  pin: (id: string, isPinned: boolean) => void
  hide: (id: string) => void
  isPinned: (id: string) => boolean
}

type Props<Row extends object> = {
  /** Changes with whatever the header shows. */
  signature: string
  table: TableOf<Row>
  columns: ReadonlyMap<string, Column<Row>>
  selectAll: { checked: boolean; some: boolean; toggle: () => void } | undefined
  /** Pixels from the left edge of the columns that stay there. */
  offsets: readonly number[]
  drag: ColumnDrag
  actions: ColumnActions
  multiSort: boolean
  /** Stands at the right edge of the header: the choice of columns. */
  corner: ReactNode
}

const WIDTH_STEP = 16

/** Columns of this header by their width on the screen; without the one that takes the room that is left. */
function seenWidths(cell: HTMLElement): Record<string, number> {
  const cells = [...(cell.parentElement?.querySelectorAll<HTMLElement>('th[data-column]') ?? [])]
  const fixed = cells.filter((one) => one.dataset['lastPinned'] === undefined)
  return Object.fromEntries(fixed.map((one) => [one.dataset['column'], one.offsetWidth]))
}

function Head<Row extends object>(props: Props<Row>) {
  const { table, columns, selectAll, offsets, drag, actions, corner } = props
  const texts = useKitTexts()
  const headers = table.getFlatHeaders()
  const sorted = headers.filter((header) => header.column.getIsSorted()).length
  return (
    <thead className={css.head}>
      <tr>
        {selectAll && (
          <th className={css.check}>
            <Checkbox
              aria-label={texts.table.selectAll}
              checked={selectAll.checked}
              indeterminate={selectAll.some && !selectAll.checked}
              onChange={selectAll.toggle}
            />
          </th>
        )}
        {headers.map((header, place) => {
          const column = columns.get(header.column.id)
          if (!column) return null
          const { id } = column
          const order = header.column.getIsSorted()
          // Columns share the room that there is: a change must start from what is seen, and the others must stay as they are.
          const seeWidth = (cell: HTMLElement | null | undefined) => {
            const seen = cell?.offsetWidth
            if (cell && seen)
              flushSync(() => table.setColumnSizing((sizes) => ({ ...seenWidths(cell), ...sizes, [id]: seen })))
            return seen ?? header.getSize()
          }
          const startResize = (event: React.MouseEvent | React.TouchEvent) => {
            seeWidth(event.currentTarget.parentElement)
            header.getResizeHandler()(event)
          }
          const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
            const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
            if (!event.altKey || step === 0) return
            event.preventDefault()
            event.stopPropagation()
            if (!event.shiftKey) return actions.step(id, step)
            const width = seeWidth(event.currentTarget) + step * WIDTH_STEP
            const { minSize = 64, maxSize = 900 } = header.column.columnDef
            table.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.min(maxSize, Math.max(minSize, width)) }))
          }
          const name = <span className={css.headText}>{column.header}</span>
          const label = column.hint ? (
            <Tooltip label={column.hint} multiline maw={320}>
              {name}
            </Tooltip>
          ) : (
            name
          )
          const left: CSSProperties | undefined = offsets[place] === undefined ? undefined : { left: offsets[place] }
          return (
            <th
              key={header.id}
              scope="col"
              style={left}
              aria-label={column.header || texts.table.deeds}
              data-column={id}
              data-align={column.align}
              data-first={place === 0 || undefined}
              data-pinned={place < offsets.length || undefined}
              data-last-pinned={place === offsets.length - 1 || undefined}
              data-dragged={drag.dragged === id || undefined}
              data-drop={drag.before === id || undefined}
              aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : undefined}
              onPointerDown={(event) => drag.start(event, id, column.header)}
              onKeyDown={onKeyDown}
            >
              {header.column.getCanSort() ? (
                <button
                  type="button"
                  className={css.sort}
                  title={props.multiSort ? texts.table.sortByMany(column.header) : texts.table.sortBy(column.header)}
                  onClick={(event) => header.column.toggleSorting(undefined, event.shiftKey && props.multiSort)}
                >
                  {label}
                  {order === 'asc' && <IconArrowUp size={14} aria-hidden />}
                  {order === 'desc' && <IconArrowDown size={14} aria-hidden />}
                  {order && sorted > 1 && <sup className={css.sortPlace}>{header.column.getSortIndex() + 1}</sup>}
                </button>
              ) : (
                label
              )}
              <ColumnMenu header={header} column={column} actions={actions} multiSort={props.multiSort} />
              <span
                className={css.resize}
                data-active={header.column.getIsResizing() || undefined}
                data-resize
                onMouseDown={(event) => startResize(event)}
                onTouchStart={(event) => startResize(event)}
                onDoubleClick={() => header.column.resetSize()}
                role="presentation"
              />
            </th>
          )
        })}
        <th className={css.corner} data-drop={drag.before === null || undefined}>
          {corner}
        </th>
      </tr>
    </thead>
  )
}

/** The header: sorting, order, width and pinning of columns, by mouse and by keys (Alt + arrows, with Shift the width). */
export const TableHead = memo(
  Head,
  (before, now) =>
    before.signature === now.signature && before.columns === now.columns && before.offsets === now.offsets,
) as typeof Head
