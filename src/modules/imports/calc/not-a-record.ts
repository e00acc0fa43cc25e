import { isRowOfHeaders } from './row-of-headers.ts'
import { isRowOfTotals } from './row-of-totals.ts'
import { rejected, type RowProblem } from './row-problem.ts'

/** Takes the cells of a row and the columns of the file. Gives why the row is no record: it sums up others, or names the columns once more. */
export function notARecord(
  cells: readonly string[],
  columns: readonly { index: number; label: string }[],
): RowProblem | null {
  const reason = isRowOfTotals(cells) ? 'ROW_OF_TOTALS' : isRowOfHeaders(cells, columns) ? 'ROW_OF_HEADERS' : null
  return reason && rejected(null, cells.filter(Boolean).join(' '), reason)
}
