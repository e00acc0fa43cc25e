import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { WorkDay } from '../calc/work-days.ts'
import { bucketOf } from './length-buckets.ts'
import type { PersonMonth } from './person-months.ts'
import { wholeLength } from './stays.ts'
import { workDaysTable, workedUntil } from './working-stays.ts'

/** Facts that are summed up by person and month: stays by the month of their end, the ways of deals by the month of creation. */
export type MonthFacts = 'left' | 'ways'

const TABLES = { left: sql.ref('funnel_person_stays'), ways: sql.ref('funnel_person_ways') }

const BUCKET = sql`${bucketOf(sql`seconds`)}::int2`

const columnsOf = (months: readonly PersonMonth[]) =>
  sql`unnest(${months.map(({ ownerId }) => ownerId)}::uuid[], ${months.map(({ month }) => month)}::date[])`

/** Months that have been at rest for two minutes since they changed, and those made by another basis; the latest first. */
export async function monthsToKeep(
  tx: Tx,
  workspaceId: string,
  { facts, basis, most }: { facts: MonthFacts; basis: string; most: number },
): Promise<PersonMonth[]> {
  const { rows } = await sql<PersonMonth>`
    -- Which months of which people wait to be summed up?
    with changed as materialized (
      select owner_id, month, max(at) as at from funnel_stale_months where workspace_id = ${workspaceId}::uuid and facts = ${facts} group by owner_id, month
    )
    select owner_id as "ownerId", month::text as month from (
      select owner_id, month from changed where at <= now() - interval '2 minutes'
      union
      select m.owner_id, m.month from ${TABLES[facts]} m
      where m.workspace_id = ${workspaceId}::uuid and (m.basis < ${basis} or m.basis > ${basis})
        and not exists (select from changed c where c.owner_id = m.owner_id and c.month = m.month)
    ) waiting order by month desc, owner_id limit ${most}`.execute(tx)
  return rows
}

/** Takes note that these months are being summed up: what changes from now on says so anew. */
export async function forgetMonths(
  tx: Tx,
  workspaceId: string,
  facts: MonthFacts,
  months: readonly PersonMonth[],
): Promise<void> {
  await sql`
    delete from funnel_stale_months s using ${columnsOf(months)} as u (owner_id, month)
    where s.workspace_id = ${workspaceId}::uuid and s.facts = ${facts} and s.owner_id = u.owner_id and s.month = u.month`.execute(
    tx,
  )
}

interface Company {
  workspaceId: string
  zone: string
  basis: string
}

/** Sums up the stays of these people that ended in these months, by the calendar and by working hours. */
export async function sumUpStays(
  tx: Tx,
  { workspaceId, zone, basis }: Company,
  months: readonly PersonMonth[],
  workDays: readonly WorkDay[],
): Promise<void> {
  await sql`
    with days as materialized ${workDaysTable(workDays)},
    asked as materialized (select owner_id, month from ${columnsOf(months)} as u (owner_id, month)),
    ended as materialized (
      select a.owner_id, a.month, s.stage_id, ${wholeLength} as lasted,
             ${workedUntil(sql`s.left_at`)} - (${workedUntil(sql`s.entered_at`)}) as worked
      from asked a join facts.stage_stays s on s.owner_id = a.owner_id
        and s.left_at >= a.month::timestamp at time zone ${zone} and s.left_at < (a.month + interval '1 month') at time zone ${zone}
      where s.workspace_id = ${workspaceId}::uuid and s.certain and not s.skipped
    ), placed as materialized (
      select owner_id, month, array_agg(distinct stage_id order by stage_id) as places from ended group by owner_id, month
    ), cells as (
      select owner_id, month, stage_id, kind, ${BUCKET} as bucket, count(*)::int as n, sum(round(seconds))::float8 as seconds
      from ended cross join lateral (values ('lasted', lasted), ('worked', worked)) as clock (kind, seconds)
      group by owner_id, month, stage_id, kind, ${BUCKET}
    ), by_stage as (
      select owner_id, month, kind, stage_id,
             int2send(count(*)::int2) || string_agg(int2send(bucket) || int4send(n) || float8send(seconds), '' order by bucket) as buckets
      from cells group by owner_id, month, kind, stage_id
    ), packed as (
      select owner_id, month,
             string_agg(int2send((array_position(p.places, s.stage_id) - 1)::int2) || s.buckets, '' order by s.stage_id) filter (where kind = 'lasted') as lasted,
             string_agg(int2send((array_position(p.places, s.stage_id) - 1)::int2) || s.buckets, '' order by s.stage_id) filter (where kind = 'worked') as worked
      from by_stage s join placed p using (owner_id, month) group by owner_id, month
    )
    insert into funnel_person_stays as m (workspace_id, owner_id, month, basis, places, lasted, worked)
    select ${workspaceId}::uuid, a.owner_id, a.month, ${basis}, coalesce(p.places, '{}'), coalesce(k.lasted, ''), coalesce(k.worked, '')
    from asked a left join placed p using (owner_id, month) left join packed k using (owner_id, month)
    on conflict (workspace_id, owner_id, month) do update
      set basis = excluded.basis, places = excluded.places, lasted = excluded.lasted, worked = excluded.worked`.execute(
    tx,
  )
}

/** Sums up the ways of the deals of these people that were created in these months. */
export async function sumUpWays(
  tx: Tx,
  { workspaceId, zone, basis }: Company,
  months: readonly PersonMonth[],
): Promise<void> {
  await sql`
    insert into funnel_person_ways as m (workspace_id, owner_id, month, basis, places, ways, moves, windows)
    select ${workspaceId}::uuid, u.owner_id, u.month, ${basis}, w.places, w.ways, w.moves, w.windows
    from ${columnsOf(months)} as u (owner_id, month)
    cross join lateral person_ways(${workspaceId}::uuid, u.owner_id, u.month::timestamp at time zone ${zone},
      (u.month + interval '1 month') at time zone ${zone}) w
    on conflict (workspace_id, owner_id, month) do update
      set basis = excluded.basis, places = excluded.places, ways = excluded.ways, moves = excluded.moves, windows = excluded.windows`.execute(
    tx,
  )
}

/** Keeps the rows as they are till the end of the transaction, and tells whose months they are: those that nothing has changed since before it. */
export async function keepRows(tx: Tx, workspaceId: string, facts: MonthFacts, basis: string): Promise<PersonMonth[]> {
  const before = sql.ref(`months_before_${facts}`)
  await sql`
    create temporary table ${before} on commit drop as
    select m.* from ${TABLES[facts]} m
    where m.workspace_id = ${workspaceId}::uuid and m.basis = ${sql.lit(basis)}
      and not exists (select from funnel_stale_months s where s.workspace_id = m.workspace_id and s.facts = ${sql.lit(facts)}
        and s.owner_id = m.owner_id and s.month = m.month)`.execute(tx)
  const { rows } = await sql<PersonMonth>`
    -- Which months of which people are summed up?
    select owner_id as "ownerId", month::text as month from ${before} order by owner_id, month`.execute(tx)
  return rows
}

/** How many of the rows that were summed up are not what they are now. */
export async function rowDifferences(tx: Tx, workspaceId: string, facts: MonthFacts): Promise<number> {
  const before = sql.ref(`months_before_${facts}`)
  const { rows } = await sql<{ wrong: number }>`
    -- How many months of people were not what the facts give?
    select count(*)::int as wrong from ${before} b
    join ${TABLES[facts]} m on m.workspace_id = ${workspaceId}::uuid and m.owner_id = b.owner_id and m.month = b.month
    where m::text <> b::text`.execute(tx)
  return rows[0]?.wrong ?? 0
}
