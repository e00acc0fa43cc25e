import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { askWithKeptPlan } from '#core/db/kept-plan.ts'
import type { Happening } from '../calc/happened.ts'
import {
  type Counting,
  countedArrivals,
  countedOnDays,
  countedOutcomes,
  countedTotals,
  daysOf,
  parted,
} from './counting.ts'
import { type Cut, dayTotals, fromSources, inPipeline, monthTotals, ownedBy, spansOf, type Whose } from './slice.ts'

const KINDS = ['created', 'came', 'closed_won', 'closed_lost']

/**
 * Deals created in the pipeline or come to it (both as `created`), stages entered for the first time, deals won and lost within the period. Arrivals and outcomes of closed months as they were closed;
 * entries of stages as the log gives them now.
 */
export async function happenings(
  tx: Tx,
  { whose, zone }: { whose: Whose; zone: TimeZone },
  cut: Cut,
  counting: Counting,
): Promise<Happening[]> {
  const { pipelineId, owners, sources } = whose
  const { months, days, closedMonths, closedDays } = parted(counting, { months: cut.months, days: cut.spans })
  const kept =
    sources === null
      ? [
          ...countedTotals(counting, { kinds: KINDS, months: closedMonths, ofCompany: owners === null }),
          ...countedOnDays(closedDays, KINDS),
        ]
      : []
  const byDays = sql`
      union all
      select kind, stage_id, n, money
      from ${dayTotals(owners)}
      where workspace_id = (select app_workspace()) and kind = any(${KINDS}::text[])
        and day = any(${sources === null ? daysOf(days) : []}::date[]) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
      union all
      select 'reached', stage_id, 1, 0
      from ${spansOf(cut)} join facts.stage_stays on entered_at >= start and entered_at < finish
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and first and certain
        ${ownedBy(owners)} ${fromSources(sources)}`
  const asked = sql<Happening>`
    -- What happened in the period: who came, which stages were entered, what was won and lost?
    with happened as (
      select kind, stage_id, n, money
      from ${monthTotals(owners)}
      where workspace_id = (select app_workspace()) and kind = 'reached' and month = any(${cut.months}::date[])
        and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
      union all
      select kind, stage_id, n, money
      from ${monthTotals(owners)}
      where workspace_id = (select app_workspace()) and kind = any(${KINDS}::text[]) and month = any(${months}::date[])
        and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
      ${cut.spans.length > 0 ? byDays : sql``}
      ${sql.join(
        kept.map(
          (part) =>
            sql`union all select kind, stage_id, n, money from (${part}) k where true ${inPipeline(pipelineId)} ${ownedBy(owners)}`,
        ),
        sql` `,
      )}
      ${sources === null ? sql`` : createdAndClosed(whose, counting, zone)}
    )
    select case kind when 'came' then 'created' else kind end as kind, nullif(stage_id, nil_uuid()) as "stageId", sum(n)::bigint as n,
           sum(money)::bigint as "amountMinor"
    from happened group by 1, stage_id having sum(n) <> 0`
  // Totals are read in one way whatever is asked; deals are not.
  const isOfTotals = cut.spans.length === 0 && !counting.takesCorrections
  const { rows } = await (isOfTotals ? askWithKeptPlan(tx, asked) : asked.execute(tx))
  return rows
}

/** By source there are no totals: the same from the deals. A deal counts as created by whoever had it first. */
const createdAndClosed = ({ pipelineId, owners, sources }: Whose, counting: Counting, zone: TimeZone) => sql`
  union all
  select 'created', nil_uuid(), n, base_minor
  from ${countedArrivals(counting, zone, [pipelineId], { came: true })} c where true ${ownedBy(owners, 'first_owner_id')} ${fromSources(sources)}
  union all
  select 'closed_' || outcome, coalesce(furthest_stage_id, nil_uuid()), n, base_minor
  from ${countedOutcomes(counting)} c where true ${inPipeline(pipelineId)} ${ownedBy(owners)} ${fromSources(sources)}`
