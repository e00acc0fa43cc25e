export interface Line {
  name: string
  /** Cells after the name. */
  cells: readonly (string | number | null)[]
}

/** A plain table: names to the left, figures to the right. */
export function printTable(title: string, heads: readonly string[], lines: readonly Line[]): void {
  const rows = [heads, ...lines.map(({ name, cells }) => [name, ...cells.map(cellText)])]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  console.log(`\n${title}`)
  rows.forEach((row, index) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    console.log(cells.join('  ').trimEnd())
    if (index === 0) console.log(widths.map((width) => '-'.repeat(width)).join('  '))
  })
}

function cellText(cell: string | number | null): string {
  if (cell === null) return '·'
  if (typeof cell === 'string') return cell
  return cell >= 100 ? String(Math.round(cell)) : cell >= 10 ? cell.toFixed(1) : cell.toFixed(2)
}

export const met = (isMet: boolean): string => (isMet ? 'met' : 'MISSED')
