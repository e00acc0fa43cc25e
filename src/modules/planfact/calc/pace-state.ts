/** How a line stands against what is due: thresholds that colour, and that cases open by. */

export interface Thresholds {
  /** Fact below this share of what is due is "behind", in hundredths of a percent. */
  watchBp: number
  /** Below this one it is "far behind". */
  alarmBp: number
  /** A plan less probable than this is called unlikely. */
  unlikelyBp: number
}

export const usualThresholds: Thresholds = { watchBp: 9500, alarmBp: 8500, unlikelyBp: 3000 }

export const paceStates = ['ahead', 'onTrack', 'behind', 'farBehind'] as const
export type PaceState = (typeof paceStates)[number]

/** Null where nothing is due yet. Ahead is at or above what is due. */
export function paceState(
  fact: number,
  due: number | null,
  { watchBp, alarmBp }: Pick<Thresholds, 'watchBp' | 'alarmBp'>,
): PaceState | null {
  if (due === null || due <= 0) return null
  const bp = (fact / due) * 10_000
  if (bp >= 10_000) return 'ahead'
  if (bp >= watchBp) return 'onTrack'
  return bp >= alarmBp ? 'behind' : 'farBehind'
}
