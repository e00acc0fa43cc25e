import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Deed } from '../calc/time-share.ts'

/** What somebody did in a month, as far as the system has seen it. */
export async function deedsOf(tx: Tx, workspaceId: string, personId: string, { start, end }: Period): Promise<Deed[]> {
  const { rows } = await sql<Deed>`
    -- What did this leader do, and how long did it take?
    with asked as (
      select w.id as workspace_id, ${personId}::uuid as person_id, ${start}::date::timestamp at time zone w.time_zone as from_at,
             ${end}::date::timestamp at time zone w.time_zone as to_at, ${start}::date as from_day, ${end}::date as to_day
      from facts.workspaces w where w.id = ${workspaceId}::uuid
    )
    select a.kind, count(*)::int as n, coalesce(sum(a.duration_s), 0)::float8 / 60 as minutes,
           count(*) filter (where coalesce(a.duration_s, 0) = 0)::int as "withoutDuration"
    from facts.activities a, asked
    where a.workspace_id = asked.workspace_id and a.owner_id = asked.person_id and a.done and a.occurred_at >= from_at and a.occurred_at < to_at
    group by a.kind
    union all
    select 'ownDeal', count(*)::int, 0, count(*)::int from facts.bookings b, asked
    where b.workspace_id = asked.workspace_id and b.owner_id = asked.person_id and b.day >= from_day and b.day < to_day
    union all
    select 'taskGiven', count(*)::int, 0, count(*)::int from facts.tasks t, asked
    where t.workspace_id = asked.workspace_id and t.author_id = asked.person_id and t.owner_id <> asked.person_id and t.created_at >= from_at and t.created_at < to_at
    union all
    select 'case', count(*)::int, 0, count(*)::int from facts.cases_actions c, asked
    where c.workspace_id = asked.workspace_id and c.created_by = asked.person_id and c.created_at >= from_at and c.created_at < to_at
    union all
    select r.kind, count(*)::int, coalesce(sum(least(extract(epoch from r.ended_at - r.started_at) / 60, 240)), 0)::float8,
           count(*) filter (where r.started_at is null)::int
    from facts.rituals r, asked
    where r.workspace_id = asked.workspace_id and r.leader_id = asked.person_id and r.state = 'held' and r.day >= from_day and r.day < to_day
    group by r.kind`.execute(tx)
  return rows
}

export interface OwnShare {
  managing: number
  selling: number
  motivating: number
  note: string | null
  version: number
}

/** What he has said himself; in thousandths. */
export async function ownShare(
  tx: Tx,
  workspaceId: string,
  personId: string,
  month: string,
): Promise<OwnShare | undefined> {
  const { rows } = await sql<OwnShare>`
    select managing, selling, motivating, note, version from cycle_time_shares
    where workspace_id = ${workspaceId}::uuid and person_id = ${personId}::uuid and month = ${`${month}-01`}::date`.execute(
    tx,
  )
  return rows[0]
}

/** False when another version is there by now. */
export async function putOwnShare(
  tx: Tx,
  workspaceId: string,
  { personId, month, version, ...given }: OwnShare & { personId: string; month: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into cycle_time_shares as t (workspace_id, person_id, month, managing, selling, motivating, note)
    select ${workspaceId}::uuid, ${personId}::uuid, ${`${month}-01`}::date, ${given.managing}::int, ${given.selling}::int, ${given.motivating}::int, ${given.note}
    where ${version}::int = 0 or exists (select from cycle_time_shares x where x.workspace_id = ${workspaceId}::uuid and x.person_id = ${personId}::uuid
      and x.month = ${`${month}-01`}::date)
    on conflict (workspace_id, person_id, month) do update set managing = excluded.managing, selling = excluded.selling, motivating = excluded.motivating,
      note = excluded.note, updated_at = now(), version = t.version + 1
      where t.version = ${version}::int
    returning t.month`.execute(tx)
  return rows.length > 0
}
