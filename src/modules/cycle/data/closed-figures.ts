import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface ClosedRow {
  personId: string | null
  personName: string | null
  planMinor: number | null
  factMinor: number
  correctionsMinor: number
  won: number
  created: number
}

/** The closed month by person, the largest first; the nil id stands for deals of nobody. */
export async function closedRows(tx: Tx, workspaceId: string, month: Month): Promise<ClosedRow[]> {
  const { rows } = await sql<ClosedRow>`
    -- How was this month closed, by person?
    with asked as (select ${`${month}-01`}::date as month),
    sold as (
      select t.owner_id, sum(t.money)::bigint as fact, coalesce(sum(t.money) filter (where t.of_month < t.month), 0)::bigint as corrections, sum(t.n)::int as won
      from cycle_closed_totals t, asked where t.workspace_id = ${workspaceId}::uuid and t.month = asked.month group by t.owner_id
    ), other as (
      select f.subject_id as owner_id, sum(f.amount_minor) filter (where f.metric = 'plan')::bigint as plan,
             coalesce(sum(f.n) filter (where f.metric = 'created'), 0)::int as created
      from facts.closed_figures f, asked where f.workspace_id = ${workspaceId}::uuid and f.month = asked.month and f.level = 'person' group by f.subject_id
    )
    select p.id as "personId", p.full_name as "personName", o.plan as "planMinor", coalesce(s.fact, 0)::bigint as "factMinor",
           coalesce(s.corrections, 0)::bigint as "correctionsMinor", coalesce(s.won, 0) as won, coalesce(o.created, 0) as created
    from sold s full join other o using (owner_id)
    left join facts.people p on p.workspace_id = ${workspaceId}::uuid and p.id = owner_id
    where s.fact is not null or o.plan is not null or o.created > 0
    order by coalesce(s.fact, 0) desc, p.full_name`.execute(tx)
  return rows
}

export interface CorrectionRow {
  dealId: string
  title: string | null
  ownerName: string | null
  day: string
  amountMinor: number
}

/** Late bookings that this month takes over, the largest first. */
export async function correctionsOf(
  tx: Tx,
  workspaceId: string,
  month: Month,
  limit: number,
): Promise<CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`
    -- What was learnt of closed months after they were closed?
    select l.deal_id as "dealId", d.title, p.full_name as "ownerName", l.of_day as day, l.base_minor as "amountMinor"
    from facts.booked_ledger l
    left join facts.deals d on d.workspace_id = l.workspace_id and d.id = l.deal_id
    left join facts.people p on p.workspace_id = l.workspace_id and p.id = l.owner_id
    where l.workspace_id = ${workspaceId}::uuid and l.day = ${`${month}-01`}::date and l.kind = 'late'
    order by abs(l.base_minor) desc, l.deal_id, l.seq limit ${limit}`.execute(tx)
  return rows
}
