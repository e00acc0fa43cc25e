import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface References {
  ownerId?: string | undefined
  dealId?: string | null | undefined
  companyId?: string | null | undefined
  contactId?: string | null | undefined
  personId?: string | null | undefined
}

/** Names of those fields that point at nothing the actor sees; an owner must work here today. */
export async function missingReferences(
  tx: Tx,
  workspaceId: string,
  { ownerId, dealId, companyId, contactId, personId }: References,
  today: Day,
): Promise<string[]> {
  const { rows } = await sql<{ field: string }>`
    -- Which of these fields point at nothing?
    select field from (
      select 'ownerId' as field, ${ownerId ?? null}::uuid as id, exists (select from people where workspace_id = ${workspaceId}::uuid
        and id = ${ownerId ?? null}::uuid and state <> 'disabled' and (left_on is null or left_on >= ${today}::date)) as found
      union all
      select 'dealId', ${dealId ?? null}::uuid, exists (select from deals where workspace_id = ${workspaceId}::uuid
        and id = ${dealId ?? null}::uuid and deleted_at is null)
      union all
      select 'companyId', ${companyId ?? null}::uuid, exists (select from companies where workspace_id = ${workspaceId}::uuid and id = ${companyId ?? null}::uuid)
      union all
      select 'contactId', ${contactId ?? null}::uuid, exists (select from contacts where workspace_id = ${workspaceId}::uuid and id = ${contactId ?? null}::uuid)
      union all
      select 'personId', ${personId ?? null}::uuid, exists (select from people where workspace_id = ${workspaceId}::uuid and id = ${personId ?? null}::uuid)
    ) given where id is not null and not found`.execute(tx)
  return rows.map(({ field }) => field)
}

/** People who work here now, by name; with ids only these. */
export async function workingPeople(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[] | null,
  today: Day,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    -- Who works here now, and may be given a task?
    select id, full_name as name from people
    where workspace_id = ${workspaceId}::uuid and state <> 'disabled' and (left_on is null or left_on >= ${today}::date)
      and (${ids ? [...ids] : null}::uuid[] is null or id = any (${ids ? [...ids] : null}::uuid[]))
    order by full_name collate "ru-x-icu", id`.execute(tx)
  return rows
}

/** Everybody of the company, leavers too: what they have left is to be seen. */
export async function everybody(tx: Tx, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Who works here or has worked here?
    select id from people where workspace_id = ${workspaceId}::uuid`.execute(tx)
  return rows.map(({ id }) => id)
}
