import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Block, RitualKind } from '../contract.ts'

export interface StoredTemplate {
  id: string
  kind: RitualKind
  name: string
  leaderId: string
  leaderName: string
  eachPerson: boolean
  participantIds: string[]
  every: 'day' | 'week' | 'month' | 'quarter'
  weekDays: number[]
  nth: number
  /** '09:30' */
  startsAt: string
  blocks: Block[]
  startsOn: string
  isArchived: boolean
  version: number
}

/** Templates in sight, by their rhythm: the most frequent first. */
export async function listTemplates(tx: Tx, workspaceId: string, id: string | null = null): Promise<StoredTemplate[]> {
  const { rows } = await sql<StoredTemplate>`
    -- Which meetings come back?
    select t.id, t.kind, t.name, t.leader_id as "leaderId", p.full_name as "leaderName", t.each_person as "eachPerson",
           t.participant_ids as "participantIds", t.every, t.week_days as "weekDays", t.nth, to_char(t.starts_at, 'HH24:MI') as "startsAt", t.blocks,
           t.starts_on as "startsOn", t.archived_at is not null as "isArchived", t.version
    from rituals_templates t join facts.people p on p.workspace_id = t.workspace_id and p.id = t.leader_id
    where t.workspace_id = ${workspaceId}::uuid and (t.id = ${id}::uuid or (${id}::uuid is null and t.archived_at is null))
    order by array_position(array['day', 'week', 'month', 'quarter'], t.every), p.full_name, t.starts_at, t.id`.execute(
    tx,
  )
  return rows
}

export type TemplateValues = Omit<StoredTemplate, 'id' | 'leaderName' | 'version'>

/** False when it is another version by now. Version 0: it is new. */
export async function putTemplate(
  tx: Tx,
  workspaceId: string,
  { id, version, byId, ...values }: TemplateValues & { id: string; version: number; byId: string | null },
): Promise<boolean> {
  const { kind, name, leaderId, eachPerson, participantIds, every, weekDays, nth, startsAt, blocks, startsOn } = values
  const json = JSON.stringify(blocks)
  if (version === 0) {
    await sql`
      insert into rituals_templates (workspace_id, id, kind, name, leader_id, each_person, participant_ids, every, week_days, nth, starts_at, blocks, starts_on, created_by)
      values (${workspaceId}::uuid, ${id}::uuid, ${kind}, ${name}, ${leaderId}::uuid, ${eachPerson}, ${[...participantIds]}::uuid[], ${every},
        ${[...weekDays]}::smallint[], ${nth}, ${startsAt}::time, ${json}::jsonb, ${startsOn}::date, ${byId}::uuid)`.execute(
      tx,
    )
    return true
  }
  const { numAffectedRows = 0n } = await sql`
    update rituals_templates set name = ${name}, leader_id = ${leaderId}::uuid, each_person = ${eachPerson}, participant_ids = ${[...participantIds]}::uuid[],
      every = ${every}, week_days = ${[...weekDays]}::smallint[], nth = ${nth}, starts_at = ${startsAt}::time, blocks = ${json}::jsonb,
      starts_on = ${startsOn}::date, version = version + 1,
      archived_at = case when ${values.isArchived}::boolean then coalesce(archived_at, now()) end
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and version = ${version}::int`.execute(tx)
  return numAffectedRows > 0n
}
