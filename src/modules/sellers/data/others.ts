import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Cut } from '#modules/funnel/api.ts'

export interface Others {
  peers: number
  closedWon: number
  closedLost: number
  won: number
  salesMinor: number
}

/** What the other sellers of the company did together; null below five of them. */
export async function othersOfSeller(tx: Tx, personId: string, { months, spans }: Cut): Promise<Others | null> {
  const { rows } = await sql<Others>`
    -- What did all other sellers close and sell?
    select peers, closed_won as "closedWon", closed_lost as "closedLost", won, sales_minor as "salesMinor"
    from sellers_others(${personId}::uuid, ${months}::date[], ${spans.map(({ start }) => start)}::date[], ${spans.map(({ end }) => end)}::date[])`.execute(
    tx,
  )
  return rows[0] ?? null
}
