import { Checkbox, Tooltip } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useKitTexts } from '../use-kit-texts.ts'
import type { Column } from './column.ts'
import css from './data-table.module.css'
import type { TableOf } from './use-data-table.ts'

type Props<Row extends object> = {
  table: TableOf<Row>
  columns: ReadonlyMap<string, Column<Row>>
  selectAll: { checked: boolean; some: boolean; toggle: () => void } | undefined
  /** Stands at the right edge of the header: the choice of columns. */
  corner: ReactNode
}

export function TableHead<Row extends object>({ table, columns, selectAll, corner }: Props<Row>) {
  const texts = useKitTexts()
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
        {table.getFlatHeaders().map((header, place) => {
          const column = columns.get(header.column.id)
          if (!column) return null
          const sorted = header.column.getIsSorted()
          // The elastic column is wider than its size says: the drag must start from what is seen.
          const startResize = (event: React.MouseEvent | React.TouchEvent) => {
            const seen = event.currentTarget.parentElement?.offsetWidth
            if (seen && seen !== header.getSize()) {
              flushSync(() => table.setColumnSizing((sizes) => ({ ...sizes, [header.column.id]: seen })))
            }
            header.getResizeHandler()(event)
          }
          const name = <span className={css.headText}>{column.header}</span>
          const label = column.hint ? (
            <Tooltip label={column.hint} multiline maw={320}>
              {name}
            </Tooltip>
          ) : (
            name
          )
          return (
            <th
              key={header.id}
              scope="col"
              data-align={column.align}
              data-first={place === 0 || undefined}
              aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
            >
              {header.column.getCanSort() ? (
                <button
                  type="button"
                  className={css.sort}
                  title={texts.table.sortBy(column.header)}
                  onClick={() => header.column.toggleSorting(undefined, false)}
                >
                  {label}
                  {sorted === 'asc' && <IconArrowUp size={14} aria-hidden />}
                  {sorted === 'desc' && <IconArrowDown size={14} aria-hidden />}
                </button>
              ) : (
                label
              )}
              <span
                className={css.resize}
                data-active={header.column.getIsResizing() || undefined}
                onMouseDown={(event) => startResize(event)}
                onTouchStart={(event) => startResize(event)}
                onDoubleClick={() => header.column.resetSize()}
                role="presentation"
              />
            </th>
          )
        })}
        <th className={css.corner}>{corner}</th>
      </tr>
    </thead>
  )
}
