/** Records by a key that some of them have; those of one key in their order. */
export function byKey<One>(records: readonly One[], keyOf: (one: One) => string | null): ReadonlyMap<string, One[]> {
  const groups = new Map<string, One[]>()
  for (const one of records) {
    const key = keyOf(one)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}
