/** Sums up the tree. */
interface Node {
  subjectId: string
  parentId: string | null
}

/** Takes subjects in reading order and what belongs to each itself; gives each one's sum with everything below. Whoever has nothing is absent. */
export function rollUp(subjects: readonly Node[], own: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map<string, number>()
  if (own.size === 0) return sums
  for (const { subjectId, parentId } of subjects.toReversed()) {
    const below = sums.get(subjectId)
    const mine = own.get(subjectId)
    const sum = below === undefined ? mine : below + (mine ?? 0)
    if (sum === undefined) continue
    sums.set(subjectId, sum)
    if (parentId !== null) sums.set(parentId, (sums.get(parentId) ?? 0) + sum)
  }
  return sums
}

/** Adds an amount to what the subject has. */
export function addTo(sums: Map<string, number>, subjectId: string, amount: number): void {
  sums.set(subjectId, (sums.get(subjectId) ?? 0) + amount)
}
