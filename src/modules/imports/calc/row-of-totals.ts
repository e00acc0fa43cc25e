import { isEmptyMark } from '#core/files/values.ts'

const TOTAL =
  /^(итого|итог|всего|общий итог|в том числе|total|totals|grand total|subtotal)(\s(по|за|на|for|of)\s.*)?\s*:?$/i
const SUM =
  /^(?:[a-z]{3}|(?:jp)?[₽$€£₸₴¥])?\s*[-−+]?[\d\s.,'’ ]+(\s*(руб\.?|р\.?|%|шт\.?|pcs|[a-z]{3}|(?:jp)?[₽$€£₸₴¥]))?$/i

/** Takes the cells of a row; true when it sums up the rows above: «Итого» stands first and nothing but figures follows. */
export function isRowOfTotals(cells: readonly string[]): boolean {
  const at = cells.findIndex((cell) => cell !== '' && !isEmptyMark(cell))
  // Nearly every row of a million ends here.
  if (at === -1 || !TOTAL.test((cells[at] ?? '').trim())) return false
  return cells.slice(at + 1).every((cell) => cell.trim() === '' || isEmptyMark(cell) || SUM.test(cell.trim()))
}
