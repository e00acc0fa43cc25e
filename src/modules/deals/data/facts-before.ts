import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Rows of a derived table that were not what the log gives. */
export interface FactsDifference {
  table: string
  /** The log gives them and they were not there. */
  missing: number
  /** They were there and the log does not give them. */
  wrong: number
}

const STAYS = 'deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain'
const REACH =
  'deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id, furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history, came_at, came_day'
const BOOKINGS = 'deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor'

/** Totals as their readers see them: what is folded and what waits. Counts of contacts do not come from the log of deals. */
const totals = (workspaceId: string) => sql`
  select 'day' as grain, kind, day, owner_id, pipeline_id, stage_id, 0 as bucket, sum(n)::bigint as n, sum(money)::bigint as money
  from (
    select kind, day, owner_id, pipeline_id, stage_id, n, money from day_totals where workspace_id = ${workspaceId}::uuid
    union all
    select kind, day, owner_id, pipeline_id, stage_id, n, money from total_deltas
    where workspace_id = ${workspaceId}::uuid and kind in ('created', 'came', 'booked', 'closed_won', 'closed_lost', 'now')
  ) by_day
  where kind not like 'activity:%' group by kind, day, owner_id, pipeline_id, stage_id having sum(n) <> 0 or sum(money) <> 0
  union all
  select 'month', kind, month, owner_id, pipeline_id, stage_id, bucket, sum(n)::bigint, sum(money)::bigint
  from (
    select kind, month, owner_id, pipeline_id, stage_id, bucket, n, money from month_totals where workspace_id = ${workspaceId}::uuid
    union all
    select kind, date_trunc('month', day)::date, owner_id, pipeline_id, stage_id, bucket, n, money from total_deltas where workspace_id = ${workspaceId}::uuid
  ) by_month
  where kind not like 'activity:%' group by kind, month, owner_id, pipeline_id, stage_id, bucket having sum(n) <> 0 or sum(money) <> 0
  union all
  select 'company', kind, month, nil_uuid(), pipeline_id, stage_id, bucket, sum(n)::bigint, sum(money)::bigint
  from (
    select kind, month, pipeline_id, stage_id, bucket, n, money from company_month_totals where workspace_id = ${workspaceId}::uuid
    union all
    select kind, date_trunc('month', day)::date, pipeline_id, stage_id, bucket, n, money from total_deltas where workspace_id = ${workspaceId}::uuid
  ) of_company
  where kind not like 'activity:%' group by kind, month, pipeline_id, stage_id, bucket having sum(n) <> 0 or sum(money) <> 0
  union all
  select 'owner', v.kind, t.month, t.owner_id, nil_uuid(), nil_uuid(), 0, sum(v.n)::bigint, sum(v.money)::bigint
  from facts.owner_month_totals t cross join lateral (values
    ('booked', t.booked_n, t.booked_minor), ('created', t.created_n, 0), ('closed_won', t.won_n, t.won_minor), ('closed_lost', t.lost_n, t.lost_minor),
    ('cohort', t.cohort_n, 0), ('cohort_won', t.cohort_won_n, 0), ('cohort_open', t.cohort_open_n, 0)) v (kind, n, money)
  where t.workspace_id = ${workspaceId}::uuid
  group by v.kind, t.month, t.owner_id having sum(v.n) <> 0 or sum(v.money) <> 0`

const rowsOf = (table: string, columns: string, workspaceId: string) =>
  sql`select ${sql.raw(columns)} from ${sql.raw(table)} where workspace_id = ${workspaceId}::uuid`

function questions(workspaceId: string): [name: string, rows: RawBuilder<unknown>][] {
  return [
    ['stage_stays', rowsOf('stage_stays', STAYS, workspaceId)],
    ['deal_reach', rowsOf('deal_reach', REACH, workspaceId)],
    ['bookings', rowsOf('bookings', BOOKINGS, workspaceId)],
    ['profiles', rowsOf('deal_reach', 'deal_id, pipeline_id, profile', workspaceId)],
    ['totals', totals(workspaceId)],
  ]
}

/** Keeps the facts as they are till the end of the transaction, to be compared with what the log gives. */
export async function keepFacts(tx: Tx, workspaceId: string): Promise<void> {
  for (const [name, rows] of questions(workspaceId))
    await sql`create temporary table ${sql.raw(`facts_before_${name}`)} on commit drop as ${rows}`.execute(tx)
}

/** What differs between the kept facts and those made anew. */
export async function factsDifferences(tx: Tx, workspaceId: string): Promise<FactsDifference[]> {
  const differences: FactsDifference[] = []
  for (const [table, rows] of questions(workspaceId)) {
    const before = sql.raw(`facts_before_${table}`)
    const found = await sql<Omit<FactsDifference, 'table'>>`
      -- How many rows of this table were not what the log gives?
      with now as materialized (${rows})
      select (select count(*)::int from (select * from now except all select * from ${before}) more) as missing,
             (select count(*)::int from (select * from ${before} except all select * from now) less) as wrong`.execute(
      tx,
    )
    const [row] = found.rows
    if (row) differences.push({ table, ...row })
  }
  return differences
}
