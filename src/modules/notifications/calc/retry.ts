const FIRST_S = 30
const LONGEST_S = 6 * 3600
/** About two days of trying. */
export const MOST_TRIES = 16

/** When a failed delivery is tried again: 30 seconds, a minute, two … six hours; null: it is given up. */
export function nextTry(tries: number, now: Date): Date | null {
  if (tries >= MOST_TRIES) return null
  return new Date(now.getTime() + Math.min(FIRST_S * 2 ** (tries - 1), LONGEST_S) * 1000)
}
