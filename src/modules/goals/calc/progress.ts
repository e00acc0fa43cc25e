/** How far a goal has come. */

/**
 * Takes where it began (null: from nothing), the figure now, the target, and which way is good. From a start it is the part of the way:
 * (now − start) ÷ (target − start). Without one: now ÷ target; where less is better, target ÷ now. May be below 0 and above 1; null without a figure.
 */
export function progressOf(
  { startValue, target, direction }: { startValue: number | null; target: number; direction: 'up' | 'down' | 'band' },
  value: number | null,
): number | null {
  if (value === null) return null
  if (startValue !== null) return target === startValue ? null : (value - startValue) / (target - startValue)
  if (direction === 'down') return value <= target ? 1 : value > 0 ? target / value : null
  return target === 0 ? (value >= 0 ? 1 : 0) : value / target
}

export interface TreeGoal {
  id: string
  parentId: string | null
  weight: number
  progress: number | null
}

/**
 * Of each goal with goals below it: the weighted mean of their progress, each between 0 and 1, so that one overfulfilled does not hide another. A goal
 * below counts with its own progress; where its metric has no figure, with what its own goals below say. Goals without either take no part.
 */
export function rolledUp(goals: readonly TreeGoal[]): Map<string, number> {
  const below = Map.groupBy(goals, ({ parentId }) => parentId)
  const found = new Map<string, number>()
  const within = (share: number) => Math.min(1, Math.max(0, share))
  const visit = (goal: TreeGoal, path: ReadonlySet<string>): number | null => {
    const children = (below.get(goal.id) ?? []).filter(({ id }) => !path.has(id))
    const parts = children.flatMap((child) => {
      const progress = visit(child, new Set([...path, child.id]))
      return progress === null ? [] : [{ weight: child.weight, progress: within(progress) }]
    })
    const weights = parts.reduce((sum, { weight }) => sum + weight, 0)
    const mean = weights > 0 ? parts.reduce((sum, part) => sum + part.weight * part.progress, 0) / weights : null
    if (mean !== null) found.set(goal.id, mean)
    return goal.progress ?? mean
  }
  const known = new Set(goals.map(({ id }) => id))
  for (const goal of goals) if (goal.parentId === null || !known.has(goal.parentId)) visit(goal, new Set([goal.id]))
  return found
}

/** Whether putting `parentId` above `id` would close a circle: the goal itself or one below it. */
export function makesCircle(
  id: string,
  parentId: string | null,
  parentOf: ReadonlyMap<string, string | null>,
): boolean {
  const seen = new Set<string>()
  for (let at = parentId; at !== null && !seen.has(at); at = parentOf.get(at) ?? null) {
    if (at === id) return true
    seen.add(at)
  }
  return false
}
