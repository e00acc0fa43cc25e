import type { Driver, Part } from '../contract.ts'

export type Sureness = 'sure' | 'maybe' | 'chance' | 'unknown'

/** Beyond chance at 95 %, and what is at least worth a thought. */
const SURE_Z = 1.96
const MAYBE_Z = 1
const WEIGHT: Record<Sureness, number> = { sure: 1, maybe: 0.5, unknown: 0.4, chance: 0.15 }
/** Arithmetic, and no cause that somebody could act on. */
const NO_CAUSE: ReadonlySet<Driver> = new Set(['rest'])

/** How sure it is that the level has changed, by its distance from chance. */
export function surenessOf({ z }: Pick<Part, 'z'>): Sureness {
  if (z === null) return 'unknown'
  const size = Math.abs(z)
  return size >= SURE_Z ? 'sure' : size >= MAYBE_Z ? 'maybe' : 'chance'
}

/** The drivers that made it worse, by the money they cost times how sure it is that they have changed at all. */
export function causesOf(parts: readonly Part[]): { driver: Driver; key: string; sure: Sureness; partMinor: number }[] {
  return parts
    .filter((part) => part.partMinor < 0 && !NO_CAUSE.has(part.driver))
    .map((part) => ({ driver: part.driver, key: part.key, sure: surenessOf(part), partMinor: part.partMinor }))
    .toSorted((a, b) => a.partMinor * WEIGHT[a.sure] - b.partMinor * WEIGHT[b.sure])
}

/** The part that took most of the gap. Null without months to compare with while all of the gap is one part: nothing was found out. */
export function mainLoss<Of extends { partMinor: number }>(split: { usual: unknown; parts: readonly Of[] }): Of | null {
  if (split.usual === null && split.parts.length === 1) return null
  const [worst] = split.parts.toSorted((a, b) => a.partMinor - b.partMinor)
  return worst && worst.partMinor < 0 ? worst : null
}
