import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  closedDayCells,
  type Counting,
  countedArrivals,
  countedBookings,
  countedOnDays,
  countedOutcomes,
  countedTotals,
  ownedBy,
  parted,
  runsOutside,
  standingDays,
} from '#modules/funnel/api.ts'
import { totalsToRead } from '#modules/planfact/api.ts'
import { byDays, byOwner, byPipeline, dayRuns, instantsOf, type Slice, totalsKnow, totalsOf, within } from './slice.ts'

/** Facts about deals: the ledger of sales, deals made, deals closed, the cohort of the period, what is open now, all that there is. */
export type DealFacts = 'booked' | 'created' | 'closed' | 'cohort' | 'open' | 'all'

/**
 * The rows of these facts, all of one shape: kind, whose, where, when, how many, how much. From the totals where they know all that is asked,
 * else from the facts of single deals, of which the indexes hold what is needed. Sales, arrivals and outcomes of a closed month as it was closed.
 * `profiled`: properties of the client are needed of the ledger; `cellDays`: days of closed months that are read from their sums.
 */
export function dealRows(
  slice: Slice,
  counting: Counting,
  facts: ReadonlySet<DealFacts>,
  { profiled, cellDays }: { profiled: boolean; cellDays: readonly Day[] },
): RawBuilder<unknown> {
  const known = totalsKnow(slice)
  const parts: RawBuilder<unknown>[] = []
  const fromTotals: string[] = []
  if (facts.has('booked')) {
    if (known && !profiled) fromTotals.push('booked')
    else parts.push(booked(slice, counting))
  }
  if (facts.has('created')) {
    if (known) fromTotals.push('created', ...(byPipeline(slice) ? ['came'] : []))
    else parts.push(created(slice, counting))
  }
  if (facts.has('closed')) {
    if (known) fromTotals.push('closed_won', 'closed_lost')
    else parts.push(closed(slice, counting))
  }
  if (facts.has('cohort')) parts.push(...cohort(slice, known && !byDays(slice)))
  if (facts.has('open')) parts.push(known ? standing(slice, 'open') : open(slice))
  if (facts.has('all')) parts.push(standing(slice, 'all'))
  if (fromTotals.length > 0) parts.push(...totals(slice, counting, fromTotals, cellDays))
  return sql.join(parts, sql` union all `)
}

const NONE = sql`null::uuid`

/** Kind and outcome in one; a text is not made for each row. */
function kindOf(kind: string, outcomes: readonly string[]): RawBuilder<unknown> {
  const cases = outcomes.map((outcome) => sql`when ${sql.lit(outcome)} then ${sql.lit(`${kind}_${outcome}`)}`)
  return sql`case outcome ${sql.join(cases, sql` `)} else ${sql.lit(`${kind}_`)} || outcome end`
}

function booked(slice: Slice, counting: Counting): RawBuilder<unknown> {
  return sql`
      select 'booked' as kind, owner_id, pipeline_id, source_id, ${NONE} as stage_id, ${NONE} as loss_reason_id, profile, deal_id, day,
             base_minor as size_minor, n, base_minor as money
      from ${countedBookings(counting)} b where true ${within(slice)}`
}

function created(slice: Slice, counting: Counting): RawBuilder<unknown> {
  return sql`
      select 'created' as kind, first_owner_id as owner_id, pipeline_id, source_id, ${NONE} as stage_id, ${NONE} as loss_reason_id, profile, deal_id,
             day, base_minor as size_minor, n, base_minor as money
      from ${countedArrivals(counting, slice.zone, slice.pipelineIds, { came: byPipeline(slice) })} c where true ${within(slice, 'first_owner_id')}`
}

function closed(slice: Slice, counting: Counting): RawBuilder<unknown> {
  return sql`
      select ${kindOf('closed', ['won', 'lost'])} as kind, owner_id, pipeline_id, source_id, furthest_stage_id as stage_id, loss_reason_id, profile, deal_id,
             closed_day as day, base_minor as size_minor, n, base_minor as money
      from ${countedOutcomes(counting)} c where true ${within(slice)}`
}

/** Deals made in the period by what became of them; credit goes as in the funnel: to the owner at the end, or now. */
function cohort(slice: Slice, known: boolean): RawBuilder<unknown>[] {
  const { months, days } = known ? cohortTotals(slice) : { months: [], days: [{ ...slice.period, sign: 1 }] }
  const single = days.map(({ sign, ...period }) => {
    const { from, to } = instantsOf({ ...slice, period })
    return sql`
      select ${kindOf('cohort', ['open', 'won', 'lost', 'moved'])} as kind, owner_id, pipeline_id, source_id, furthest_stage_id as stage_id, ${NONE} as loss_reason_id, profile, deal_id,
             created_day as day, base_minor as size_minor, ${sign > 0 ? sql`1::bigint as n, base_minor as money` : sql`-1::bigint as n, -base_minor as money`}
      from facts.deal_reach
      where workspace_id = (select app_workspace()) and pipeline_id = any(${slice.pipelineIds}::uuid[]) and created_at >= ${from} and created_at < ${to}
        ${byPipeline(slice) ? sql`` : sql`and outcome <> 'moved'`} ${within(slice)}`
  })
  if (months.length === 0) return single
  const kinds = ['cohort_open', 'cohort_won', 'cohort_lost', ...(byPipeline(slice) ? ['cohort_moved'] : [])]
  return [...single, ofTotals(slice, 'month', kinds, sql`month = any(${months}::date[])`)]
}

/** Cohorts have totals of months alone: of most of a month the month less the deals of its other days, which are fewer. */
function cohortTotals(slice: Slice): { months: Day[]; days: (Period & { sign: 1 | -1 })[] } {
  // In a cut whoever has deals on the other days alone would stand with nothing.
  if (slice.dimensions.length > 0) {
    const { months, days } = totalsOf(slice)
    return { months, days: days.map((run) => ({ ...run, sign: 1 })) }
  }
  const { months, days } = totalsToRead(slice.period)
  const runs = ([1, -1] as const).flatMap((sign) =>
    dayRuns(days.filter((day) => day.sign === sign).map(({ from }) => from)).map((run) => ({ ...run, sign })),
  )
  return { months: months.map(({ from }) => from), days: runs }
}

function open(slice: Slice): RawBuilder<unknown> {
  return sql`
      select 'open' as kind, owner_id, pipeline_id, source_id, stage_id, ${NONE} as loss_reason_id, profile, deal_id, null::date as day,
             base_minor as size_minor, 1::bigint as n, base_minor as money
      from facts.deal_reach
      where workspace_id = (select app_workspace()) and outcome = 'open' ${within(slice)}`
}

/** What stands on which stage now: the open ones, or all with their outcome. */
function standing(slice: Slice, which: 'open' | 'all'): RawBuilder<unknown> {
  const kind = which === 'open' ? sql`'open'` : sql`case when s.meaning = 'won' then 'all_won' else 'all_else' end`
  return sql`
      select ${kind} as kind, t.owner_id, t.pipeline_id, t.source_id, t.stage_id, t.loss_reason_id, t.profile, t.deal_id, null::date as day,
             t.money as size_minor, t.n, t.money
      from (${ofTotals(slice, 'day', ['now'], sql`day = '1970-01-01'`)}) t
      left join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = t.stage_id
      where ${which === 'open' ? sql`coalesce(s.meaning, 'open') = 'open'` : sql`true`}`
}

/** Single days of closed months that need not be counted deal by deal: of the whole company, where neither pipelines nor stages are told apart. */
export async function cellDaysOf(tx: Tx, slice: Slice, counting: Counting): Promise<Day[]> {
  const { dimensions, ofPipelines } = slice
  if (counting.closed.length === 0 || !totalsKnow(slice) || byOwner(slice) || ofPipelines) return []
  if (dimensions.includes('pipeline') || dimensions.includes('stage')) return []
  return standingDays(tx, parted(counting, totalsOf(slice)).closedDays)
}

function totals(
  slice: Slice,
  counting: Counting,
  kinds: readonly string[],
  cellDays: readonly Day[],
): RawBuilder<unknown>[] {
  const { months, days, closedMonths, closedDays } = parted(counting, totalsOf(slice))
  const ofCompany = !byOwner(slice)
  const inPipelines = slice.ofPipelines ? sql`and pipeline_id = any(${slice.pipelineIds}::uuid[])` : sql``
  const kept = [
    ...countedTotals(counting, { kinds, months: closedMonths, ofCompany }),
    ...countedOnDays(runsOutside(closedDays, cellDays), kinds),
  ].map(
    (rows) => sql`
      select kind, nullif(owner_id, nil_uuid()) as owner_id, pipeline_id, ${NONE} as source_id, nullif(stage_id, nil_uuid()) as stage_id,
             ${NONE} as loss_reason_id, ${NONE} as profile, ${NONE} as deal_id, day, money as size_minor, n, money
      from (${rows}) k where true ${inPipelines} ${ownedBy(slice.owners)}`,
  )
  const live = [
    ...(months.length > 0 ? [ofTotals(slice, 'month', kinds, sql`month = any(${months}::date[])`)] : []),
    ...days.map(({ start, end }) => ofTotals(slice, 'day', kinds, sql`day >= ${start}::date and day < ${end}::date`)),
  ]
  const summed =
    cellDays.length === 0
      ? []
      : [
          sql`
      select kind, ${NONE} as owner_id, ${NONE} as pipeline_id, ${NONE} as source_id, ${NONE} as stage_id, ${NONE} as loss_reason_id, ${NONE} as profile,
             ${NONE} as deal_id, day, money as size_minor, n, money
      from ${closedDayCells(kinds, cellDays)} s`,
        ]
  return [...live, ...kept, ...summed]
}

/** Rows of the totals of months or days; of the company where nobody is singled out. */
export function ofTotals(
  slice: Slice,
  grain: 'month' | 'day',
  kinds: readonly string[],
  when: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const ofCompany = !byOwner(slice)
  const view = sql.raw(`facts.${ofCompany ? 'company_' : ''}${grain}_totals`)
  const owner = ofCompany ? NONE : sql`nullif(owner_id, nil_uuid())`
  const inPipelines = slice.ofPipelines ? sql`and pipeline_id = any(${slice.pipelineIds}::uuid[])` : sql``
  return sql`
      select kind, ${owner} as owner_id, pipeline_id, ${NONE} as source_id, nullif(stage_id, nil_uuid()) as stage_id, ${NONE} as loss_reason_id,
             ${NONE} as profile, ${NONE} as deal_id, ${sql.ref(grain)} as day, money as size_minor, n, money
      from ${view}
      where workspace_id = (select app_workspace()) and kind = any(${kinds}::text[]) and ${when} ${inPipelines} ${ownerCondition(slice)}`
}

function ownerCondition({ owners }: Slice): RawBuilder<unknown> {
  if (owners === null) return sql``
  return owners === 'nobody' ? sql`and owner_id = nil_uuid()` : sql`and owner_id = any(${owners}::uuid[])`
}
