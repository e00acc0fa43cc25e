import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type Cut, fromSources, inPipeline, ownedBy, type Owners, spansOf } from '#modules/funnel/api.ts'
import type { Counted } from '../calc/lines.ts'

export interface Asked {
  owners: Owners
  pipelineId: string | null
  sources: readonly string[] | null
}

/** What each owner did in the period, and what he has open now. */
export async function countedByOwner(tx: Tx, asked: Asked, cut: Cut): Promise<Counted[]> {
  const counted = asked.sources === null ? fromTotals(asked, cut) : fromDeals(asked, cut)
  const { rows } = await sql<Counted>`
    -- What did each seller do in the period, and what does he have open now?
    with counted as (${counted})
    select kind, coalesce(owner_id, nil_uuid()) as "ownerId", sum(n)::int as n, sum(money)::bigint as "amountMinor"
    from counted group by kind, coalesce(owner_id, nil_uuid())`.execute(tx)
  return rows
}

function fromTotals({ owners, pipelineId }: Asked, cut: Cut): RawBuilder<unknown> {
  const whose = sql`${ownedBy(owners)} ${inPipeline(pipelineId)}`
  // Sales as plan/fact counts them: closed months as they were closed, corrections in the open one. Corrections know no pipelines.
  const isWhole = pipelineId === null
  const counted = isWhole
    ? ['created', 'closed_won', 'closed_lost']
    : ['created', 'booked', 'closed_won', 'closed_lost']
  return sql`
      ${isWhole ? sales(owners, cut) : sql``}
      select kind, owner_id, n, money
      from facts.month_totals
      where workspace_id = (select app_workspace()) and kind = any(${counted}::text[]) and month = any(${cut.months}::date[]) ${whose}
      union all
      select kind, owner_id, n, money
      from facts.day_totals
      where workspace_id = (select app_workspace()) and kind = any(${counted}::text[]) and day = any(${cut.days}::date[]) ${whose}
      union all
      select 'open', owner_id, n, money
      from facts.day_totals
      where workspace_id = (select app_workspace()) and kind = 'now' and day = '1970-01-01' ${whose}
        and stage_id not in (select id from facts.stages where workspace_id = (select app_workspace()) and meaning <> 'open')`
}

function sales(owners: Owners, cut: Cut): RawBuilder<unknown> {
  const ofMonths = sql`
      select kind, owner_id, n, money from facts.counted_months
      where workspace_id = (select app_workspace()) and kind = 'booked' and month = any(${cut.months}::date[]) ${ownedBy(owners)}`
  const ofDays = sql`
      select kind, owner_id, n, money from facts.counted_days
      where workspace_id = (select app_workspace()) and kind = 'booked' and day = any(${cut.days}::date[]) ${ownedBy(owners)}`
  return sql`${cut.months.length > 0 ? sql`${ofMonths} union all` : sql``} ${cut.days.length > 0 ? sql`${ofDays} union all` : sql``}`
}

/** Totals do not know sources: the same from the deals. */
function fromDeals({ owners, pipelineId, sources }: Asked, cut: Cut): RawBuilder<unknown> {
  const ofSource = sql`${inPipeline(pipelineId)} ${fromSources(sources)}`
  const whose = sql`${ownedBy(owners)} ${ofSource}`
  return sql`
      select 'created' as kind, first_owner_id as owner_id, 1 as n, base_minor as money
      from ${spansOf(cut)} join facts.deal_reach on created_at >= start and created_at < finish
      where workspace_id = (select app_workspace()) ${ownedBy(owners, 'first_owner_id')} ${ofSource}
      union all
      select 'closed_' || outcome, owner_id, 1, base_minor
      from ${spansOf(cut)} join facts.deal_reach on closed_day >= first_day and closed_day < end_day
      where workspace_id = (select app_workspace()) ${whose}
      union all
      select 'booked', owner_id, n, base_minor
      from ${spansOf(cut)} join facts.bookings on day >= first_day and day < end_day
      where workspace_id = (select app_workspace()) ${whose}
      union all
      select 'open', owner_id, 1, base_minor
      from facts.deal_reach
      where workspace_id = (select app_workspace()) and outcome = 'open' ${whose}`
}
