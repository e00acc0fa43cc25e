/** What the evening does with one thing that was not done. */
export type Fate = 'move' | 'cancel' | 'done' | 'keep'

export interface Open {
  id: string
  isTask: boolean
  /** Milliseconds. */
  at: number
}

export interface Counts {
  move: number
  cancel: number
  done: number
}

/** How many are moved, called off and reported. */
export function countsOf(fates: Iterable<Fate>): Counts {
  const counts = { move: 0, cancel: 0, done: 0 }
  for (const fate of fates) if (fate !== 'keep') counts[fate] += 1
  return counts
}

/**
 * What is missing before the evening can be closed: the day for what is moved, a reason for what is moved or called off, a result for
 * what is done.
 */
export function missingFor(
  items: readonly { fate: Fate; hasResult: boolean }[],
  { to, reason }: { to: string; reason: string },
): 'day' | 'reason' | 'result' | undefined {
  if (to === '' && items.some(({ fate }) => fate === 'move')) return 'day'
  if (items.some(({ fate, hasResult }) => fate === 'done' && !hasResult)) return 'result'
  const needsReason = items.some(({ fate }) => fate === 'move' || fate === 'cancel')
  return needsReason && reason.trim() === '' ? 'reason' : undefined
}
