import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface Losses {
  sourceId: string | null
  lost: number
  monthsAtRisk: number
}

/**
 * Clients lost, and for how many months in all the clients could be lost, by the source of the first purchase: lost ÷ months is the monthly churn.
 * A lost client was at risk till his last purchase.
 */
export async function clientLosses(
  tx: Tx,
  { owners, sources }: { owners: readonly string[] | null; sources: readonly string[] | null },
): Promise<Losses[]> {
  const { rows } = await sql<Losses>`
    -- How many clients of each source are lost, and how many months of clients were there?
    with run as (select max(as_of) as day from segments_runs where workspace_id = (select app_workspace()))
    select nullif(b.source_id, nil_uuid()) as "sourceId", (count(*) filter (where c.state = 'lost'))::int as lost,
      (sum(greatest(1, (case when c.state = 'lost' then f.last_on else run.day end) - f.first_on)) / 30.4375)::float8 as "monthsAtRisk"
    from run
    join segments_figures f on f.workspace_id = (select app_workspace())
    join segments_classes c on c.workspace_id = f.workspace_id and c.client_id = f.client_id and c.valid_to is null
    join facts.buyers b on b.workspace_id = f.workspace_id and b.client_id = f.client_id and b.is_first
    where f.workspace_id = (select app_workspace())
      ${owners === null ? sql`` : sql`and f.owner_id = any (${[...owners]}::uuid[]) and b.owner_id = any (${[...owners]}::uuid[])`}
      ${sources === null ? sql`` : sql`and b.source_id = any (${[...sources]}::uuid[])`}
    group by 1`.execute(tx)
  return rows
}

/** Clients who were active on a day, and those of them who are lost since: their last purchase and so many of their intervals lie in between. */
export async function churnSince(
  tx: Tx,
  since: Day,
  lostAfter: number,
  owners: readonly string[] | null,
): Promise<{ active: number; lost: number }> {
  const { rows } = await sql<{ active: number; lost: number }>`
    -- How many of the clients who were active then are lost now?
    with rhythm as (
      select percentile_cont(0.5) within group (order by interval_days) as usual from segments_figures
      where workspace_id = (select app_workspace()) and interval_days is not null
    ), clients as (
      select f.first_on, c.state, f.last_on + ceil(${lostAfter}::numeric * coalesce(f.interval_days, rhythm.usual)::numeric)::int as lost_on
      from rhythm, segments_figures f
      join segments_classes c on c.workspace_id = f.workspace_id and c.client_id = f.client_id and c.valid_to is null
      where f.workspace_id = (select app_workspace()) ${owners === null ? sql`` : sql`and f.owner_id = any (${[...owners]}::uuid[])`}
    )
    select (count(*) filter (where first_on <= ${since}::date and (state <> 'lost' or lost_on > ${since}::date)))::int as active,
      (count(*) filter (where first_on <= ${since}::date and state = 'lost' and lost_on > ${since}::date))::int as lost
    from clients`.execute(tx)
  return rows[0] ?? { active: 0, lost: 0 }
}

/** The day of the last computation; null: never. */
export async function churnAsOf(tx: Tx): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`
    -- When were clients classed last?
    select max(as_of) as day from segments_runs where workspace_id = (select app_workspace())`.execute(tx)
  return rows[0]?.day ?? null
}
