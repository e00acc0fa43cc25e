import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface Start {
  hasDeals: boolean
  hasSellers: boolean
  hasPlan: boolean
}

/** What there is to work with, as the actor sees it. */
export async function startOf(tx: Tx, month: Day): Promise<Start> {
  const { rows } = await sql<Start>`
    -- Are there deals, sellers, and a plan for this month?
    select exists (select from facts.day_totals where kind = 'now' and day = '1970-01-01' and n > 0) as "hasDeals",
           exists (select from facts.people where role = 'seller') as "hasSellers",
           exists (select from facts.plan_cells where month = ${month}::date) as "hasPlan"`.execute(tx)
  return rows[0] ?? { hasDeals: false, hasSellers: false, hasPlan: false }
}
