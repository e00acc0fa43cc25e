/** A stretch `[start, end)`, in minutes or in any other unit. */
export interface Stretch {
  start: number
  end: number
}

/** What is left of a day when the busy stretches are taken out, in order. */
export function freeStretches(day: Stretch, busy: readonly Stretch[]): Stretch[] {
  const free: Stretch[] = []
  let at = day.start
  for (const { start, end } of busy.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue
    if (start >= day.end) break
    if (start > at) free.push({ start: at, end: start })
    at = Math.max(at, end)
  }
  if (at < day.end) free.push({ start: at, end: day.end })
  return free
}

/** The first start, on a whole `step`, at which so long a stretch fits; undefined when nothing does. */
export function firstFree(day: Stretch, busy: readonly Stretch[], length: number, step = 1): number | undefined {
  for (const { start, end } of freeStretches(day, busy)) {
    const at = Math.ceil(start / step) * step
    if (at + length <= end) return at
  }
  return undefined
}

/** The first free start from the wished one on; when the rest of the day is full, the last one before it. */
export function nearestFree(
  day: Stretch,
  busy: readonly Stretch[],
  length: number,
  step: number,
  wish: number,
): number | undefined {
  const later = firstFree({ start: Math.max(day.start, wish), end: day.end }, busy, length, step)
  return later ?? firstFree(day, busy, length, step)
}
