import type { Grid, GridCell, GridLine } from '#web/kit/cell-grid.tsx'
import { shareOfScale, type CellLook } from '#web/kit/cell-look.ts'
import type { MetricKey } from '../calc/declarations.ts'
import type { Declared } from '../contract.ts'
import type { FigureOfCell, Table } from './use-metrics.ts'

export const TOTAL = 'total'

/** A cell as the page knows it: which figure of which row and column. */
export interface CellAt {
  metric: MetricKey
  figure: FigureOfCell
  /** Keys of the dimensions; empty for the whole. */
  cell: readonly { dimension: string; key: string | null; label: string }[]
}

export interface Cut extends Grid {
  at: (rowId: string, columnId: string) => CellAt | null
}

interface Asked {
  table: Table
  dimensions: readonly string[]
  metrics: readonly MetricKey[]
  /** In the cells when there are columns. */
  shown: MetricKey
  byKey: ReadonlyMap<string, Declared>
  /** Text of a cell and what is told on hover. */
  write: (metric: MetricKey, figure: FigureOfCell) => { text: string; aside?: string; hint: string }
  words: { corner: string; total: string }
  /** The same question by the rows alone and by the columns alone: their sums and their order. */
  margins?: { rows: Table; columns: Table } | undefined
}

/** A table of figures as a grid: metrics side by side, or one metric by two cuts with sums at the ends. */
export function gridOf(asked: Asked): Cut {
  return asked.dimensions.length > 1 ? byTwoCuts(asked) : byMetrics(asked)
}

const nothing: GridCell = { text: '', value: null, hint: '', look: { hue: 'none', share: 0 } }

/** A small sample is grey: colour is for figures that may be compared. */
function looks(figure: FigureOfCell, direction: Declared['direction'] | undefined, most: number): CellLook {
  if (figure.small || figure.value === null || direction === 'band') return { hue: 'none', share: 0 }
  return shareOfScale(figure.value, { scale: direction === 'down' ? 'loss' : 'amount', middle: 1, most })
}

const most = (figures: readonly (FigureOfCell | undefined)[]) =>
  Math.max(0, ...figures.map((figure) => (figure && !figure.small ? (figure.value ?? 0) : 0)))

function byMetrics({ table, dimensions, metrics, byKey, write, words }: Asked): Cut {
  const [dimension = ''] = dimensions
  const scale = new Map(metrics.map((metric) => [metric, most(table.rows.map((row) => row.figures[metric]))]))
  const line = (id: string, label: string, figures: Table['total'], isTotal: boolean): GridLine => ({
    id,
    label,
    cells: metrics.map((metric) => {
      const figure = figures[metric]
      if (!figure) return nothing
      const { hint, ...written } = write(metric, figure)
      const look: CellLook = isTotal
        ? { hue: 'none', share: 0 }
        : looks(figure, byKey.get(metric)?.direction, scale.get(metric) ?? 0)
      return {
        ...written,
        value: figure.value,
        hint: `${label} · ${hint}`,
        look,
        ...(figure.small && { immature: true }),
      }
    }),
  })
  const rows = new Map(table.rows.map((row, place) => [`r${place}`, row]))
  return {
    corner: words.corner,
    columns: metrics.map((metric) => ({
      id: metric,
      label: byKey.get(metric)?.label ?? metric,
      hint: byKey.get(metric)?.meaning ?? '',
    })),
    lines: [
      ...[...rows].map(([id, row]) => line(id, row.labels[0] ?? '', row.figures, false)),
      line(TOTAL, words.total, table.total, true),
    ],
    at(rowId, columnId) {
      const row = rows.get(rowId)
      const metric = columnId as MetricKey
      const figure = (row?.figures ?? table.total)[metric]
      if (!figure) return null
      return { metric, figure, cell: row ? [{ dimension, key: row.keys[0] ?? null, label: row.labels[0] ?? '' }] : [] }
    },
  }
}

function byTwoCuts({ table, dimensions, shown, byKey, write, words, margins }: Asked): Cut {
  const [first = '', second = ''] = dimensions
  const direction = byKey.get(shown)?.direction
  const own = (key: string | null | undefined) => key ?? ''
  const ofMargin = (margin: Table | undefined) =>
    margin?.rows.map((row) => [own(row.keys[0]), row.labels[0] ?? ''] as const) ?? []
  const ofCells = (place: 0 | 1) => table.rows.map((row) => [own(row.keys[place]), row.labels[place] ?? ''] as const)
  const here = [new Set(ofCells(0).map(([key]) => key)), new Set(ofCells(1).map(([key]) => key))] as const
  const labels = (place: 0 | 1, margin: Table | undefined) =>
    new Map([...ofMargin(margin).filter(([key]) => here[place].has(key)), ...ofCells(place)])
  const [rowLabels, columnLabels] = [labels(0, margins?.rows), labels(1, margins?.columns)]
  const cells = new Map(
    table.rows.map((row) => [JSON.stringify([own(row.keys[0]), own(row.keys[1])]), row.figures[shown]]),
  )
  const sums = (margin: Table | undefined) => new Map(margin?.rows.map((row) => [own(row.keys[0]), row.figures[shown]]))
  const [rowSums, columnSums] = [sums(margins?.rows), sums(margins?.columns)]
  const scale = most([...cells.values()])
  const figureAt = (rowId: string, columnId: string) => {
    if (rowId === TOTAL) return columnId === TOTAL ? table.total[shown] : columnSums.get(columnId)
    return columnId === TOTAL ? rowSums.get(rowId) : cells.get(JSON.stringify([rowId, columnId]))
  }
  const columns = [...[...columnLabels].map(([id, label]) => ({ id, label })), { id: TOTAL, label: words.total }]
  const line = (id: string, label: string): GridLine => ({
    id,
    label,
    cells: columns.map((column) => {
      const figure = figureAt(id, column.id)
      if (!figure) return nothing
      const { hint, ...written } = write(shown, figure)
      const isSum = id === TOTAL || column.id === TOTAL
      return {
        ...written,
        value: figure.value,
        hint: [label, column.label, hint].join(' · '),
        look: isSum ? { hue: 'none', share: 0 } : looks(figure, direction, scale),
        ...(figure.small && { immature: true }),
      }
    }),
  })
  return {
    corner: words.corner,
    columns,
    lines: [...[...rowLabels].map(([id, label]) => line(id, label)), line(TOTAL, words.total)],
    at(rowId, columnId) {
      const figure = figureAt(rowId, columnId)
      if (!figure) return null
      const part = (dimension: string, key: string, label: string | undefined) =>
        key === TOTAL ? [] : [{ dimension, key: key === '' ? null : key, label: label ?? '' }]
      return {
        metric: shown,
        figure,
        cell: [...part(first, rowId, rowLabels.get(rowId)), ...part(second, columnId, columnLabels.get(columnId))],
      }
    },
  }
}
