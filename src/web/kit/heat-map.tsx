import { useMemo, type ReactNode } from 'react'
import { ChartFrame } from './chart-frame.tsx'
import type { ChartColumnKind } from './chart.tsx'
import { CellGrid, type GridLine } from './cell-grid.tsx'
import { gridSvg } from './grid-svg.ts'
import type { CellLook } from './cell-look.ts'
import { shareOfScale } from './cell-look.ts'

export type HeatCell = {
  value: number | null
  /** In the cell; the written value when absent, '' for a bare colour. */
  text?: string
  /** On hover and for screen readers, beside line and column: «норма 12, сделано 9». */
  hint?: string
  /** A day off, an excused day: grey whatever the value. */
  quiet?: boolean
}

type Props = {
  title: ReactNode
  hint?: ReactNode
  /** Over the first column: «Продавец». */
  corner: string
  columns: readonly { id: string; label: string; hint?: string }[]
  rows: readonly { id: string; label: string; detail?: string }[]
  cell: (rowId: string, columnId: string) => HeatCell | null
  /**
   * `amount`: one hue from nothing to the largest; `norm`: red below `middle`, teal above it; `loss`: the more, the redder.
   */
  scale?: 'amount' | 'norm' | 'loss'
  /** Of `norm`: what is neither good nor bad; 1 when absent. */
  middle?: number
  write: (value: number) => string
  kind?: ChartColumnKind
  onCell?: ((rowId: string, columnId: string) => void) | undefined
}

/** Two dimensions at once: a table whose cells are coloured by their value; arrow keys move over it. */
export function HeatMap(props: Props) {
  const {
    title,
    hint,
    corner,
    columns,
    rows,
    cell,
    scale = 'amount',
    middle = 1,
    write,
    kind = 'number',
    onCell,
  } = props
  const lines = useMemo((): GridLine[] => {
    const most = Math.max(0, ...rows.flatMap((row) => columns.map((column) => cell(row.id, column.id)?.value ?? 0)))
    return rows.map((row) => ({
      id: row.id,
      label: row.label,
      ...(row.detail !== undefined && { detail: row.detail }),
      cells: columns.map((column) => {
        const at = cell(row.id, column.id)
        const value = at?.value ?? null
        const look: CellLook =
          at?.quiet || value === null ? { hue: 'none', share: 0 } : shareOfScale(value, { scale, middle, most })
        return {
          text: at?.text ?? (value === null ? '' : write(value)),
          value,
          hint: [row.label, column.hint ?? column.label, at?.hint ?? (value === null ? undefined : write(value))]
            .filter(Boolean)
            .join(' · '),
          look,
        }
      }),
    }))
  }, [rows, columns, cell, scale, middle, write])
  const table = {
    head: [corner, ...columns.map(({ label }) => label)],
    rows: lines.map((line) => [line.label, ...line.cells.map(({ text }) => text)]),
    values: lines.map((line) => [line.label, ...line.cells.map(({ value }) => value)]),
    kinds: ['text' as const, ...columns.map(() => kind)],
  }
  const grid = { corner, columns, lines }
  return (
    <ChartFrame title={title} hint={hint} table={table} picture={{ svg: () => gridSvg(grid) }} height={400} isTable>
      <CellGrid {...grid} label={typeof title === 'string' ? title : corner} onCell={onCell} />
    </ChartFrame>
  )
}
