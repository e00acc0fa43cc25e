import { type RawBuilder, sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Whose } from './lead-counts.ts'

export interface BehindRow {
  id: string
  kind: 'deal' | 'company'
  label: string | null
  detail: string | null
  day: string
  amountMinor: number
}

/** The owners or sources of one line of a table; null among them: none. */
export type LineOnly = { by: 'owner_id' | 'source_id'; ids: readonly (string | null)[] }

interface Question extends Whose {
  /** Null: all lines. */
  only: LineOnly | null
  from: Month
  until: Month
  /** The same as instants of the company's zone. */
  start: Date
  finish: Date
  age: number | null
  won: boolean
  open: boolean
  limit: number
}

interface Behind {
  rows: BehindRow[]
  total: { n: number; amountMinor: number }
}

/** Deals behind a cell of leads, the dearest first. */
export async function leadsBehind(
  tx: Tx,
  { owners, sources, only, pipelineId, start, finish, age, won, open, limit }: Question,
): Promise<Behind> {
  const { rows } = await sql<BehindRow & { n: number; sum: number }>`
    -- Which deals are behind this cell of a cohort?
    with behind as (
      select r.deal_id, r.created_day, r.base_minor, r.owner_id from facts.deal_reach r
      where r.workspace_id = (select app_workspace()) and r.outcome <> 'moved'
        and r.pipeline_id = any (${pipelineId === null ? sql`array(select id from facts.pipelines where workspace_id = (select app_workspace()))` : sql`array[${pipelineId}::uuid]`})
        and r.created_at >= ${start} and r.created_at < ${finish}
        ${owners === null ? sql`` : sql`and r.owner_id = any (${[...owners]}::uuid[])`}
        ${sources === null ? sql`` : sql`and r.source_id = any (${[...sources]}::uuid[])`}
        ${inLine(only)}
        ${open ? sql`and r.outcome = 'open'` : sql``}
        ${won ? sql`and r.outcome = 'won'` : sql``}
        ${age === null ? sql`` : sql`and r.outcome = 'won' and cohorts_age(r.created_day, r.closed_day) <= ${age}::int`}
    )
    select b.deal_id as id, 'deal' as kind, d.title as label, p.full_name as detail, b.created_day as day, b.base_minor as "amountMinor",
      count(*) over ()::int as n, sum(b.base_minor) over ()::bigint as sum
    from behind b left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.deal_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = b.owner_id
    order by b.base_minor desc, b.deal_id limit ${limit}::int`.execute(tx)
  return withTotal(rows)
}

/** Clients behind a cell of buyers, those with most money first. */
export async function buyersBehind(
  tx: Tx,
  {
    owners,
    sources,
    only,
    from,
    until,
    age,
    limit,
  }: Omit<Question, 'pipelineId' | 'won' | 'open' | 'start' | 'finish'>,
): Promise<Behind> {
  const { rows } = await sql<BehindRow & { n: number; sum: number }>`
    -- Which clients are behind this cell of a cohort?
    with behind as (
      select client_id, min(first_day) as day, sum(money)::bigint as money from facts.buyers
      where workspace_id = (select app_workspace()) and first_month between ${`${from}-01`}::date and ${`${until}-01`}::date
        ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
        ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
        ${inLine(only)}
        ${age === null ? sql`` : sql`and cohorts_age(first_month, month) = ${age}::int`}
      group by client_id having bool_or(${age === null ? sql`is_first` : sql`orders > 0`})
    )
    select b.client_id as id, case when c.id is null then 'deal' else 'company' end as kind, coalesce(c.name, d.title) as label, c.region as detail,
      b.day, b.money as "amountMinor", count(*) over ()::int as n, sum(b.money) over ()::bigint as sum
    from behind b
    left join facts.companies c on c.workspace_id = (select app_workspace()) and c.id = b.client_id
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.client_id
    order by b.money desc, b.client_id limit ${limit}::int`.execute(tx)
  return withTotal(rows)
}

function inLine(only: LineOnly | null): RawBuilder<unknown> {
  if (!only) return sql``
  const isOfNone = only.ids.includes(null) ? sql`or coalesce(${sql.ref(only.by)}, nil_uuid()) = nil_uuid()` : sql``
  return sql`and (${sql.ref(only.by)} = any (${only.ids.filter((id) => id !== null)}::uuid[]) ${isOfNone})`
}

function withTotal(rows: readonly (BehindRow & { n: number; sum: number })[]): Behind {
  const [first] = rows
  return {
    rows: rows.map(({ n: _n, sum: _sum, ...row }) => row),
    total: { n: first?.n ?? 0, amountMinor: first?.sum ?? 0 },
  }
}
