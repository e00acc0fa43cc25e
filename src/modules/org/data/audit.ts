import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface AuditEntry {
  id: string
  at: Date
  action: string
  actorId: string | null
  actorName: string | null
  subjectType: string | null
  subjectId: string | null
  subjectName: string | null
  details: Record<string, unknown>
}

/** Who did it; `personId` null is the server itself or a stranger. */
export interface AuditActor {
  workspaceId: string
  personId: string | null
}

/**
 * Writes one line of the audit log in the transaction of the deed.
 * @param action dotted name: 'sign_in.failed', 'rights.changed', 'import.committed'
 * @param details small and without secrets: it is shown to supervisors as it is
 */
export async function audit(
  tx: Tx,
  actor: AuditActor,
  action: string,
  subjectType: string | null = null,
  subjectId: string | null = null,
  details: Record<string, unknown> = {},
): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      workspace_id: actor.workspaceId,
      actor_id: actor.personId,
      action,
      subject_type: subjectType,
      subject_id: subjectId,
      details: JSON.stringify(details),
    })
    .execute()
}

interface Filter {
  action?: string | undefined
  actorId?: string | undefined
  from?: Date | undefined
  to?: Date | undefined
  /** Last entry of the page before. */
  after?: string | undefined
  limit: number
}

/** Newest first; one row more than the limit tells that there is a next page. */
export async function listAudit(tx: Tx, filter: Filter): Promise<AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`
    -- Who did what to whom?
    select a.id, a.at, a.action, a.actor_id as "actorId", who.full_name as "actorName", a.subject_type as "subjectType",
           a.subject_id as "subjectId", whom.full_name as "subjectName", a.details
    from audit_log a
    left join people who on who.workspace_id = a.workspace_id and who.id = a.actor_id
    left join people whom on whom.workspace_id = a.workspace_id and a.subject_type = 'person' and whom.id::text = a.subject_id
    where (${filter.action ?? null}::text is null or a.action = ${filter.action ?? null} or a.action like ${filter.action ?? ''} || '.%')
      and (${filter.actorId ?? null}::uuid is null or a.actor_id = ${filter.actorId ?? null}::uuid)
      and (${filter.from ?? null}::timestamptz is null or a.at >= ${filter.from ?? null}::timestamptz)
      and (${filter.to ?? null}::timestamptz is null or a.at < ${filter.to ?? null}::timestamptz)
      and (${filter.after ?? null}::uuid is null or (a.at, a.id) < (select l.at, l.id from audit_log l where l.workspace_id = a.workspace_id and l.id = ${filter.after ?? null}::uuid))
    order by a.at desc, a.id desc
    limit ${filter.limit + 1}`.execute(tx)
  return rows
}
