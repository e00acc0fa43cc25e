import type { Tone } from '../contract.ts'

type Unit = 'money' | 'count' | 'share' | 'days' | 'minutes' | 'moneyPerDay' | 'ratio'
type Direction = 'up' | 'down' | 'band'

/** Differences of shares and ratios are told in points; of everything else as a share of what it was. */
export const isInPoints = (unit: Unit): boolean => unit === 'share' || unit === 'ratio'

/**
 * By how much a figure differs from another. Money, counts and times: (now − then) ÷ |then|; shares and ratios: now − then.
 * Null without one of the two, or from zero.
 */
export function changeOf(unit: Unit, value: number | null, compared: number | null): number | null {
  if (value === null || compared === null) return null
  if (isInPoints(unit)) return value - compared
  return compared === 0 ? null : (value - compared) / Math.abs(compared)
}

/** Whether a change is for the better; null for none, and where neither more nor less is good in itself. */
export function isBetter(direction: Direction, change: number | null): boolean | null {
  if (change === null || change === 0 || direction === 'band') return null
  return change > 0 === (direction === 'up')
}

/** Good from `good` on, bad beyond `bad`, in between it wants attention. Which side is good follows from the borders themselves. */
export function toneOf(value: number | null, borders: { good: number; bad: number } | null): Tone | null {
  if (value === null || borders === null) return null
  const { good, bad } = borders
  const isUp = good >= bad
  if (isUp ? value >= good : value <= good) return 'good'
  return (isUp ? value < bad : value > bad) ? 'bad' : 'behind'
}

/** Whether borders stand the right way round for the metric: what is good lies where the metric is to go. */
export function isRightWayRound(direction: Direction, { good, bad }: { good: number; bad: number }): boolean {
  if (direction === 'band') return good !== bad
  return direction === 'up' ? good > bad : good < bad
}

/**
 * The borders of a sum are those of a month: scaled to the months of the period and to the working days that have passed of it, so that the
 * second of November is not red.
 */
export function bordersSoFar(
  { good, bad }: { good: number; bad: number },
  { isSum, months, elapsedShare }: { isSum: boolean; months: number; elapsedShare: number },
): { good: number; bad: number } {
  const part = isSum ? months * elapsedShare : 1
  return { good: good * part, bad: bad * part }
}
