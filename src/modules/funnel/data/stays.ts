import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { StageTime, StayBucket } from '../calc/time.ts'
import { bucketOf } from './length-buckets.ts'
import { openStays } from './open-stays.ts'
import { keptStays, type PersonMonth } from './person-months.ts'
import { type Cut, fromSources, monthTotals, ownedBy, spansOf, type Whose } from './slice.ts'

// extract() gives numeric, which costs many times what a float does, and its logarithm a hundred times.
const length = sql`date_part('epoch', left_at - entered_at)`
/**
 * A moment in whole milliseconds, as code has it; microseconds are cut off. A part of one is added that is more than a float misses and less than a
 * microsecond. date_trunc() would say the same at five times the price.
 */
const wholeMs = (moment: string) => sql`floor(date_part('epoch', ${sql.ref(moment)}) * 1000 + 0.0005)`
/** Whole seconds as the totals have them: of milliseconds, half a second up. */
export const wholeLength = sql`floor((${wholeMs('left_at')} - ${wholeMs('entered_at')}) / 1000 + 0.5)`

/** Stays on these stages that ended in the period, by stage and length. Stages and not the pipeline: they stand in the index of stays. */
export async function endedStays(
  tx: Tx,
  whose: Omit<Whose, 'pipelineId'>,
  stageIds: readonly string[],
  cut: Cut,
): Promise<StayBucket[]> {
  const { owners, sources } = whose
  if (owners === null || owners === 'nobody' || sources !== null)
    return countedStays(tx, whose, stageIds, { cut, inMonths: everyMonth(whose, stageIds, cut) })
  const { buckets, others } = await keptStays(
    tx,
    { owners, months: cut.months },
    { stageIds, clock: 'lasted', basis: null },
  )
  if (others.length === 0 && cut.spans.length === 0) return buckets
  return [...buckets, ...(await countedStays(tx, whose, stageIds, { cut, inMonths: theseMonths(stageIds, others) }))]
}

/** From the totals of months, and stay by stay of the days left over. */
async function countedStays(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  stageIds: readonly string[],
  { cut, inMonths }: { cut: Cut; inMonths: RawBuilder<unknown> },
): Promise<StayBucket[]> {
  const { rows } = await sql<StayBucket>`
    -- How long were the stays that ended in the period?
    with ended as (
      ${inMonths}
      union all
      select stage_id, ${bucketOf(sql`seconds`)}, 1, seconds
      from (
        select stage_id, ${wholeLength} as seconds
        from ${spansOf(cut)} join facts.stage_stays on left_at >= start and left_at < finish
        where workspace_id = (select app_workspace()) and certain and not skipped and stage_id = any(${stageIds}::uuid[])
          ${ownedBy(owners)} ${fromSources(sources)} offset 0
      ) lengths
    )
    select stage_id as "stageId", bucket, sum(n)::bigint as n, sum(seconds)::bigint as seconds
    from ended group by stage_id, bucket having sum(n) <> 0`.execute(tx)
  return rows
}

const everyMonth = ({ owners }: Omit<Whose, 'pipelineId'>, stageIds: readonly string[], { months }: Cut) => sql`
      select stage_id, bucket, n, money as seconds
      from ${monthTotals(owners)}
      where workspace_id = (select app_workspace()) and kind = 'stay'
        and month = any(${months}::date[]) and stage_id = any(${stageIds}::uuid[]) ${ownedBy(owners)}`

const theseMonths = (stageIds: readonly string[], months: readonly PersonMonth[]) => sql`
      select t.stage_id, t.bucket, t.n, t.money as seconds
      from unnest(${months.map(({ ownerId }) => ownerId)}::uuid[], ${months.map(({ month }) => month)}::date[]) as own (owner_id, month)
      join facts.month_totals t on t.owner_id = own.owner_id and t.month = own.month
      where t.workspace_id = (select app_workspace()) and t.kind = 'stay' and t.stage_id = any(${stageIds}::uuid[])`

/** The same as exact figures; asked only where stays are few. */
export async function exactTimes(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  stageIds: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<Omit<StageTime, 'small'>[]> {
  const { rows } = await sql<Omit<StageTime, 'small'>>`
    -- Exactly how long were the stays that ended in the period?
    with ended as (
      select stage_id, ${length} as seconds
      from facts.stage_stays
      where workspace_id = (select app_workspace()) and left_at >= ${from} and left_at < ${to} and certain and not skipped
        and stage_id = any(${stageIds}::uuid[]) ${ownedBy(owners)} ${fromSources(sources)}
    )
    select stage_id as "stageId", count(*) as n, avg(seconds) as "meanSeconds",
           percentile_cont(0.5) within group (order by seconds) as "medianSeconds",
           percentile_cont(0.9) within group (order by seconds) as "p90Seconds"
    from ended group by stage_id`.execute(tx)
  return rows
}

/** Stays that go on at this moment, by stage and by how long they last already. */
export async function ongoingStays(
  tx: Tx,
  whose: Whose,
  stageIds: readonly string[],
  now: Date,
): Promise<StayBucket[]> {
  const lasting = sql`date_part('epoch', ${now}::timestamptz - entered_at)`
  const { rows } = await sql<StayBucket>`
    -- Which deals stand on a stage now, and for how long?
    select stage_id as "stageId", ${bucketOf(lasting)} as bucket, count(*) as n, sum(round(${lasting}))::bigint as seconds
    from ${openStays(whose, stageIds)} s
    group by 1, 2`.execute(tx)
  return rows
}

/** Each stay that ended since then or still goes on, with its exact length; asked only where they are few. */
export async function singleStays(
  tx: Tx,
  whose: Whose,
  stageIds: readonly string[],
  { since, now }: { since: Date; now: Date },
): Promise<{ stageId: string; duration: number; ended: boolean }[]> {
  const { rows } = await sql<{ stageId: string; duration: number; ended: boolean }>`
    -- How long was each stay that ended lately, and how long is each that goes on?
    select stage_id as "stageId", date_part('epoch', left_at - entered_at) as duration, true as ended
    from facts.stage_stays
    where workspace_id = (select app_workspace()) and left_at >= ${since} and certain and not skipped and stage_id = any(${stageIds}::uuid[])
      ${ownedBy(whose.owners)} ${fromSources(whose.sources)}
    union all
    select stage_id, date_part('epoch', ${now}::timestamptz - entered_at), false
    from ${openStays(whose, stageIds)} s`.execute(tx)
  return rows
}
