import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Period } from '#core/calendar/period.ts'
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

/** Medians of the company's sellers by metric, besides those that the metrics themselves tell; none below five sellers. */
export async function mediansOfSellers(
  tx: Tx,
  { months, spans }: Cut,
  { start, end }: Period,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ metric: string; median: number }>`
    -- What does the middle seller have of money won, contacts, open deals and cycle?
    select metric, median
    from sellers_medians(${months}::date[], ${spans.map((span) => span.start)}::date[], ${spans.map((span) => span.end)}::date[], ${start}::date, ${end}::date)`.execute(
    tx,
  )
  return new Map(rows.map(({ metric, median }) => [metric, median]))
}
