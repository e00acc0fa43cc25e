import { useEffect, useRef } from 'react'
import css from './editable-grid.module.css'
import type { CellValue, GridColumn, GridRow, Range } from './grid-model.ts'

type Props = {
  id: string
  index: number
  row: GridRow
  columns: readonly GridColumn[]
  value: (row: string, column: string) => CellValue
  write: (value: CellValue) => string
  /** The row's sum; undefined when the grid has none. */
  sum: CellValue | undefined
  mark: ((row: string, column: string) => { tone: string; text: string } | undefined) | undefined
  /** Column of the cursor when it is in this row. */
  active: number | undefined
  range: Range | undefined
  typed: string | undefined
  onType: (text: string) => void
  onLeave: () => void
  onPoint: (column: number, extend: boolean) => void
  onOver: (column: number) => void
  onEdit: () => void
  onFieldDone: () => void
}

export function GridLine(props: Props) {
  const { id, index, row, columns, value, write, active, range, typed } = props
  const kind = row.kind ?? 'leaf'
  return (
    <tr role="row" data-index={index} aria-rowindex={index + 2} data-kind={kind} data-strong={row.strong || undefined}>
      <th
        scope="row"
        role="rowheader"
        style={{ paddingLeft: 12 + (row.level ?? 0) * 16 }}
        title={row.detail ?? row.label}
      >
        {row.label}
      </th>
      {columns.map((column, place) => {
        const editing = active === place && typed !== undefined
        const mark = props.mark?.(row.id, column.id)
        const outside = row.closed?.includes(column.id) ?? false
        const closed = kind !== 'leaf' || row.readOnly || column.readOnly || outside
        return (
          <td
            key={column.id}
            id={`${id}-${index}-${place}`}
            role="gridcell"
            aria-readonly={closed || undefined}
            aria-invalid={mark?.tone === 'bad' || undefined}
            title={mark?.text}
            data-mark={mark?.tone}
            data-closed={closed || undefined}
            data-outside={outside || undefined}
            data-active={active === place || undefined}
            data-in-range={(range && place >= range.left && place <= range.right) || undefined}
            onMouseDown={(event) => {
              if (!editing) {
                event.preventDefault()
                props.onPoint(place, event.shiftKey)
              }
            }}
            onMouseOver={() => props.onOver(place)}
            onDoubleClick={props.onEdit}
          >
            {editing ? (
              <CellField
                text={typed}
                label={`${row.label}, ${column.label}`}
                onType={props.onType}
                onLeave={props.onLeave}
                onDone={props.onFieldDone}
              />
            ) : (
              write(value(row.id, column.id))
            )}
          </td>
        )
      })}
      {props.sum !== undefined && <td className={css.sum}>{write(props.sum)}</td>}
    </tr>
  )
}

type FieldProps = {
  text: string
  label: string
  onType: (text: string) => void
  onLeave: () => void
  onDone: () => void
}

function CellField({ text, label, onType, onLeave, onDone }: FieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const done = useRef(onDone)
  done.current = onDone
  useEffect(() => {
    const input = field.current
    input?.focus()
    input?.setSelectionRange(input.value.length, input.value.length)
    // The field disappears by Enter or Escape: keys must go on working in the grid.
    return () => {
      if (document.activeElement === input || document.activeElement === document.body) done.current()
    }
  }, [])
  return (
    <input
      ref={field}
      className={css.field}
      inputMode="decimal"
      aria-label={label}
      value={text}
      onChange={(event) => onType(event.currentTarget.value)}
      onBlur={onLeave}
    />
  )
}
