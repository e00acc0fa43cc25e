import { chartColors } from './chart-colors.ts'
import type { Grid, GridCell } from './cell-grid.tsx'

const LABEL = 180
const CELL = { width: 56, height: 26 }
const FONT = "'Golos Text', system-ui, sans-serif"

/** A table of coloured cells as an SVG document of its own, in the colours of the theme in force. */
export function gridSvg({ corner, columns, lines }: Grid): string {
  const colors = chartColors()
  const tints = { none: colors.gridLine, amount: colors.fact, good: colors.ahead, bad: colors.bad }
  const width = LABEL + columns.length * CELL.width + 8
  const height = (lines.length + 1) * CELL.height + 8
  const text = (x: number, row: number, said: string, anchor: 'start' | 'middle', fill: string) =>
    `<text x="${x}" y="${row * CELL.height + 21}" text-anchor="${anchor}" fill="${fill}">${escaped(said)}</text>`
  const cell = (one: GridCell, row: number, column: number) => {
    const [x, y] = [LABEL + column * CELL.width, row * CELL.height + 4]
    if (one.absent) return ''
    const opacity = one.look.hue === 'none' ? 0.5 : 0.05 + one.look.share * 0.45
    return (
      `<rect x="${x}" y="${y}" width="${CELL.width - 1}" height="${CELL.height - 1}" rx="2" fill="${tints[one.look.hue]}" fill-opacity="${opacity.toFixed(2)}"/>` +
      text(x + CELL.width / 2, row, one.text, 'middle', colors.text)
    )
  }
  const head = [
    text(4, 0, corner, 'start', colors.text2),
    ...columns.map(({ label }, at) => text(LABEL + (at + 0.5) * CELL.width, 0, label, 'middle', colors.text2)),
  ]
  const body = lines.flatMap((line, row) => [
    text(4, row + 1, [line.label, line.detail].filter(Boolean).join('  '), 'start', colors.text),
    ...line.cells.map((one, column) => cell(one, row + 1, column)),
  ])
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="12">` +
    `<rect width="${width}" height="${height}" fill="${colors.surface}"/>${head.join('')}${body.join('')}</svg>`
  )
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it may stand in SVG. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)
}
