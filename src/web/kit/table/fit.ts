/** What a column asks of the width of its table. */
export type Asking = {
  id: string
  /** What it has where there is room. */
  width: number
  /** Down to what it may be cut; the same as `width` for figures and days. */
  least: number
}

/** A text that is much longer than its column is read no better for more room: beyond this the first column takes it. */
const MOST_GROWN = 1.5

/** A letter of a heading on the average, the widest of both languages; the air at both sides with the arrow of sorting. */
const LETTER_PX = 7.6
const AROUND_WORD_PX = 16

/** So many pixels a heading needs to be broken between its words and not inside of one. */
export function longestWord(header: string): number {
  const letters = Math.max(0, ...header.split(/[\s-]+/).map((word) => word.length))
  return Math.ceil(letters * LETTER_PX) + AROUND_WORD_PX
}

/**
 * Which columns stand aside so that the rest fits: those of the highest `spare` first, until the least widths fit.
 * `room`: pixels for columns; none without a room that is known.
 */
export function standingAside(
  columns: readonly (Asking & { spare?: number | undefined })[],
  room: number | undefined,
): readonly string[] {
  if (room === undefined) return []
  let need = columns.reduce((sum, { least }) => sum + least, 0)
  const aside: string[] = []
  const spares = columns.filter(({ spare }) => spare !== undefined).toSorted((a, b) => (b.spare ?? 0) - (a.spare ?? 0))
  for (const { id, least } of spares) {
    if (need <= room) break
    need -= least
    aside.push(id)
  }
  return aside
}

/**
 * Widths of columns in a room of so many pixels: where it is too narrow, those that may be cut give away in proportion to what they can;
 * where it is wide, the same ones grow, and the first of `elastic` takes the rest. Whole pixels.
 */
export function fitted(columns: readonly Asking[], room: number, elastic: string | undefined): Map<string, number> {
  const total = columns.reduce((sum, { width }) => sum + width, 0)
  const slack = columns.reduce((sum, { width, least }) => sum + width - least, 0)
  const missing = total - room
  if (missing > 0) {
    const share = slack === 0 ? 0 : Math.min(1, missing / slack)
    return new Map(columns.map(({ id, width, least }) => [id, Math.floor(width - (width - least) * share)]))
  }
  const growing = columns.filter(({ width, least }) => least < width)
  const base = growing.reduce((sum, { width }) => sum + width, 0)
  const factor = base === 0 ? 1 : Math.min(MOST_GROWN, 1 - missing / base)
  const widths = new Map(
    columns.map(({ id, width, least }) => [id, least < width ? Math.floor(width * factor) : width]),
  )
  const taken = [...widths.values()].reduce((sum, width) => sum + width, 0)
  if (elastic !== undefined) widths.set(elastic, (widths.get(elastic) ?? 0) + Math.max(0, room - taken))
  return widths
}
