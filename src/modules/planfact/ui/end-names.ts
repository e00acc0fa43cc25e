/** Between the names of two lines, px: less, and one would stand on the other. */
const LEAST_GAP = 15

/**
 * Names of lines stand at their ends. Where ends are close, says by how many px each name moves, down being positive, so
 * that none stands on another; the upper end keeps the upper name. `values`: where the lines end, null for one that has
 * no end here; `height`: of the drawing, px, from zero to the largest of them.
 */
export function spreadNames(values: readonly (number | null | undefined)[], height: number): number[] {
  const most = Math.max(0, ...values.map((value) => value ?? 0))
  const moved = values.map(() => 0)
  if (most === 0) return moved
  const ends = values
    .map((value, place) => ({ place, at: value == null ? null : height * (1 - value / most) }))
    .filter((end): end is { place: number; at: number } => end.at !== null)
    .toSorted((one, two) => one.at - two.at)
  let free = -Infinity
  for (const { place, at } of ends) {
    const stands = Math.max(at, free)
    moved[place] = Math.round(stands - at)
    free = stands + LEAST_GAP
  }
  return moved
}
