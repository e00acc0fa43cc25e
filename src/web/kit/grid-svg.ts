import { htmlText } from '#core/documents/html-text.ts'
import { chartColors } from './chart-colors.ts'
import { type Grid, type GridCell, saidIn } from './cell-grid.tsx'

const LEAST_LABEL = 180
const CELL = { width: 56, height: 26 }
/** Of a letter at 12 px, on the average; and the room at both sides of a text. */
const LETTER = 6.9
const SIDES = 14
const FONT = "'Golos Text', system-ui, sans-serif"

/** A table of coloured cells as an SVG document of its own, in the colours of the theme in force. */
export function gridSvg({ corner, columns, lines }: Grid): string {
  const colors = chartColors()
  const tints = { none: colors.gridLine, amount: colors.fact, good: colors.ahead, bad: colors.bad }
  const labels = lines.map((line) => [line.label, line.detail].filter(Boolean).join('  '))
  const label = Math.max(LEAST_LABEL, ...[corner, ...labels].map(widthOf))
  const widths = columns.map((column, at) =>
    Math.max(
      CELL.width,
      widthOf(column.label),
      ...lines.map(({ cells }) => widthOf(cells[at] ? saidIn(cells[at]) : '')),
    ),
  )
  const starts = widths.map((_, at) => label + widths.slice(0, at).reduce((sum, one) => sum + one, 0))
  const width = label + widths.reduce((sum, one) => sum + one, 0) + 8
  const height = (lines.length + 1) * CELL.height + 8
  const text = (x: number, row: number, said: string, anchor: 'start' | 'middle', fill: string) =>
    `<text x="${x}" y="${row * CELL.height + 21}" text-anchor="${anchor}" fill="${fill}">${htmlText(said)}</text>`
  const cell = (one: GridCell, row: number, column: number) => {
    const [x, y, wide] = [starts[column] ?? 0, row * CELL.height + 4, widths[column] ?? CELL.width]
    if (one.absent) return ''
    const opacity = one.look.hue === 'none' ? 0.5 : 0.05 + one.look.share * 0.45
    return (
      `<rect x="${x}" y="${y}" width="${wide - 1}" height="${CELL.height - 1}" rx="2" fill="${tints[one.look.hue]}" fill-opacity="${opacity.toFixed(2)}"/>` +
      text(x + wide / 2, row, saidIn(one), 'middle', colors.text)
    )
  }
  const head = [
    text(4, 0, corner, 'start', colors.text2),
    ...columns.map((column, at) =>
      text((starts[at] ?? 0) + (widths[at] ?? 0) / 2, 0, column.label, 'middle', colors.text2),
    ),
  ]
  const body = lines.flatMap((line, row) => [
    text(4, row + 1, labels[row] ?? '', 'start', colors.text),
    ...line.cells.map((one, column) => cell(one, row + 1, column)),
  ])
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="12">` +
    `<rect width="${width}" height="${height}" fill="${colors.surface}"/>${head.join('')}${body.join('')}</svg>`
  )
}

const widthOf = (text: string) => Math.ceil(text.length * LETTER) + SIDES
