import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Block, RitualKind } from '../contract.ts'

/** A meeting that was held. Moments in milliseconds. */
export interface PastRitual {
  id: string
  templateId: string
  kind: RitualKind
  name: string
  leaderId: string
  personId: string | null
  day: string
  startsAt: number
  startedAt: number
  endedAt: number
  participantIds: readonly string[]
  blocks: readonly Block[]
  notes: Record<string, string>
}

export interface PastDecision {
  ritualId: string
  text: string
  ownerId: string | null
  dueOn: string | null
  taskId: string | null
  at: number
  byId: string
}

/** Writes meetings of the past with their decisions, hundreds at once. */
export async function insertPast(
  tx: Tx,
  workspaceId: string,
  rituals: readonly PastRitual[],
  decisions: readonly PastDecision[],
): Promise<void> {
  await sql`
    -- These meetings were held.
    insert into rituals (workspace_id, id, template_id, kind, name, leader_id, person_id, day, starts_at, state, started_at, ended_at, participant_ids,
      blocks, notes, created_by, created_at, version)
    select ${workspaceId}::uuid, x.id, x."templateId", x.kind, x.name, x."leaderId", x."personId", x.day, to_timestamp(x."startsAt" / 1000.0), 'held',
      to_timestamp(x."startedAt" / 1000.0), to_timestamp(x."endedAt" / 1000.0),
      array(select value::uuid from jsonb_array_elements_text(x."participantIds")), x.blocks, x.notes, x."leaderId", to_timestamp(x."startedAt" / 1000.0), 2
    from jsonb_to_recordset(${JSON.stringify(rituals)}::jsonb) as x (id uuid, "templateId" uuid, kind text, name text, "leaderId" uuid, "personId" uuid,
      day date, "startsAt" bigint, "startedAt" bigint, "endedAt" bigint, "participantIds" jsonb, blocks jsonb, notes jsonb)`.execute(
    tx,
  )
  await sql`
    -- And this was decided there.
    insert into rituals_decisions (workspace_id, ritual_id, text, owner_id, due_on, task_id, created_at, created_by)
    select ${workspaceId}::uuid, x."ritualId", x.text, x."ownerId", x."dueOn", x."taskId", to_timestamp(x.at / 1000.0), x."byId"
    from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) as x ("ritualId" uuid, text text, "ownerId" uuid, "dueOn" date, "taskId" uuid,
      at bigint, "byId" uuid)`.execute(tx)
}
