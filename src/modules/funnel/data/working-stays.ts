import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { WorkDay } from '../calc/work-days.ts'
import type { StayBucket } from '../calc/time.ts'
import { dayCells } from './kept-days.ts'
import { bucketOf } from './length-buckets.ts'
import { openStays } from './open-stays.ts'
import { type PersonSpan, spanRows } from './person-months.ts'
import { fromSources, ownedBy, type Whose } from './slice.ts'

/**
 * The days of the company with their working hours as one row of arrays: the day on which a moment lies is looked up by its number. A join of the stays
 * with the days is planned as a loop where the planner takes them for few.
 */
export function workDaysTable(days: readonly WorkDay[]): RawBuilder<unknown> {
  const { opens, lengthS, beforeS } = columnsOf(days)
  return sql`(select ${opens}::timestamptz[] as opens, ${lengthS}::float8[] as length_s, ${beforeS}::float8[] as before_s)`
}

/** Lists of days are few and long, and written out as text for each statement. */
const columns = new WeakMap<readonly WorkDay[], { opens: string; lengthS: string; beforeS: string }>()

function columnsOf(days: readonly WorkDay[]): { opens: string; lengthS: string; beforeS: string } {
  const known = columns.get(days)
  if (known) return known
  const made = {
    opens: `{${days.map(({ opens }) => opens.toISOString()).join(',')}}`,
    lengthS: `{${days.map(({ lengthS }) => lengthS).join(',')}}`,
    beforeS: `{${days.map(({ beforeS }) => beforeS).join(',')}}`,
  }
  columns.set(days, made)
  return made
}

/**
 * Working seconds from the first of the days until a moment, with workDaysTable at hand as `days`: as values of its own, for a joined row would be copied
 * for every stay. Until its day opens a moment belongs to the day before, whose hours are over.
 */
export const workedUntil = (moment: RawBuilder<unknown>) => workedBy(moment, placeOf(moment))

/** The number of the day on which a moment lies. To find it costs most of all: who needs it three times lets a row of its own carry it. */
const placeOf = (moment: RawBuilder<unknown>) => sql`greatest(width_bucket(${moment}, (select opens from days)), 1)`

const workedBy = (moment: RawBuilder<unknown>, place: RawBuilder<unknown>) => sql`(select before_s from days)[${place}]
    + least(greatest(date_part('epoch', ${moment} - (select opens from days)[${place}]), 0), (select length_s from days)[${place}])`

interface Asked {
  stageIds: readonly string[]
  days: readonly WorkDay[]
}

/** Stays that ended in the period, by stage and by how much working time they took. */
export async function endedInWorkingTime(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  { from, to, ...asked }: Asked & { from: Date; to: Date },
): Promise<StayBucket[]> {
  return inWorkingTime(
    tx,
    asked,
    sql`from facts.stage_stays s
      where s.workspace_id = (select app_workspace()) and s.left_at >= ${from} and s.left_at < ${to} and s.certain and not s.skipped
        and s.stage_id = any(${[...asked.stageIds]}::uuid[]) ${ownedBy(owners)} ${fromSources(sources)}`,
  )
}

/** Stays that ended in these spans, each of one person. */
export async function endedInSpans(tx: Tx, spans: readonly PersonSpan[], asked: Asked): Promise<StayBucket[]> {
  return inWorkingTime(
    tx,
    asked,
    sql`from ${spanRows(spans)} join facts.stage_stays s on s.owner_id = span.owner_id and s.left_at >= span.start and s.left_at < span.finish
      where s.workspace_id = (select app_workspace()) and s.certain and not s.skipped and s.stage_id = any(${[...asked.stageIds]}::uuid[])`,
  )
}

async function inWorkingTime(tx: Tx, { days }: Asked, stays: RawBuilder<unknown>): Promise<StayBucket[]> {
  const { rows } = await sql<StayBucket>`
    -- How much working time did the stays take that ended in the period?
    with days as materialized ${workDaysTable(days)},
    placed as (
      select s.stage_id, s.left_at, s.entered_at, ${placeOf(sql`s.left_at`)} as left_place, ${placeOf(sql`s.entered_at`)} as entered_place
      ${stays} offset 0
    ), ended as (
      select stage_id, ${workedBy(sql`left_at`, sql`left_place`)} - (${workedBy(sql`entered_at`, sql`entered_place`)}) as seconds
      from placed offset 0
    )
    select stage_id as "stageId", ${bucketOf(sql`seconds`)} as bucket, count(*) as n, sum(round(seconds))::bigint as seconds
    from ended group by 1, 2`.execute(tx)
  return rows
}

/** The same of days that are summed up, of the whole company. */
export async function workedOnDays(tx: Tx, stageIds: readonly string[], days: readonly Day[]): Promise<StayBucket[]> {
  const { rows } = await sql<StayBucket>`
    -- How much working time did the stays take that ended on these days?
    select a_id as "stageId", bucket::int as bucket, sum(n)::bigint as n, sum(money)::bigint as seconds
    from ${dayCells('worked', days)} c where a_id = any(${[...stageIds]}::uuid[]) group by a_id, bucket`.execute(tx)
  return rows
}

/** Stays that go on now, by stage and by how much working time they have taken so far. */
export async function ongoingInWorkingTime(
  tx: Tx,
  whose: Omit<Whose, 'pipelineId'>,
  { stageIds, days, now }: Asked & { now: Date },
): Promise<StayBucket[]> {
  const { rows } = await sql<StayBucket>`
    -- How much working time have the deals spent on the stage where they stand?
    with days as materialized ${workDaysTable(days)},
    worked as materialized (select ${workedUntil(sql`${now}::timestamptz`)} as until_now),
    placed as (
      select s.stage_id, s.entered_at, ${placeOf(sql`s.entered_at`)} as place
      from ${openStays(whose, stageIds)} s offset 0
    ), standing as (
      select stage_id, (select until_now from worked) - (${workedBy(sql`entered_at`, sql`place`)}) as seconds from placed offset 0
    )
    select stage_id as "stageId", ${bucketOf(sql`seconds`)} as bucket, count(*) as n, sum(round(seconds))::bigint as seconds
    from standing group by 1, 2`.execute(tx)
  return rows
}

/** A day before which no stay of known length began; null where there are none. */
export async function earliestEntry(tx: Tx, zone: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    -- From which day on must the working days be known? A year is room for first visits at moments that nobody knows.
    select ((min(first.entered_at) at time zone ${zone})::date - 366)::text as day
    from facts.pipelines p
    cross join lateral (
      select s.entered_at from facts.stage_stays s
      where s.workspace_id = (select app_workspace()) and s.pipeline_id = p.id and s.first and s.certain order by s.entered_at limit 1
    ) first
    where p.workspace_id = (select app_workspace())`.execute(tx)
  return rows[0]?.day ?? null
}
