import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { MeasuredLead } from '../calc/figures.ts'

/** Leads received in a period with what the figures need; spam is left out. Tens of thousands at most: a company's leads of a year. */
export async function measuredLeads(
  tx: Tx,
  workspaceId: string,
  { from, to, now }: { from: Date; to: Date; now: Date },
): Promise<MeasuredLead[]> {
  const { rows } = await sql<MeasuredLead>`
    -- How fast were the leads of this period answered?
    select owner_id as "ownerId", source_id as "sourceId", state, response_minutes as "responseMinutes", target_minutes as "targetMinutes",
           responded_at is null and respond_by < ${now}::timestamptz and state in ('new', 'assigned', 'accepted', 'returned') as "lateNow",
           return_count as returns
    from leads
    where workspace_id = ${workspaceId}::uuid and received_at >= ${from}::timestamptz and received_at < ${to}::timestamptz and state <> 'spam'`.execute(
    tx,
  )
  return rows
}

/** What sources are called. */
export async function sourceNames(
  tx: Tx,
  workspaceId: string,
): Promise<{ id: string; name: string; archived: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; archived: boolean }>`
    select id, name, archived_at is not null as archived from sources where workspace_id = ${workspaceId}::uuid order by name collate "ru-x-icu"`.execute(
    tx,
  )
  return rows
}
