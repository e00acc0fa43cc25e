/** What was changed: field → what it was and what it is. */
export type Changes = Record<string, { from: unknown; to: unknown }>

/** Fields of `after` that differ from `before`; compared as they are kept. */
export function changesBetween(before: object, after: object): Changes {
  const old = before as Record<string, unknown>
  const changes: Changes = {}
  for (const [field, to] of Object.entries(after)) {
    const from = old[field] ?? null
    if (!sameValue(from, to)) changes[field] = { from, to: to ?? null }
  }
  return changes
}

/** Whether two values are kept alike. */
export function sameValue(one: unknown, other: unknown): boolean {
  return keptAs(one ?? null) === keptAs(other ?? null)
}

/** JSON with sorted keys: an object read from the database has its keys in another order. */
function keptAs(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** One line for people of a value that may be a list or an object. */
export function shownValue(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map((item) => String(shownItem(item))).join(', ') || null
  return (
    Object.entries(value)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => `${key}: ${String(shownItem(part))}`)
      .join(', ') || null
  )
}

function shownItem(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item
  const { number, email, url, given, on } = item as Record<string, unknown>
  if (given !== undefined) return `${given === true ? '+' : '−'} ${typeof on === 'string' ? on : ''}`
  return number ?? email ?? url ?? JSON.stringify(item)
}
