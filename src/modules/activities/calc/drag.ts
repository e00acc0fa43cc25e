/** Steps of dragging and of the keyboard, in minutes. */
export const SNAP_MINUTES = 15
const DAY_MINUTES = 1_440
const SHORTEST_MINUTES = SNAP_MINUTES

/** A stretch of a day in minutes after midnight. */
export interface Slot {
  start: number
  end: number
}

const snapped = (minutes: number) => Math.round(minutes / SNAP_MINUTES) * SNAP_MINUTES

/** Moved by so many minutes: starts on a whole step, keeps its length, stays within the day. */
export function movedBy({ start, end }: Slot, minutes: number): Slot {
  const length = end - start
  const at = Math.max(0, Math.min(DAY_MINUTES - Math.min(length, DAY_MINUTES), snapped(start + minutes)))
  return { start: at, end: at + length }
}

/** Its end pulled by so many minutes: a step at least, the day at most. */
export function stretchedBy({ start, end }: Slot, minutes: number): Slot {
  const to = Math.max(start + SHORTEST_MINUTES, Math.min(DAY_MINUTES, snapped(end + minutes)))
  return { start, end: to }
}

/** A new slot drawn from here to there, in either direction, on whole steps. */
export function drawn(from: number, to: number): Slot {
  const low = Math.floor(Math.min(from, to) / SNAP_MINUTES) * SNAP_MINUTES
  const high = Math.ceil(Math.max(from, to) / SNAP_MINUTES) * SNAP_MINUTES
  const start = Math.max(0, Math.min(DAY_MINUTES - SHORTEST_MINUTES, low))
  return { start, end: Math.min(DAY_MINUTES, Math.max(high, start + SHORTEST_MINUTES)) }
}

/** What a key with Alt held does to an activity: minutes of its start, days, minutes of its end (with Shift). */
export function keyStep(
  key: string,
  shift: boolean,
  inWeeks: boolean,
): { minutes: number; days: number; stretch: number } | undefined {
  const none = { minutes: 0, days: 0, stretch: 0 }
  if (key === 'ArrowLeft') return { ...none, days: -1 }
  if (key === 'ArrowRight') return { ...none, days: 1 }
  const down = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  if (down === 0) return undefined
  if (inWeeks) return { ...none, days: 7 * down }
  return shift ? { ...none, stretch: down * SNAP_MINUTES } : { ...none, minutes: down * SNAP_MINUTES }
}
