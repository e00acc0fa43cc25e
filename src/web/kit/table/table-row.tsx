import { Checkbox, Skeleton } from '@mantine/core'
import { memo, type MouseEvent } from 'react'
import { Link, type Target } from '../routing.tsx'
import { useKitTexts } from '../use-kit-texts.ts'
import type { Column } from './column.ts'
import css from './data-table.module.css'

export type RowActions = { toggle: (id: string) => void; point: (index: number) => void; open: (index: number) => void }

type Props<Row> = {
  id: string
  index: number
  row: Row
  columns: readonly Column<Row>[]
  current: boolean
  tone: string | undefined
  targetOf: ((row: Row) => Target) | undefined
  clickable: boolean
  selected: boolean | undefined
  actions: RowActions
}

const interactive = 'a, button, input, label, [role="button"]'

function Row<T>(props: Props<T>) {
  const { id, index, row, columns, actions } = props
  const texts = useKitTexts()
  const target = props.targetOf?.(row)
  const onClick = (event: MouseEvent) => {
    actions.point(index)
    if (!props.clickable || (event.target as Element).closest(interactive)) return
    if (window.getSelection()?.toString()) return
    actions.open(index)
  }
  return (
    <tr
      data-index={index}
      data-current={props.current || undefined}
      data-tone={props.tone}
      data-clickable={props.clickable || undefined}
      aria-rowindex={index + 2}
      aria-selected={props.selected}
      onClick={onClick}
    >
      {props.selected !== undefined && (
        <td className={css.check}>
          <Checkbox aria-label={texts.table.selectRow} checked={props.selected} onChange={() => actions.toggle(id)} />
        </td>
      )}
      {columns.map((column, place) => (
        <td key={column.id} data-align={column.align} data-first={place === 0 || undefined}>
          {place === 0 && target ? (
            <Link {...target} className={css.rowLink}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
      <td />
    </tr>
  )
}

/** One row, drawn again only when it changes. Its first cell is a real link: a new tab and a screen reader want one. */
export const TableRow = memo(Row) as typeof Row

/** Rows of the real layout while the first answer is on its way. */
export function SkeletonRows<Row>({
  count,
  columns,
  check,
}: {
  count: number
  columns: readonly Column<Row>[]
  check: boolean
}) {
  return Array.from({ length: count }, (_, index) => (
    <tr key={index} aria-hidden>
      {check && <td />}
      {columns.map((column, place) => (
        <td key={column.id} data-align={column.align}>
          <Skeleton
            height={10}
            width={`${column.align === 'end' ? 48 : 50 + ((index * 17 + place * 29) % 40)}%`}
            radius="xs"
            ml={column.align === 'end' ? 'auto' : 0}
          />
        </td>
      ))}
      <td />
    </tr>
  ))
}
