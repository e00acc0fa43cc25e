import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { StageTime, StayBucket } from '../calc/time.ts'
import { type Cut, fromSources, monthTotals, ownedBy, spansOf, type Whose } from './slice.ts'

/** Bucket of a length in seconds, as #core/statistics/buckets counts them. */
const bucketOf = (seconds: ReturnType<typeof sql>) => sql`floor(ln(greatest(${seconds}, 60)) / ln(1.08))::int`
// extract() gives numeric, which costs many times what a float does, and its logarithm a hundred times.
const length = sql`date_part('epoch', left_at - entered_at)`

/** Stays on these stages that ended in the period, by stage and length. Stages and not the pipeline: they stand in the index of stays. */
export async function endedStays(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  stageIds: readonly string[],
  cut: Cut,
): Promise<StayBucket[]> {
  const { rows } = await sql<StayBucket>`
    -- How long were the stays that ended in the period?
    with ended as (
      select stage_id, bucket, n, money as seconds
      from ${monthTotals(owners)}
      where workspace_id = (select app_workspace()) and kind = 'stay'
        and month = any(${cut.months}::date[]) and stage_id = any(${stageIds}::uuid[]) ${ownedBy(owners)}
      union all
      select stage_id, ${bucketOf(length)}, 1, round(${length})
      from ${spansOf(cut)} join facts.stage_stays on left_at >= start and left_at < finish
      where workspace_id = (select app_workspace()) and certain and not skipped and stage_id = any(${stageIds}::uuid[])
        ${ownedBy(owners)} ${fromSources(sources)}
    )
    select stage_id as "stageId", bucket, sum(n)::bigint as n, sum(seconds)::bigint as seconds
    from ended group by stage_id, bucket having sum(n) <> 0`.execute(tx)
  return rows
}

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
    from facts.stage_stays
    where workspace_id = (select app_workspace()) and stage_id = any(${stageIds}::uuid[]) and left_at is null and certain
      ${ownedBy(whose.owners)} ${fromSources(whose.sources)}
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
    from facts.stage_stays
    where workspace_id = (select app_workspace()) and stage_id = any(${stageIds}::uuid[]) and left_at is null and certain
      ${ownedBy(whose.owners)} ${fromSources(whose.sources)}`.execute(tx)
  return rows
}
