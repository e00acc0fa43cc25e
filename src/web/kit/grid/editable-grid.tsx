import { useEffect, useId, useRef, useState } from 'react'
import { useFormat } from '../../i18n/use-format.tsx'
import { useKitTexts } from '../use-kit-texts.ts'
import { useWindow } from '../use-window.ts'
import css from './editable-grid.module.css'
import {
  columnSum,
  rowSum,
  sum,
  type CellValue,
  type GridChange,
  type GridColumn,
  type GridRow,
  type GridShape,
  type Pasted,
  canType,
} from './grid-model.ts'
import { GridLine } from './grid-line.tsx'
import { useGrid } from './use-grid.ts'

type Props = {
  label: string
  /** Head of the frozen first column. */
  corner: string
  rows: readonly GridRow[]
  columns: readonly GridColumn[]
  /** The page keeps the values; sums of departments come from here too. */
  value: (row: string, column: string) => CellValue
  /** One typed cell, a pasted block or an undo: always a batch. */
  onChange: (changes: GridChange[]) => void
  unit?: 'money' | 'number'
  /** A sum at the end of each row and a line of sums below. */
  sums?: boolean
  /** Own total of a column, when it is not the sum of the typed rows. */
  total?: (column: string) => CellValue
  /** What is wrong or unsaved with a cell, shown as a mark and on hover. */
  mark?: (row: string, column: string) => { tone: 'bad' | 'behind' | 'changed'; text: string } | undefined
  columnWidth?: number
  /** The column to have in sight at first: the running month. */
  startColumn?: string
}

const virtualFrom = 80

/** A grid of figures that behaves like a spreadsheet: arrows, typing, paste from Excel, undo, sums, frozen first column. */
export function EditableGrid(props: Props) {
  const { rows, columns, value, unit = 'money', sums = true, columnWidth = 96 } = props
  const texts = useKitTexts()
  const format = useFormat()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const dragging = useRef(false)
  const [message, setMessage] = useState('')
  const shape: GridShape = {
    rows,
    columns,
    value,
    unit: unit === 'money' ? format.currency : unit,
    language: format.language,
  }

  const groups = groupsOf(columns)
  const { places, before, after, showRow } = useWindow({
    count: rows.length,
    scroller,
    rowHeight: 34,
    headHeight: groups ? 60 : 30,
    footHeight: sums ? 34 : 0,
    from: virtualFrom,
  })

  const grid = useGrid({
    shape,
    onChange: (changes) => {
      setMessage('')
      props.onChange(changes)
    },
    onBadText: (text) => setMessage(texts.grid.badNumber(text)),
    onPasted: (pasted) => setMessage(pastedText(pasted)),
    scrollTo: (place) => {
      showRow(place.row)
      const cell = document.getElementById(`${id}-${place.row}-${place.column}`)
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
  })

  const first = columns[0]?.id
  useEffect(() => {
    const index = columns.findIndex((column) => column.id === props.startColumn)
    if (index <= 0) return
    const box = scroller.current
    const cell = document.getElementById(`${id}-0-${index}`)
    if (box && cell) box.scrollLeft = offsetInMiddle(box, cell)
    // Once for a set of columns: what people scroll to stays.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [first, props.startColumn])

  function pastedText({ taken, skipped, outside }: Pasted) {
    return [
      texts.grid.pasted(taken),
      skipped.length > 0 && texts.grid.skipped(skipped.length, skipped[0]?.text ?? '', skipped[0]?.place ?? ''),
      outside > 0 && texts.grid.outside(outside),
    ]
      .filter(Boolean)
      .join('. ')
  }
  const write = (amount: CellValue) =>
    amount === null ? '' : unit === 'money' ? format.amount(amount) : format.number(amount, { digits: 0 })
  const totals = columns.map((column) => (props.total ? props.total(column.id) : columnSum(shape, column)))
  const mayType = rows.some((_, row) => columns.some((__, column) => canType(shape, { row, column })))
  const spanAll = columns.length + (sums ? 2 : 1)

  return (
    <div className={css.root}>
      <div
        ref={scroller}
        className={css.scroller}
        tabIndex={0}
        role="grid"
        aria-label={props.label}
        aria-describedby={`${id}-hint`}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={`${id}-${grid.active.row}-${grid.active.column}`}
        onKeyDown={grid.onKeyDown}
        onCopy={grid.onCopy}
        onPaste={grid.onPaste}
        onMouseUp={() => (dragging.current = false)}
        onMouseLeave={() => (dragging.current = false)}
      >
        <table className={css.table} role="presentation">
          <colgroup>
            <col className={css.first} />
            {columns.map((column) => (
              <col key={column.id} style={{ width: columnWidth }} />
            ))}
            {sums && <col style={{ width: columnWidth + 8 }} />}
          </colgroup>
          <thead>
            {groups && (
              <tr>
                <th className={css.corner} />
                {groups.map((group) => (
                  <th key={group.name} colSpan={group.width} className={css.group}>
                    {group.name}
                  </th>
                ))}
                {sums && <th className={css.sumHead} />}
              </tr>
            )}
            <tr data-second={groups ? true : undefined}>
              <th className={css.corner} scope="col">
                {props.corner}
              </th>
              {columns.map((column) => (
                <th key={column.id} scope="col">
                  {column.label}
                  {column.detail && <small className={css.columnDetail}>{column.detail}</small>}
                </th>
              ))}
              {sums && (
                <th className={css.sumHead} scope="col">
                  {texts.grid.total}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {before > 0 && (
              <tr aria-hidden style={{ height: before }}>
                <td colSpan={spanAll} />
              </tr>
            )}
            {places.map((index) => {
              const row = rows[index]
              if (!row) return null
              return (
                <GridLine
                  key={row.id}
                  id={id}
                  index={index}
                  row={row}
                  columns={columns}
                  value={value}
                  write={write}
                  sum={sums ? rowSum(shape, row) : undefined}
                  mark={props.mark}
                  active={grid.active.row === index ? grid.active.column : undefined}
                  range={index >= grid.range.top && index <= grid.range.bottom ? grid.range : undefined}
                  typed={grid.active.row === index ? grid.typed : undefined}
                  onType={grid.setTyped}
                  onLeave={() => {
                    if (!grid.commit()) grid.setTyped(undefined)
                  }}
                  onPoint={(column, extend) => {
                    dragging.current = true
                    grid.goTo({ row: index, column }, extend)
                    scroller.current?.focus({ preventScroll: true })
                  }}
                  onOver={(column) => {
                    if (dragging.current) grid.goTo({ row: index, column }, true)
                  }}
                  onEdit={() => {
                    dragging.current = false
                    grid.begin()
                  }}
                  onFieldDone={() => scroller.current?.focus({ preventScroll: true })}
                />
              )
            })}
            {after > 0 && (
              <tr aria-hidden style={{ height: after }}>
                <td colSpan={spanAll} />
              </tr>
            )}
          </tbody>
          {sums && (
            <tfoot>
              <tr>
                <th scope="row">{texts.grid.total}</th>
                {columns.map((column, place) => (
                  <td key={column.id}>{write(totals[place] ?? null)}</td>
                ))}
                <td className={css.sum}>{write(sum(totals))}</td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <div className={css.status}>
        <span role="status">{message}</span>
        <span id={`${id}-hint`} className={css.hint}>
          {mayType ? texts.grid.hint : texts.grid.readHint}
        </span>
      </div>
    </div>
  )
}

/** How far to scroll a box for this cell to stand in the middle of what the first column leaves, with no column cut at its edge. */
function offsetInMiddle(box: HTMLElement, cell: HTMLElement): number {
  const first = cell.parentElement?.firstElementChild?.clientWidth ?? 0
  const { offsetLeft, offsetWidth } = cell
  const middle = offsetLeft - first - (box.clientWidth - first - offsetWidth) / 2
  const offset = Math.max(0, Math.min(middle, box.scrollWidth - box.clientWidth))
  return offset - (offset % offsetWidth)
}

/** Neighbouring columns of one group, in order; nothing when no column names a group. */
function groupsOf(columns: readonly GridColumn[]): { name: string; width: number }[] | undefined {
  if (!columns.some((column) => column.group)) return undefined
  const groups: { name: string; width: number }[] = []
  for (const { group = '' } of columns) {
    const last = groups.at(-1)
    if (last?.name === group) last.width++
    else groups.push({ name: group, width: 1 })
  }
  return groups
}
