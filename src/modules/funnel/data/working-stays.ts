import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { WorkDay } from '../calc/work-days.ts'
import type { StayBucket } from '../calc/time.ts'
import { fromSources, ownedBy, type Whose } from './slice.ts'

/** The days of the company with their working hours as rows, to be joined by the day on which a moment lies. */
export function workDaysTable(days: readonly WorkDay[]): RawBuilder<unknown> {
  const column = <Value>(of: (day: WorkDay) => Value) => days.map(of)
  return sql`unnest(${column(({ day }) => day)}::date[], ${column(({ opens }) => opens)}::timestamptz[],
    ${column(({ lengthS }) => lengthS)}::float8[], ${column(({ beforeS }) => beforeS)}::float8[]) as t (day, opens, length_s, before_s)`
}

/** Working seconds from the first of the days until a moment that lies on the joined day. */
export const workedUntil = (moment: RawBuilder<unknown>, day: string) =>
  sql`${sql.ref(day)}.before_s + least(greatest(extract(epoch from ${moment} - ${sql.ref(day)}.opens)::float8, 0), ${sql.ref(day)}.length_s)`

const bucketed = (seconds: RawBuilder<unknown>) => sql`floor(ln(greatest(${seconds}, 60)) / ln(1.08))::int`

interface Asked {
  stageIds: readonly string[]
  days: readonly WorkDay[]
  zone: string
  from: Date
  to: Date
}

/** Stays that ended in the period, by stage and by how much working time they took. */
export async function endedInWorkingTime(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  { stageIds, days, zone, from, to }: Asked,
): Promise<StayBucket[]> {
  const { rows } = await sql<StayBucket>`
    -- How much working time did the stays take that ended in the period?
    with days as materialized (select * from ${workDaysTable(days)}),
    ended as (
      select s.stage_id, ${workedUntil(sql`s.left_at`, 'l')} - (${workedUntil(sql`s.entered_at`, 'e')}) as seconds
      from facts.stage_stays s
      join days l on l.day = (s.left_at at time zone ${zone})::date
      join days e on e.day = (s.entered_at at time zone ${zone})::date
      where s.workspace_id = (select app_workspace()) and s.left_at >= ${from} and s.left_at < ${to} and s.certain and not s.skipped
        and s.stage_id = any(${[...stageIds]}::uuid[]) ${ownedBy(owners)} ${fromSources(sources)}
    )
    select stage_id as "stageId", ${bucketed(sql`seconds`)} as bucket, count(*) as n, sum(round(seconds))::bigint as seconds
    from ended group by 1, 2`.execute(tx)
  return rows
}

/** Stays that go on now, by stage and by how much working time they have taken so far. */
export async function ongoingInWorkingTime(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  { stageIds, days, zone, now }: Omit<Asked, 'from' | 'to'> & { now: Date },
): Promise<StayBucket[]> {
  const { rows } = await sql<StayBucket>`
    -- How much working time have the deals spent on the stage where they stand?
    with days as materialized (select * from ${workDaysTable(days)}),
    standing as (
      select s.stage_id, ${workedUntil(sql`${now}::timestamptz`, 'l')} - (${workedUntil(sql`s.entered_at`, 'e')}) as seconds
      from facts.stage_stays s
      join days l on l.day = (${now}::timestamptz at time zone ${zone})::date
      join days e on e.day = (s.entered_at at time zone ${zone})::date
      where s.workspace_id = (select app_workspace()) and s.stage_id = any(${[...stageIds]}::uuid[]) and s.left_at is null and s.certain
        ${ownedBy(owners)} ${fromSources(sources)}
    )
    select stage_id as "stageId", ${bucketed(sql`seconds`)} as bucket, count(*) as n, sum(round(seconds))::bigint as seconds
    from standing group by 1, 2`.execute(tx)
  return rows
}

/** The day on which the earliest of these stays began; null of none. */
export async function earliestEntry(tx: Tx, zone: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    -- From which day on must the working days be known?
    select (min(entered_at) at time zone ${zone})::date::text as day from facts.stage_stays where workspace_id = (select app_workspace())`.execute(
    tx,
  )
  return rows[0]?.day ?? null
}
