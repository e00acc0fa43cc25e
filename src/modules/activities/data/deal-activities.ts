import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Activity, ActivityKind } from '../contract.ts'

interface Row {
  id: string
  kind: ActivityKind
  ownerId: string | null
  ownerName: string | null
  dealId: string | null
  occurredAt: Date
  recordedAt: Date
  durationS: number | null
  result: string | null
  done: boolean
  source: string
}

/** Activities of a deal, newest first, after the given one; `limit` at most. */
export async function dealActivities(
  tx: Tx,
  workspaceId: string,
  dealId: string,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<Activity[]> {
  const [at, id] = after ?? ['infinity', '00000000-0000-0000-0000-000000000000']
  const { rows } = await sql<Row>`
    -- Which contacts with the client has this deal had?
    select a.id, a.kind, a.owner_id as "ownerId", p.full_name as "ownerName", a.deal_id as "dealId", a.occurred_at as "occurredAt",
           a.recorded_at as "recordedAt", a.duration_s as "durationS", a.result, a.done, a.source
    from activities a left join people p on p.workspace_id = a.workspace_id and p.id = a.owner_id
    where a.workspace_id = ${workspaceId}::uuid and a.deal_id = ${dealId}::uuid
      and (date_trunc('milliseconds', a.occurred_at), a.id) < (${at}::timestamptz, ${id}::uuid)
    order by date_trunc('milliseconds', a.occurred_at) desc, a.id desc
    limit ${limit}::int`.execute(tx)
  return rows.map(({ ownerId, ownerName, occurredAt, recordedAt, ...row }) => ({
    ...row,
    owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  }))
}

export interface ActivitySubject {
  companyId: string | null
  contactId: string | null
}

/** With whom the deal is; undefined when the deal does not exist for the actor. */
export async function subjectOf(tx: Tx, workspaceId: string, dealId: string): Promise<ActivitySubject | undefined> {
  const { rows } = await sql<ActivitySubject>`
    -- Whose deal is it, among the clients?
    select company_id as "companyId", contact_id as "contactId" from deals
    where workspace_id = ${workspaceId}::uuid and id = ${dealId}::uuid and deleted_at is null`.execute(tx)
  return rows[0]
}
