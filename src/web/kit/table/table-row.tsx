import { Skeleton } from '@mantine/core'
import { memo, type MouseEvent } from 'react'
import { RowLink, type Target } from '../routing.tsx'
import { useKitTexts } from '../use-kit-texts.ts'
import { CellEditor, type EditNext } from './cell-editor.tsx'
import type { Column } from './column.ts'
import css from './data-table.module.css'

export type RowActions<T> = {
  target: (row: T) => Target | undefined
  toggle: (id: string, isRange: boolean) => void
  point: (index: number, columnId: string | undefined) => void
  open: (index: number) => void
  edit: (index: number, columnId: string) => void
  done: (index: number, columnId: string, next: EditNext, save?: () => unknown) => void
  cancel: () => void
}

type Props<Row> = {
  id: string
  index: number
  row: Row
  columns: readonly Column<Row>[]
  /** Pixels from the left edge of the columns that stay there. */
  offsets: readonly number[]
  /** The column that is a link to the record. */
  linkColumn: string | undefined
  current: boolean
  /** The column of the cell that keys are at, and the one that is edited. */
  cell: string | undefined
  editing: string | undefined
  tone: string | undefined
  hasTarget: boolean
  clickable: boolean
  selected: boolean | undefined
  actions: RowActions<Row>
}

const interactive = 'a, button, input, label, [role="button"], [data-editing]'
/** The pencil at the end of a cell that can be edited. */
const PENCIL_PX = 26

/** It stands where the text does not begin. */
function isAtPencil(cell: HTMLElement, x: number): boolean {
  const { left, right } = cell.getBoundingClientRect()
  return cell.dataset['align'] === 'end' ? x < left + PENCIL_PX : x > right - PENCIL_PX
}

function Row<T extends object>(props: Props<T>) {
  const { id, index, row, columns, offsets, actions, editing, linkColumn } = props
  const texts = useKitTexts()
  const target = props.hasTarget ? actions.target(row) : undefined
  const onClick = (event: MouseEvent) => {
    const at = event.target as Element
    const cell = at.closest<HTMLElement>('td[data-cell]')
    const columnId = cell?.dataset['cell']
    if (at.closest('[data-editing]')) return
    actions.point(index, columnId)
    if (at.closest(interactive)) return
    const isPencil = cell?.dataset['editable'] !== undefined && isAtPencil(cell, event.clientX)
    if (columnId !== undefined && isPencil) return actions.edit(index, columnId)
    if (!props.clickable || window.getSelection()?.toString()) return
    actions.open(index)
  }
  const onDoubleClick = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('td[data-editable]')
    if (cell?.dataset['cell'] && !props.clickable) actions.edit(index, cell.dataset['cell'])
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
      onDoubleClick={onDoubleClick}
    >
      {props.selected !== undefined && (
        <td className={css.check}>
          {/* A plain one: a list draws hundreds of them while it is scrolled. */}
          <input
            type="checkbox"
            className={css.tick}
            aria-label={texts.table.selectRow}
            checked={props.selected}
            onChange={(event) => actions.toggle(id, (event.nativeEvent as MouseEvent['nativeEvent']).shiftKey)}
          />
        </td>
      )}
      {columns.map((column, place) => {
        const { edit } = column
        const mayEdit = edit !== undefined && (edit.may?.(row) ?? true)
        const isEditing = editing === column.id && edit !== undefined
        return (
          <td
            key={column.id}
            style={offsets[place] === undefined ? undefined : { left: offsets[place] }}
            data-cell={column.id}
            data-align={column.align}
            data-first={place === 0 || undefined}
            data-pinned={place < offsets.length || undefined}
            data-last-pinned={place === offsets.length - 1 || undefined}
            data-editable={mayEdit || undefined}
            data-at={props.cell === column.id || undefined}
            data-editing={isEditing || undefined}
          >
            {isEditing ? (
              <CellEditor
                row={row}
                column={column}
                edit={edit}
                onDone={(next, save) => actions.done(index, column.id, next, save)}
                onCancel={() => actions.cancel()}
              />
            ) : column.id === linkColumn && target ? (
              <RowLink {...target} className={css.rowLink}>
                {column.cell(row)}
              </RowLink>
            ) : (
              column.cell(row)
            )}
          </td>
        )
      })}
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
