import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Block, FilledBlock, RitualKind } from '../contract.ts'

export interface StoredRitual {
  id: string
  templateId: string | null
  kind: RitualKind
  name: string
  leaderId: string
  personId: string | null
  day: string
  startsAt: Date
  state: 'planned' | 'running' | 'held' | 'cancelled'
  startedAt: Date | null
  endedAt: Date | null
  participantIds: string[]
  absentIds: string[]
  blocks: Block[]
  notes: Record<string, string>
  /** The blocks as they were when it ended. */
  figures: { blocks?: FilledBlock[] }
  cancelReason: string | null
  decisions: number
  complete: number
  version: number
}

const columns = sql`r.id, r.template_id as "templateId", r.kind, r.name, r.leader_id as "leaderId", r.person_id as "personId", r.day, r.starts_at as "startsAt",
  r.state, r.started_at as "startedAt", r.ended_at as "endedAt", r.participant_ids as "participantIds", r.absent_ids as "absentIds", r.blocks, r.notes,
  r.cancel_reason as "cancelReason", r.version,
  (select count(*)::int from rituals_decisions d where d.workspace_id = r.workspace_id and d.ritual_id = r.id) as decisions,
  (select count(*)::int from rituals_decisions d where d.workspace_id = r.workspace_id and d.ritual_id = r.id and d.task_id is not null) as complete`

/** Meetings of these days that somebody has touched: [from, end). */
export async function ritualsBetween(tx: Tx, workspaceId: string, from: string, end: string): Promise<StoredRitual[]> {
  const { rows } = await sql<StoredRitual>`
    -- Which meetings of these days were begun, held or called off?
    select ${columns}, '{}'::jsonb as figures from rituals r
    where r.workspace_id = ${workspaceId}::uuid and r.day >= ${from}::date and r.day < ${end}::date order by r.starts_at, r.id`.execute(
    tx,
  )
  return rows
}

/** One meeting by its id, or by template, day and person; locked when it is to be changed. */
export async function findRitual(
  tx: Tx,
  workspaceId: string,
  asked: { id: string } | { templateId: string; day: string; personId: string | null },
  { lock = false } = {},
): Promise<StoredRitual | undefined> {
  const by =
    'id' in asked
      ? sql`r.id = ${asked.id}::uuid`
      : sql`r.template_id = ${asked.templateId}::uuid and r.day = ${asked.day}::date and r.person_id is not distinct from ${asked.personId}::uuid`
  if (lock)
    await sql`select from rituals r where r.workspace_id = ${workspaceId}::uuid and ${by} for update`.execute(tx)
  const { rows } = await sql<StoredRitual>`
    select ${columns}, r.figures from rituals r where r.workspace_id = ${workspaceId}::uuid and ${by}`.execute(tx)
  return rows[0]
}

/** The day on which this meeting was held last before its day. */
export async function lastHeldBefore(
  tx: Tx,
  workspaceId: string,
  { templateId, personId, day }: Pick<StoredRitual, 'templateId' | 'personId' | 'day'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`
    -- When was this meeting held last?
    select day from rituals
    where workspace_id = ${workspaceId}::uuid and template_id = ${templateId}::uuid and person_id is not distinct from ${personId}::uuid
      and day < ${day}::date and state = 'held' order by day desc limit 1`.execute(tx)
  return rows[0]?.day
}

export type NewRitual = Pick<
  StoredRitual,
  'id' | 'templateId' | 'kind' | 'name' | 'leaderId' | 'personId' | 'day' | 'startsAt' | 'participantIds' | 'blocks'
>

/** Writes the meeting down; one that is there already stays as it is. */
export async function insertRitual(tx: Tx, workspaceId: string, one: NewRitual, byId: string | null): Promise<void> {
  await sql`
    insert into rituals (workspace_id, id, template_id, kind, name, leader_id, person_id, day, starts_at, participant_ids, blocks, created_by)
    values (${workspaceId}::uuid, ${one.id}::uuid, ${one.templateId}::uuid, ${one.kind}, ${one.name}, ${one.leaderId}::uuid, ${one.personId}::uuid,
      ${one.day}::date, ${one.startsAt}::timestamptz, ${[...one.participantIds]}::uuid[], ${JSON.stringify(one.blocks)}::jsonb, ${byId}::uuid)
    on conflict do nothing`.execute(tx)
}

export type RitualChange = Pick<
  StoredRitual,
  'state' | 'startedAt' | 'endedAt' | 'absentIds' | 'notes' | 'figures' | 'cancelReason'
>

export async function updateRitual(tx: Tx, workspaceId: string, id: string, one: RitualChange): Promise<void> {
  await sql`
    update rituals set state = ${one.state}, started_at = ${one.startedAt}::timestamptz, ended_at = ${one.endedAt}::timestamptz,
      absent_ids = ${[...one.absentIds]}::uuid[], notes = ${JSON.stringify(one.notes)}::jsonb, figures = ${JSON.stringify(one.figures)}::jsonb,
      cancel_reason = ${one.cancelReason}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}
