import { Checkbox, Skeleton } from '@mantine/core'
import type { MouseEvent } from 'react'
import { Link, type Target } from '../routing.tsx'
import { useKitTexts } from '../use-kit-texts.ts'
import type { Column } from './column.ts'
import css from './data-table.module.css'

type Props<Row> = {
  index: number
  row: Row
  columns: readonly (Column<Row> | undefined)[]
  current: boolean
  tone: string | undefined
  target: Target | undefined
  clickable: boolean
  selected: boolean | undefined
  onToggle: () => void
  onPoint: () => void
  onOpen: () => void
}

const interactive = 'a, button, input, label, [role="button"]'

/** One row. The first cell is a real link, so that the row can be opened in a new tab and read by a screen reader. */
export function TableRow<Row>(props: Props<Row>) {
  const { index, row, columns, target } = props
  const texts = useKitTexts()
  const onClick = (event: MouseEvent) => {
    props.onPoint()
    if (!props.clickable || (event.target as Element).closest(interactive)) return
    if (window.getSelection()?.toString()) return
    props.onOpen()
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
          <Checkbox aria-label={texts.table.selectRow} checked={props.selected} onChange={props.onToggle} />
        </td>
      )}
      {columns.map((column, place) =>
        column ? (
          <td key={column.id} data-align={column.align} data-first={place === 0 || undefined}>
            {place === 0 && target ? (
              <Link {...target} className={css.rowLink}>
                {column.cell(row)}
              </Link>
            ) : (
              column.cell(row)
            )}
          </td>
        ) : null,
      )}
      <td />
    </tr>
  )
}

/** Rows of the real layout while the first answer is on its way. */
export function SkeletonRows<Row>({
  count,
  columns,
  check,
}: {
  count: number
  columns: readonly (Column<Row> | undefined)[]
  check: boolean
}) {
  return Array.from({ length: count }, (_, index) => (
    <tr key={index} aria-hidden>
      {check && <td />}
      {columns.map((column, place) => (
        <td key={column?.id ?? place} data-align={column?.align}>
          <Skeleton
            height={10}
            width={`${column?.align === 'end' ? 48 : 50 + ((index * 17 + place * 29) % 40)}%`}
            radius="xs"
            ml={column?.align === 'end' ? 'auto' : 0}
          />
        </td>
      ))}
      <td />
    </tr>
  ))
}
