/**
 * Takes the cells of a row and the columns of the file; true when the row says the names of the columns once more, as sheets that were put one
 * under another and reports with a heading on every page do.
 */
export function isRowOfHeaders(
  cells: readonly string[],
  columns: readonly { index: number; label: string }[],
): boolean {
  let named = 0
  for (const { index, label } of columns) {
    const cell = (cells[index] ?? '').trim()
    if (cell === '') continue
    // The second column of one name is labelled «Товар (2)». Nearly every row of a million ends here.
    if (cell !== label && !label.startsWith(`${cell} (`)) return false
    named += 1
  }
  return named > 1
}
