import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface StoredDecision {
  id: string
  text: string
  ownerId: string | null
  ownerName: string | null
  dueOn: string | null
  taskId: string | null
  taskState: 'open' | 'done' | 'declined' | null
}

/** What was decided at a meeting, in order, and how far each task is. */
export async function decisionsOf(tx: Tx, workspaceId: string, ritualId: string): Promise<StoredDecision[]> {
  const { rows } = await sql<StoredDecision>`
    -- What was decided here?
    select d.id, d.text, d.owner_id as "ownerId", p.full_name as "ownerName", d.due_on as "dueOn", d.task_id as "taskId", t.state as "taskState"
    from rituals_decisions d
    left join facts.people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    left join facts.tasks t on t.workspace_id = d.workspace_id and t.id = d.task_id
    where d.workspace_id = ${workspaceId}::uuid and d.ritual_id = ${ritualId}::uuid order by d.created_at, d.id`.execute(
    tx,
  )
  return rows
}

export interface NewDecision {
  id: string
  ritualId: string
  text: string
  ownerId: string | null
  dueOn: string | null
  taskId: string | null
  byId: string | null
  at: Date
}

export async function insertDecision(tx: Tx, workspaceId: string, one: NewDecision): Promise<void> {
  await sql`
    insert into rituals_decisions (workspace_id, ritual_id, id, text, owner_id, due_on, task_id, created_at, created_by)
    values (${workspaceId}::uuid, ${one.ritualId}::uuid, ${one.id}::uuid, ${one.text}, ${one.ownerId}::uuid, ${one.dueOn}::date, ${one.taskId}::uuid,
      ${one.at}::timestamptz, ${one.byId}::uuid)`.execute(tx)
}

export async function deleteDecision(tx: Tx, workspaceId: string, ritualId: string, id: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from rituals_decisions where workspace_id = ${workspaceId}::uuid and ritual_id = ${ritualId}::uuid and id = ${id}::uuid`.execute(
    tx,
  )
  return numAffectedRows > 0n
}

export interface Promised {
  id: string
  text: string
  ownerName: string | null
  dueOn: string | null
  taskId: string | null
  state: 'open' | 'done' | 'declined' | null
  result: string | null
}

/** Promises of the last meetings of this kind (of a one-to-one: with this person) before a day: what is open, and what was done since the last one. */
export async function promisesBefore(
  tx: Tx,
  workspaceId: string,
  { templateId, personId, day }: { templateId: string | null; personId: string | null; day: string },
): Promise<Promised[]> {
  const { rows } = await sql<Promised>`
    -- What was promised last time, and what came of it?
    with meetings as (
      select r.id, r.day, row_number() over (order by r.day desc) as back from rituals r
      where r.workspace_id = ${workspaceId}::uuid and r.template_id = ${templateId}::uuid and r.person_id is not distinct from ${personId}::uuid
        and r.day < ${day}::date and r.state = 'held'
      order by r.day desc limit 8
    )
    select d.id, d.text, p.full_name as "ownerName", d.due_on as "dueOn", d.task_id as "taskId", t.state, t.result
    from meetings m join rituals_decisions d on d.workspace_id = ${workspaceId}::uuid and d.ritual_id = m.id
    left join facts.people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    left join facts.tasks t on t.workspace_id = d.workspace_id and t.id = d.task_id
    where m.back = 1 or t.state = 'open'
    order by t.state = 'open' desc nulls last, d.due_on, d.created_at limit 30`.execute(tx)
  return rows
}

/** Open promises by template and person, for the day's list. */
export async function openPromises(tx: Tx, workspaceId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; n: number }>`
    -- How many promises of meetings are open?
    select r.template_id::text || coalesce('.' || r.person_id::text, '') as key, count(*)::int as n
    from rituals_decisions d
    join facts.tasks t on t.workspace_id = d.workspace_id and t.id = d.task_id and t.state = 'open'
    join rituals r on r.workspace_id = d.workspace_id and r.id = d.ritual_id
    where d.workspace_id = ${workspaceId}::uuid and r.template_id is not null group by 1`.execute(tx)
  return new Map(rows.map(({ key, n }) => [key, n]))
}
