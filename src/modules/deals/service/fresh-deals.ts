import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { contributions, type TotalSums } from '../calc/contributions.ts'
import type { Derived } from '../calc/derive.ts'
import { type ClientKind, FirstPurchases } from '../calc/first-purchases.ts'
import { factRows } from '../data/fact-rows.ts'
import { type FreshFacts, plainProfiles, writeFreshFacts } from '../data/fresh-facts.ts'

/** What the batches of one import share about the deals that it makes. */
export interface FreshDeals {
  importId: string
  purchases: FirstPurchases
  profileOf(kind: ClientKind): string | null
  /** Whether there is something to settle in the end. */
  written: boolean
}

/** `wasHere` tells whether a client was here before the import. */
export async function freshDeals(
  tx: Tx,
  workspaceId: string,
  importId: string,
  wasHere: (companyId: string) => boolean,
): Promise<FreshDeals> {
  return {
    importId,
    purchases: new FirstPurchases(wasHere),
    profileOf: await plainProfiles(tx, workspaceId),
    written: false,
  }
}

interface Writing {
  workspaceId: string
  zone: TimeZone
  fresh: FreshDeals
  sums: TotalSums
}

/** Writes what follows from the logs of new deals, and adds it to the sums; `changes` are those of the deals, in the same order. */
export async function writeFreshDeals(
  tx: Tx,
  { workspaceId, zone, fresh, sums }: Writing,
  deals: readonly { id: string; fields: { companyId: string | null; createdAt: number } }[],
  changes: readonly { after: Derived }[],
): Promise<void> {
  fresh.written = true
  const kinds = fresh.purchases.take(
    deals.map(({ id, fields: { companyId, createdAt } }, index) => {
      const won = (changes[index]?.after.reach ?? []).flatMap(({ firstWonAt }) => firstWonAt ?? [])
      return { dealId: id, companyId, createdAt, wonAt: won.length > 0 ? Math.min(...won) : null }
    }),
  )
  const facts: FreshFacts = { stays: [], reach: [], bookings: [] }
  for (const [index, { after }] of changes.entries()) {
    sums.add(contributions(after, zone), 1)
    const kind = kinds[index]
    const profile = kind ? fresh.profileOf(kind) : null
    const { stays, reach, bookings } = factRows(after)
    facts.stays.push(...stays)
    for (const row of reach) facts.reach.push(Object.assign(row, { profile }))
    for (const row of bookings) facts.bookings.push(Object.assign(row, { profile }))
  }
  return writeFreshFacts(tx, workspaceId, facts)
}
