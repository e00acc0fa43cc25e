import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsArrays } from '#core/db/rows-as-table.ts'
import type { ClientKind } from '../calc/first-purchases.ts'
import { BOOKING, type BookingRow, REACH, type ReachRow, STAY, type StayRow } from './fact-rows.ts'

/** Derived facts of deals that were not here before; `profile` is what they are taken for until settleImport. */
export interface FreshFacts {
  stays: StayRow[]
  reach: (ReachRow & { profile: string | null })[]
  bookings: (BookingRow & { profile: string | null })[]
}

const FRESH_REACH = { ...REACH, profile: 'uuid' } as const
const FRESH_BOOKING = { ...BOOKING, profile: 'uuid' } as const

/** Ids of the profiles of deals whose client has no properties, by clientKind and firstSale; they exist afterwards. */
export async function plainProfiles(tx: Tx, workspaceId: string): Promise<(kind: ClientKind) => string | null> {
  const { rows } = await sql<ClientKind & { profile: string }>`
    select client_kind as "clientKind", first_sale as "firstSale", profile from plain_profiles(${workspaceId}::uuid)`.execute(
    tx,
  )
  const ids = new Map(rows.map(({ clientKind, firstSale, profile }) => [`${clientKind} ${firstSale}`, profile]))
  return ({ clientKind, firstSale }) => ids.get(`${clientKind} ${firstSale}`) ?? null
}

/** Writes the facts of new deals; no totals, yet it waits like everybody who adds to them (see factCalls of write-facts.ts). */
export async function writeFreshFacts(
  tx: Tx,
  workspaceId: string,
  { stays, reach, bookings }: FreshFacts,
): Promise<void> {
  const id = sql`${workspaceId}::uuid`
  return sql`
    -- What follows from the log for new deals of one batch.
    select add_to_totals(${id}, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'), put_fresh_stays(${id}, ${rowsAsArrays(stays, STAY)}),
      put_fresh_reach(${id}, ${rowsAsArrays(reach, FRESH_REACH)}), put_fresh_bookings(${id}, ${rowsAsArrays(bookings, FRESH_BOOKING)})`
    .execute(tx)
    .then(nothing)
}

const nothing = () => {}

/** Must follow the last batch of an import. `clients`: whose deals were perhaps taken for what they are not; null: all. */
export async function settleImport(
  tx: Tx,
  workspaceId: string,
  importId: string,
  clients: readonly string[] | null,
): Promise<void> {
  const doubted = clients ? `{${clients.join()}}` : ''
  await sql`select set_config('app.doubted_clients', ${doubted}, true)`.execute(tx)
  await sql`select settle_import(${workspaceId}::uuid, ${importId}::uuid)`.execute(tx)
}
