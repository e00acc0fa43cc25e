import { type RawBuilder, sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { momentText } from '#core/db/moment-text.ts'
import { type Cut, fromSources, ownedBy, type Owners, spansOf, waysOfPeople } from '#modules/funnel/api.ts'
import { median } from '#core/statistics/quantile.ts'
import type { EdgeLength, Way } from '../calc/process-map.ts'

/** Whose deals, created when, in which pipeline. */
export interface WaysAsked {
  pipelineId: string
  owners: Owners
  sources: readonly string[] | null
  from: Date
  to: Date
  /** Whole months, which the totals of the company know, and the days left over. */
  cut: Cut
  zone: TimeZone
}

/** The ways of the question with all that is told of them. */
export interface WaysFound {
  /** Most frequent first. */
  ways: readonly Way[]
  /** How long deals stayed before each move, by bucket; null: moveLengths tells, in a transaction of its own. */
  lengths: readonly EdgeLength[] | null
  /** Of how many deals the way is not known. */
  withoutHistory: number
  /** Seconds from creation to the end in the middle of the deals of these variants; none where none has ended. */
  medians(variantIds: readonly string[]): Promise<Map<string, number | null>>
}

/** The ways that deals took: of people from their months, of the whole company from its totals, of sources deal by deal. */
export async function findWays(tx: Tx, asked: WaysAsked): Promise<WaysFound> {
  const { owners, sources } = asked
  if (owners === null || owners === 'nobody' || sources !== null) {
    const [found, without] = await Promise.all([variants(tx, asked), withoutHistory(tx, asked)])
    return { ways: found, lengths: null, withoutHistory: without, medians: (ids) => variantTimes(tx, asked, ids) }
  }
  const { ways, moves, withoutHistory: unknown } = await waysOfPeople(tx, owners, asked)
  const byVariant = Map.groupBy(ways, ({ variant }) => variant)
  const lengthsOf = (id: string) => (byVariant.get(id) ?? []).flatMap((way) => way.endedSeconds())
  return {
    ways,
    lengths: moves,
    withoutHistory: unknown,
    medians: async (ids) => new Map(ids.map((id) => [id, median(lengthsOf(id))])),
  }
}

/** The deals of the question; only those whose way is known. */
export function waysOf({ pipelineId, owners, sources, from, to }: WaysAsked): RawBuilder<unknown> {
  return sql`workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and created_at >= ${from} and created_at < ${to}
    ${ownedBy(owners)} ${fromSources(sources)}`
}

/** Whether the totals of the company answer: nobody and no source is singled out. */
const isOfCompany = ({ owners, sources }: WaysAsked): boolean => owners === null && sources === null

const ofMonths = ({ pipelineId, cut }: WaysAsked) =>
  sql`workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and month = any(${cut.months}::date[])`

/** Deals of the days that make no whole month. */
const ofSpans = ({ pipelineId, cut }: WaysAsked) =>
  sql`${spansOf(cut)} join facts.deal_paths on created_at >= start and created_at < finish
    where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid`

/** The ways that deals took with their ends, most frequent first. */
async function variants(tx: Tx, asked: WaysAsked): Promise<Way[]> {
  const single = sql`select variant, stages, outcome, stages[cardinality(stages)] as last_stage_id, 1::bigint as n, base_minor as money`
  const found = isOfCompany(asked)
    ? sql`select variant, stages, outcome, last_stage_id, n, money from facts.company_ways where ${ofMonths(asked)} and known
        union all ${single} from ${ofSpans(asked)} and full_history`
    : sql`${single} from facts.deal_paths where ${waysOf(asked)} and full_history`
  const { rows } = await sql<Omit<Way, 'stages'> & { stages: string | null }>`
    -- Which ways did the deals created in the period take?
    select variant, array_to_string(any_value(stages), ',') as stages, outcome, sum(n)::bigint as n, sum(money)::bigint as "amountMinor"
    from (${found}) ways group by variant, outcome, last_stage_id having sum(n) <> 0 order by sum(n) desc, variant`.execute(
    tx,
  )
  // Thousands of lists are taken apart here in a tenth of the time that the driver takes.
  return rows.map((row) => ({ ...row, stages: row.stages ? row.stages.split(',') : [] }))
}

async function withoutHistory(tx: Tx, asked: WaysAsked): Promise<number> {
  const found = isOfCompany(asked)
    ? sql`select n from facts.company_ways where ${ofMonths(asked)} and not known
        union all select 1::bigint from ${ofSpans(asked)} and not full_history`
    : sql`select 1::bigint as n from facts.deal_paths where ${waysOf(asked)} and not full_history`
  const { rows } = await sql<{ n: number }>`
    -- Of how many deals of the period is the way not known?
    select coalesce(sum(n), 0)::bigint as n from (${found}) unknown`.execute(tx)
  return rows[0]?.n ?? 0
}

/** How long deals stayed before each move, by bucket. The move out of the pipeline counts as one. */
export async function moveLengths(tx: Tx, asked: WaysAsked): Promise<EdgeLength[]> {
  const columns = sql`select m.from_stage_id, m.to_stage_id, m.bucket`
  const moves = sql`cross join lateral path_moves(stages, seconds, outcome) m`
  const found = isOfCompany(asked)
    ? sql`select from_stage_id, to_stage_id, bucket, n from facts.company_way_moves where ${ofMonths(asked)}
        union all ${columns}, 1::bigint from (select stages, seconds, outcome from ${ofSpans(asked)} and full_history) p ${moves}`
    : sql`${columns}, 1::bigint as n from (select stages, seconds, outcome from facts.deal_paths where ${waysOf(asked)} and full_history) p ${moves}`
  const { rows } = await sql<EdgeLength>`
    -- How long were deals where they were before each move?
    select from_stage_id::text as "from", case to_stage_id when 'ffffffff-ffff-ffff-ffff-ffffffffffff' then 'moved' else to_stage_id::text end as "to",
           bucket, sum(n)::bigint as count
    from (${found}) moves group by from_stage_id, to_stage_id, bucket having sum(n) <> 0`.execute(tx)
  return rows
}

/** From creation to the end of the deals of these variants. */
async function variantTimes(tx: Tx, asked: WaysAsked, ids: readonly string[]): Promise<Map<string, number | null>> {
  const { rows } = await (
    isOfCompany(asked)
      ? mediansOfCompany(asked, ids)
      : sql<VariantTime>`
    -- How long did the deals of these ways take from creation to their end?
    select variant, percentile_cont(0.5) within group (order by ended_s) as seconds
    from facts.deal_paths where ${waysOf(asked)} and full_history and variant = any(${[...ids]}::uuid[]) and ended_s is not null
    group by variant`
  ).execute(tx)
  return new Map(rows.map(({ variant, seconds }) => [variant, seconds]))
}

interface VariantTime {
  variant: string
  seconds: number | null
}

/** The same medians, exact: buckets tell where the middle lies, and only the deals of that bucket are put in order. */
const mediansOfCompany = (asked: WaysAsked, ids: readonly string[]) => sql<VariantTime>`
    -- How long did the deals of these ways of the company take from creation to their end?
    with counted as (
      select variant, bucket, sum(n) as n
      from (
        select variant, bucket, n from facts.company_way_lengths where ${ofMonths(asked)} and variant = any(${[...ids]}::uuid[])
        union all
        select variant, length_bucket(ended_s), 1 from ${ofSpans(asked)} and full_history and variant = any(${[...ids]}::uuid[]) and ended_s is not null
      ) lengths group by variant, bucket
    ), placed as (
      select variant, bucket, sum(n) over up - n as before, sum(n) over up as until, sum(n) over (partition by variant) as n
      from counted window up as (partition by variant order by bucket)
    ), middle as materialized (
      -- Which of the two places in the middle lie in this bucket, as places within it.
      select variant, bucket, greatest(floor((n + 1) / 2.0) - before, 1)::bigint as first, least(ceil((n + 1) / 2.0), until)::bigint - before as last
      from placed where until >= floor((n + 1) / 2.0) and before < ceil((n + 1) / 2.0)
    )
    select m.variant, percentile_cont(0.5) within group (order by p.ended_s) as seconds
    from middle m
    cross join lateral (
      -- A little more than the bucket is looked through, for its borders are no whole seconds.
      select ended_s from facts.deal_paths
      where ${waysOf(asked)} and full_history and variant = m.variant and ended_s is not null
        and ended_s >= case when m.bucket <= length_bucket(60) then -2147483648 else floor(power(1.08, m.bucket))::int - 1 end
        and ended_s <= ceil(power(1.08, m.bucket + 1))::int + 1 and length_bucket(ended_s) = m.bucket
      order by ended_s offset m.first - 1 limit m.last - m.first + 1) p
    group by m.variant`

export interface DealOfWay {
  dealId: string
  title: string | null
  ownerName: string | null
  stageName: string | null
  outcome: 'open' | 'won' | 'lost' | 'moved'
  amountMinor: number
  createdAt: Date
  seconds: number | null
  moment: string
}

export interface WayNarrowing {
  variant?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** The deals that took a way, or a move of it; newest first. */
export async function dealsOfWay(
  tx: Tx,
  asked: WaysAsked,
  narrowing: WayNarrowing,
  { after, limit }: { after: readonly [moment: string, dealId: string] | undefined; limit: number },
): Promise<DealOfWay[]> {
  const { rows } = await sql<DealOfWay>`
    -- Which deals went this way?
    with behind as (
      select deal_id, owner_id, outcome, base_minor, created_at, ended_s
      from facts.deal_paths
      where ${waysOf(asked)} and full_history ${wentBy(narrowing)}
        ${after ? sql`and (created_at, deal_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by created_at desc, deal_id desc limit ${limit}
    )
    select b.deal_id as "dealId", d.title, p.full_name as "ownerName", s.name as "stageName", b.outcome, b.base_minor as "amountMinor",
           b.created_at as "createdAt", b.ended_s as seconds,
           ${momentText(sql`b.created_at`)} as moment
    from behind b
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.deal_id
    left join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = d.stage_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = b.owner_id
    order by b.created_at desc, b.deal_id desc`.execute(tx)
  return rows
}

function wentBy({ variant, from, to }: WayNarrowing): RawBuilder<unknown> {
  const ofVariant = variant === undefined ? sql`` : sql`and variant = ${variant}::uuid`
  return sql`${ofVariant} ${byMove(from, to)}`
}

function byMove(from: string | undefined, to: string | undefined): RawBuilder<unknown> {
  const place = to ?? from
  if (place === undefined || place === 'start') return sql``
  if (from === undefined || to === undefined)
    return place === 'moved' ? sql`and outcome = 'moved'` : sql`and ${place}::uuid = any(stages)`
  if (from === 'start') return sql`and stages[1] = ${to}::uuid`
  if (to === 'moved') return sql`and outcome = 'moved' and stages[cardinality(stages)] = ${from}::uuid`
  return sql`and exists (select from generate_series(1, cardinality(stages) - 1) i where stages[i] = ${from}::uuid and stages[i + 1] = ${to}::uuid)`
}
