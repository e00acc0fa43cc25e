import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface Losses {
  sourceId: string | null
  lost: number
  monthsAtRisk: number
}

/** Clients lost, and for how many months in all clients could be lost, by the source of the first purchase: lost ÷ months is the monthly churn. */
export async function clientLosses(
  tx: Tx,
  { owners, sources }: { owners: readonly string[] | null; sources: readonly string[] | null },
): Promise<Losses[]> {
  const { rows } = await sql<Losses>`
    -- How many clients of each source are lost, and how many months of clients were there?
    select nullif(source_id, nil_uuid()) as "sourceId", sum(lost)::int as lost, sum(months_at_risk)::float8 as "monthsAtRisk"
    from segments_losses
    where workspace_id = (select app_workspace())
      ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
      ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
    group by 1`.execute(tx)
  return rows
}

/** The day of the last computation; null: never. */
export async function churnAsOf(tx: Tx): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`
    -- When were clients classed last?
    select max(as_of) as day from segments_runs where workspace_id = (select app_workspace())`.execute(tx)
  return rows[0]?.day ?? null
}
