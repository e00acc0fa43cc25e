import { type RawBuilder, sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { askWithOwnPlan } from '#core/db/kept-plan.ts'
import { momentText } from '#core/db/moment-text.ts'
import type { Figure } from '../contract.ts'
import { type Counting, countedArrivals, countedOutcomes, countingOf } from './counting.ts'
import { openStays } from './open-stays.ts'
import { fromSources, inPipeline, ownedBy, type Whose } from './slice.ts'

export interface DealBehind {
  dealId: string
  title: string | null
  ownerId: string | null
  ownerName: string | null
  stageName: string | null
  amountMinor: number | null
  at: Date
  seconds: number | null
  /** The sort key: the moment to the microsecond, and which stay of the deal. */
  moment: string
  seq: number
}

export interface BehindQuestion extends Omit<Whose, 'pipelineId'> {
  /** Null: all pipelines. */
  pipelineId: string | null
  figure: Figure
  period: Period
  zone: TimeZone
  from: Date
  to: Date
  now: Date
  /** The stage, and it with all open stages after it. */
  stageId: string | null
  andFurther: readonly string[]
  after: readonly [moment: string, dealId: string, seq: number] | undefined
  limit: number
}

/** The deals behind a figure of the funnel, newest first (stays that go on: longest first). */
export async function dealsBehind(tx: Tx, question: BehindQuestion): Promise<DealBehind[]> {
  const { select, at, goesOn = false } = source(question, await countedIn(tx, question))
  const direction = goesOn ? sql`asc` : sql`desc`
  const owner = goesOn ? sql`d.owner_id` : sql`b.owner_id`
  const { after, limit } = question
  const query = sql<DealBehind>`
    -- Which deals are behind this figure?
    with behind as (
      select deal_id, seq, ${at} as at, seconds, owner_id, amount from (${select}) as rows
      where ${after ? sql`(${at}, deal_id, seq) ${goesOn ? sql`>` : sql`<`} (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]}::int)` : sql`true`}
      order by ${at} ${direction}, deal_id ${direction}, seq ${direction} limit ${limit}
    )
    select b.deal_id as "dealId", d.title, ${owner} as "ownerId", p.full_name as "ownerName", s.name as "stageName",
           coalesce(b.amount, d.base_minor) as "amountMinor", b.at, b.seconds::float8 as seconds,
           ${momentText(sql`b.at`)} as moment, b.seq
    from behind b
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.deal_id
    left join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = d.stage_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = ${owner}
    order by b.at ${direction}, b.deal_id ${direction}, b.seq ${direction}`
  // Of few people or a rare stage other indexes are quickest than of everybody.
  const { rows } = await askWithOwnPlan(tx, query)
  return rows
}

interface Source {
  select: RawBuilder<unknown>
  at: RawBuilder<unknown>
  /** What goes on is of whoever has the deal now, and stands longest first. */
  goesOn?: boolean
}

/** What each figure counts, as rows `deal_id, seq, …`; the same conditions as in the figure's own query. */
function source(question: BehindQuestion, counted: Counted | null): Source {
  const { figure, from, to, stageId, andFurther } = question
  const once = question.pipelineId === null ? sql`and outcome <> 'moved'` : sql``
  const created = sql`created_at >= ${from} and created_at < ${to} ${once}`
  const furthest = sql`full_history and furthest_stage_id = ${stageId}::uuid`
  const inCohort = (condition: RawBuilder<unknown>) =>
    reach(question, sql`created_at`, sql`${created} and ${condition}`)
  switch (figure) {
    case 'now_all':
      return reach(question, sql`created_at`, sql`outcome <> 'moved'`)
    case 'now_open':
      return reach(question, sql`created_at`, sql`outcome = 'open'`)
    case 'now_won':
      return reach(question, sql`closed_at`, sql`outcome = 'won'`)
    case 'now_lost':
      return reach(question, sql`closed_at`, sql`outcome = 'lost'`)
    case 'now_here_stage':
      return reach(question, sql`created_at`, sql`outcome = 'open' and stage_id = ${stageId}::uuid`)
    case 'now_reached_stage':
      return reach(
        question,
        sql`created_at`,
        sql`(outcome = 'won' or outcome = 'open' and stage_id = any(${andFurther}::uuid[]))`,
      )
    case 'period_created':
      return ofPeriod(question, counted?.arrivals, sql`created_at`, sql`true`, 'first_owner_id')
    case 'period_won':
      return ofPeriod(question, counted?.outcomes, sql`closed_at`, sql`outcome = 'won'`)
    case 'period_lost':
      return ofPeriod(question, counted?.outcomes, sql`closed_at`, sql`outcome = 'lost'`)
    case 'period_lost_stage':
      return ofPeriod(
        question,
        counted?.outcomes,
        sql`closed_at`,
        sql`outcome = 'lost' and furthest_stage_id = ${stageId}::uuid`,
      )
    case 'period_entered_stage':
      // By the pipeline, which stands in the index of entries; a stage is of one pipeline in any case.
      return stays(
        question,
        sql`entered_at`,
        sql`entered_at >= ${from} and entered_at < ${to} and first and certain ${inPipeline(question.pipelineId)}`,
      )
    case 'cohort_created':
      return inCohort(sql`true`)
    case 'cohort_open':
      return inCohort(sql`outcome = 'open'`)
    case 'cohort_won':
      return inCohort(sql`outcome = 'won'`)
    case 'cohort_lost':
      return inCohort(sql`outcome = 'lost'`)
    case 'cohort_moved':
      return inCohort(sql`outcome = 'moved'`)
    case 'cohort_without_history':
      return inCohort(sql`not full_history`)
    case 'cohort_reached_stage':
      return inCohort(sql`full_history and (outcome = 'won' or furthest_stage_id = any(${andFurther}::uuid[]))`)
    case 'cohort_open_stage':
      return inCohort(sql`outcome = 'open' and ${furthest}`)
    case 'cohort_lost_stage':
      return inCohort(sql`outcome = 'lost' and ${furthest}`)
    case 'stays_stage':
      return stays(question, sql`left_at`, sql`left_at >= ${from} and left_at < ${to} and certain and not skipped`)
    case 'ongoing_stage':
      return goingOn(question)
  }
}

interface Counted {
  arrivals: RawBuilder<unknown>
  outcomes: RawBuilder<unknown>
}

/** What came and ended in the period as it counts; nothing for the other figures. */
async function countedIn(
  tx: Tx,
  { figure, period, pipelineId, zone, sources }: BehindQuestion,
): Promise<Counted | null> {
  if (!figure.startsWith('period_') || figure === 'period_entered_stage') return null
  const counting: Counting = await countingOf(tx, period)
  const { rows } = await sql<{ id: string }>`
    select id from facts.pipelines where workspace_id = (select app_workspace()) ${pipelineId === null ? sql`` : sql`and id = ${pipelineId}::uuid`}`.execute(
    tx,
  )
  return {
    arrivals: countedArrivals(
      counting,
      zone,
      rows.map(({ id }) => id),
      // The figure of a source is counted from the deals in sight, all others from totals.
      { came: pipelineId !== null, handedOver: sources === null },
    ),
    outcomes: countedOutcomes(counting),
  }
}

function reach(
  { pipelineId, owners, sources }: Pick<BehindQuestion, 'pipelineId' | 'owners' | 'sources'>,
  at: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
  ownerColumn = 'owner_id',
): Source {
  const select = sql`
    select deal_id, 0 as seq, created_at, closed_at, null as seconds, owner_id, base_minor as amount
    from facts.deal_reach
    where workspace_id = (select app_workspace()) and ${condition} ${inPipeline(pipelineId)}
      ${ownedBy(owners, ownerColumn)} ${fromSources(sources)}`
  return { select, at }
}

/** Of closed months what they were closed with; what is no longer so of one stands with its amount taken away. */
function ofPeriod(
  { pipelineId, owners, sources }: BehindQuestion,
  rows: RawBuilder<unknown> | undefined,
  at: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
  ownerColumn = 'owner_id',
): Source {
  const isArrival = ownerColumn === 'first_owner_id'
  const select = sql`
    select deal_id, case when n < 0 then 1 else 0 end as seq, ${isArrival ? sql`at as created_at, null::timestamptz as closed_at` : sql`created_at, closed_at`},
           null as seconds, ${sql.ref(ownerColumn)} as owner_id, base_minor as amount
    from ${rows ?? sql`facts.deal_reach`} r
    where ${condition} ${inPipeline(pipelineId)} ${ownedBy(owners, ownerColumn)} ${fromSources(sources)}`
  return { select, at }
}

function stays(
  { owners, sources, stageId, now }: BehindQuestion,
  at: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
): Source {
  const select = sql`
    select deal_id, seq, entered_at, left_at, extract(epoch from coalesce(left_at, ${now}::timestamptz) - entered_at) as seconds, owner_id, null::bigint as amount
    from facts.stage_stays
    where workspace_id = (select app_workspace()) and stage_id = ${stageId}::uuid and ${condition}
      ${ownedBy(owners)} ${fromSources(sources)}`
  return { select, at }
}

function goingOn(question: BehindQuestion): Source {
  const { pipelineId, stageId, now } = question
  const select = sql`
    select deal_id, seq, entered_at, extract(epoch from ${now}::timestamptz - entered_at) as seconds, null::uuid as owner_id, null::bigint as amount
    from ${openStays(question, stageId === null ? [] : [stageId])} s where entered_at <= ${now} ${inPipeline(pipelineId)}`
  return { select, at: sql`entered_at`, goesOn: true }
}
