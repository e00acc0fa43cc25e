import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type Counting, countedBookings, countingOf } from '#modules/funnel/api.ts'
import type { Asked } from './sold.ts'

export interface BehindRow {
  id: string
  kind: 'deal' | 'company' | 'spend'
  label: string | null
  detail: string | null
  day: string | null
  amountMinor: number | null
}

export interface Behind {
  rows: BehindRow[]
  total: { n: number; amountMinor: number }
}

interface Question extends Asked {
  figure: 'leads' | 'won' | 'stage' | 'sales' | 'clients'
  /** True: of rows without a source. */
  noSource: boolean
  period: Period
  /** The whole months of the period as instants: leads are counted by months. */
  from: Date
  to: Date
  /** The stage and those after it, for 'stage'. */
  stages: readonly string[]
  limit: number
}

/** The records behind a figure, the largest first. */
export async function sourcesBehind(tx: Tx, question: Question): Promise<Behind> {
  const counting = await countingOf(tx, question.period)
  const { rows } = await sql<BehindRow & { n: number; sum: number }>`
    -- Which records are behind this figure of a source?
    with behind as (${selectOf(question, counting)})
    select b.*, count(*) over ()::int as n, coalesce(sum(b."amountMinor") over (), 0)::bigint as sum
    from behind b order by b."amountMinor" desc nulls last, b.id limit ${question.limit}::int`.execute(tx)
  const [first] = rows
  return {
    rows: rows.map(({ n: _n, sum: _sum, ...row }) => row),
    total: { n: first?.n ?? 0, amountMinor: first?.sum ?? 0 },
  }
}

function selectOf({ figure, period, from, to, stages, ...asked }: Question, counting: Counting): RawBuilder<unknown> {
  const { start, end } = period
  switch (figure) {
    case 'clients':
      return sql`
      select r.client_id::text as id, case when c.id is null then 'deal' else 'company' end as kind, coalesce(c.name, d.title) as label,
        c.region as detail, r.first_day as day,
        (select sum(m.money)::bigint from facts.buyers m where m.workspace_id = r.workspace_id and m.client_id = r.client_id) as "amountMinor"
      from facts.buyers r
      left join facts.companies c on c.workspace_id = r.workspace_id and c.id = r.client_id
      left join facts.deals d on d.workspace_id = r.workspace_id and d.id = r.client_id
      where r.workspace_id = (select app_workspace()) and r.is_first and r.first_day >= ${start}::date and r.first_day < ${end}::date ${of(asked, 'r', { nil: true })}`
    case 'sales':
      return sql`
      select r.deal_id::text as id, 'deal' as kind, d.title as label, string_agg(distinct p.full_name, ', ') as detail, max(r.day)::date as day,
        sum(r.base_minor)::bigint as "amountMinor"
      from ${countedBookings(counting)} r
      left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = r.deal_id
      left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = r.owner_id
      where true ${of(asked, 'r')}
      group by r.deal_id, d.title`
    case 'leads':
    case 'won':
    case 'stage':
      return sql`
      select r.deal_id::text as id, 'deal' as kind, d.title as label, p.full_name as detail, r.created_day as day, r.base_minor as "amountMinor"
      from facts.deal_reach r
      left join facts.deals d on d.workspace_id = r.workspace_id and d.id = r.deal_id
      left join facts.people p on p.workspace_id = r.workspace_id and p.id = r.owner_id
      where r.workspace_id = (select app_workspace()) and r.outcome <> 'moved' and r.created_at >= ${from} and r.created_at < ${to}
        and r.pipeline_id = any (array(select id from facts.pipelines where workspace_id = (select app_workspace()))) ${of(asked, 'r')}
        ${figure === 'won' ? sql`and r.outcome = 'won'` : sql``}
        ${figure === 'stage' ? sql`and r.full_history and r.furthest_stage_id = any (${[...stages]}::uuid[])` : sql``}`
  }
}

function of(
  { owners, sources, noSource }: Asked & { noSource: boolean },
  table: string,
  { nil = false } = {},
): RawBuilder<unknown> {
  const source = sql.ref(`${table}.source_id`)
  const ofNone = nil ? sql`${source} = nil_uuid()` : sql`${source} is null`
  return sql`
    ${owners === null ? sql`` : sql`and ${sql.ref(`${table}.owner_id`)} = any (${[...owners]}::uuid[])`}
    ${noSource ? sql`and ${ofNone}` : sources === null ? sql`` : sql`and ${source} = any (${[...sources]}::uuid[])`}`
}
