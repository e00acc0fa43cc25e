import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import type { ActivityKind } from '../contract.ts'

/** An activity as commands change it; moments are milliseconds. */
export interface StoredActivity {
  id: string
  kind: ActivityKind
  ownerId: string | null
  dealId: string | null
  companyId: string | null
  contactId: string | null
  title: string | null
  occurredAt: number
  durationS: number | null
  resultId: string | null
  result: string | null
  isContact: boolean
  /** True: took place; false: planned; null: called off or deleted. */
  done: boolean | null
  plannedAt: number | null
  shifts: number
  cancelledAt: number | null
  cancelReason: string | null
  deletedAt: number | null
  recordingUrl: string | null
  version: number
}

type Row = {
  [Name in keyof StoredActivity]: Name extends 'occurredAt' | 'plannedAt' | 'cancelledAt' | 'deletedAt'
    ? Date | null
    : StoredActivity[Name]
}

/** The activities of a command, locked in the order of their ids; deleted ones too. Those that the actor does not see are missing. */
export async function openActivities(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<StoredActivity[]> {
  const { rows } = await sql<Row>`
    -- What are these activities now, and let nobody change them meanwhile.
    select id, kind, owner_id as "ownerId", deal_id as "dealId", company_id as "companyId", contact_id as "contactId", title,
           occurred_at as "occurredAt", duration_s as "durationS", result_id as "resultId", result, is_contact as "isContact", done,
           planned_at as "plannedAt", shifts, cancelled_at as "cancelledAt", cancel_reason as "cancelReason", deleted_at as "deletedAt",
           recording_url as "recordingUrl", version
    from activities where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[]) order by id for update`.execute(
    tx,
  )
  return rows.map((row) => ({
    ...row,
    occurredAt: row.occurredAt?.getTime() ?? 0,
    plannedAt: row.plannedAt?.getTime() ?? null,
    cancelledAt: row.cancelledAt?.getTime() ?? null,
    deletedAt: row.deletedAt?.getTime() ?? null,
  }))
}

/** Writes changed activities whole, in one statement. */
export async function updateActivities(
  tx: Tx,
  workspaceId: string,
  activities: readonly StoredActivity[],
): Promise<void> {
  await sql`
    -- Changed activities of one command.
    update activities a set kind = x.kind, owner_id = x."ownerId", deal_id = x."dealId", company_id = x."companyId", contact_id = x."contactId",
      title = x.title, occurred_at = x."occurredAt", duration_s = x."durationS", result_id = x."resultId", result = x.result,
      is_contact = x."isContact", done = x.done, planned_at = x."plannedAt", shifts = x.shifts, cancelled_at = x."cancelledAt",
      cancel_reason = x."cancelReason", deleted_at = x."deletedAt", recording_url = x."recordingUrl", version = x.version
    from ${rowsAsTable(activities, STORED)}
    where a.workspace_id = ${workspaceId}::uuid and a.id = x.id`.execute(tx)
}

const STORED = {
  id: 'uuid',
  kind: 'text',
  ownerId: 'uuid',
  dealId: 'uuid',
  companyId: 'uuid',
  contactId: 'uuid',
  title: 'text',
  occurredAt: 'moment',
  durationS: 'int4',
  resultId: 'uuid',
  result: 'text',
  isContact: 'flag',
  done: 'flag',
  plannedAt: 'moment',
  shifts: 'int2',
  cancelledAt: 'moment',
  cancelReason: 'text',
  deletedAt: 'moment',
  recordingUrl: 'text',
  version: 'int4',
} as const
