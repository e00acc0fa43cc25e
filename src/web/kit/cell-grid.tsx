import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import css from './cell-grid.module.css'
import type { CellLook } from './cell-look.ts'

export type GridCell = {
  text: string
  /** Smaller, after the text and in line with those above and below: what has changed. */
  aside?: string
  value: number | null
  hint: string
  look: CellLook
  immature?: boolean
  /** It has not come yet: no cell at all. */ absent?: boolean
}

/** All that a cell says, in one line. */
export const saidIn = ({ text, aside }: GridCell) => (aside ? `${text}  ${aside}` : text)

export type GridLine = { id: string; label: string; detail?: string; cells: readonly GridCell[] }

export type Grid = {
  corner: string
  columns: readonly { id: string; label: string; hint?: string }[]
  lines: readonly GridLine[]
}

/** From here on the columns draw together, so that the days of a month stand on one screen. */
const MANY_COLUMNS = 20

type Props = Grid & { label: string; onCell?: ((rowId: string, columnId: string) => void) | undefined }

const moves: Record<string, [line: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** A table of coloured cells: one stop of Tab, arrow keys inside, Enter opens. */
export function CellGrid({ corner, columns, lines, label, onCell }: Props) {
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState<[line: number, column: number]>([0, 0])
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[at[0]]
    const column = columns[at[1]]
    if ((event.key === 'Enter' || event.key === ' ') && line && column && onCell) {
      event.preventDefault()
      onCell(line.id, column.id)
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    const next: [number, number] = [
      Math.min(lines.length - 1, Math.max(0, at[0] + move[0])),
      Math.min(columns.length - 1, Math.max(0, at[1] + move[1])),
    ]
    setAt(next)
    table.current?.querySelectorAll<HTMLElement>('tbody tr')[next[0]]?.querySelectorAll('td')[next[1]]?.focus()
  }
  return (
    <div className={css.scroller}>
      <table
        ref={table}
        className={css.grid}
        role="grid"
        aria-label={label}
        data-dense={columns.length > MANY_COLUMNS || undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((column) => (
              <th key={column.id} scope="col" title={column.hint}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, row) => (
            <tr key={line.id}>
              <th scope="row">
                {line.label}
                {line.detail && <small>{line.detail}</small>}
              </th>
              {line.cells.map((cell, column) => (
                <td
                  key={column}
                  role="gridcell"
                  tabIndex={row === at[0] && column === at[1] ? 0 : -1}
                  data-hue={cell.look.hue}
                  data-immature={cell.immature}
                  data-absent={cell.absent}
                  data-pair={cell.aside !== undefined || undefined}
                  data-opens={(onCell && cell.value !== null) || undefined}
                  style={{ '--share': Math.round(cell.look.share * 100) / 100 } as CSSProperties}
                  title={cell.value === null ? undefined : cell.hint}
                  onFocus={() => setAt([row, column])}
                  onClick={
                    cell.value === null || !onCell ? undefined : () => onCell(line.id, columns[column]?.id ?? '')
                  }
                >
                  {cell.text}
                  {cell.aside && <small>{cell.aside}</small>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
