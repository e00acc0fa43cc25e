import { type RawBuilder, sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  type Counting,
  countedArrivals,
  countedBookings,
  countedOnDays,
  countedOutcomes,
  countedTotals,
  countingOf,
  type Cut,
  cutPeriod,
  fromSources,
  inPipeline,
  ownedBy,
  type Owners,
  parted,
} from '#modules/funnel/api.ts'
import type { Counted } from '../calc/lines.ts'

export interface Asked {
  owners: Owners
  pipelineId: string | null
  sources: readonly string[] | null
}

/** What each owner did in the period, and what he has open now. Closed months as they were closed, corrections of them in the open one. */
export async function countedByOwner(tx: Tx, asked: Asked, period: Period, zone: TimeZone): Promise<Counted[]> {
  const counting = await countingOf(tx, period)
  const counted =
    asked.sources === null
      ? fromTotals(asked, counting, cutPeriod(period, zone, false))
      : await fromDeals(tx, asked, counting, zone)
  const { rows } = await sql<Counted>`
    -- What did each seller do in the period, and what does he have open now?
    with counted as (${counted})
    select case kind when 'came' then 'created' else kind end as kind, coalesce(owner_id, nil_uuid()) as "ownerId", sum(n)::int as n,
           sum(money)::bigint as "amountMinor"
    from counted group by 1, 2`.execute(tx)
  return rows
}

const KINDS = ['created', 'booked', 'closed_won', 'closed_lost']

function fromTotals({ owners, pipelineId }: Asked, counting: Counting, cut: Cut): RawBuilder<unknown> {
  const whose = sql`${ownedBy(owners)} ${inPipeline(pipelineId)}`
  // A pipeline by itself counts what has come to it from others too.
  const kinds = pipelineId === null ? KINDS : [...KINDS, 'came']
  const { months, days, closedMonths, closedDays } = parted(counting, { months: cut.months, days: cut.spans })
  const kept = [
    ...countedTotals(counting, { kinds, months: closedMonths, ofCompany: false }),
    ...countedOnDays(closedDays, kinds),
  ]
  return sql`
      select kind, owner_id, n, money
      from facts.month_totals
      where workspace_id = (select app_workspace()) and kind = any(${kinds}::text[]) and month = any(${months}::date[]) ${whose}
      ${sql.join(
        days.map(
          ({ start, end }) => sql`
      union all
      select kind, owner_id, n, money
      from facts.day_totals
      where workspace_id = (select app_workspace()) and kind = any(${kinds}::text[]) and day >= ${start}::date and day < ${end}::date ${whose}`,
        ),
        sql` `,
      )}
      ${sql.join(
        kept.map((rows) => sql`union all select kind, owner_id, n, money from (${rows}) k where true ${whose}`),
        sql` `,
      )}
      union all
      select 'open', owner_id, n, money
      from facts.day_totals
      where workspace_id = (select app_workspace()) and kind = 'now' and day = '1970-01-01' ${whose}
        and stage_id not in (select id from facts.stages where workspace_id = (select app_workspace()) and meaning <> 'open')`
}

/** Totals do not know sources: the same from the deals. */
async function fromDeals(
  tx: Tx,
  { owners, pipelineId, sources }: Asked,
  counting: Counting,
  zone: TimeZone,
): Promise<RawBuilder<unknown>> {
  const ofSource = sql`${inPipeline(pipelineId)} ${fromSources(sources)}`
  const whose = sql`${ownedBy(owners)} ${ofSource}`
  const pipelines = pipelineId === null ? await allPipelines(tx) : [pipelineId]
  return sql`
      select 'created' as kind, first_owner_id as owner_id, n, base_minor as money
      from ${countedArrivals(counting, zone, pipelines, { came: pipelineId !== null })} c
      where true ${ownedBy(owners, 'first_owner_id')} ${ofSource}
      union all
      select 'closed_' || outcome, owner_id, n, base_minor from ${countedOutcomes(counting)} c where true ${whose}
      union all
      select 'booked', owner_id, n, base_minor from ${countedBookings(counting)} b where true ${whose}
      union all
      select 'open', owner_id, 1, base_minor
      from facts.deal_reach
      where workspace_id = (select app_workspace()) and outcome = 'open' ${whose}`
}

async function allPipelines(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from facts.pipelines where workspace_id = (select app_workspace())`.execute(tx)
  return rows.map(({ id }) => id)
}
