import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import { NOBODY, TotalSums, writeTotals } from '#modules/deals/api.ts'

export interface NewActivity {
  id: string
  kind: 'call' | 'meeting' | 'email' | 'message' | 'demo'
  ownerId: string | null
  dealId: string | null
  companyId: string | null
  contactId: string | null
  /** Milliseconds. */
  occurredAt: number
  durationS: number | null
  result: string | null
  done: boolean
}

/** Writes activities in one batch of a few thousand at most, and counts the done ones: in the totals, or in `totals` when many batches belong together. */
export async function insertActivities(
  tx: Tx,
  workspaceId: string,
  activities: readonly NewActivity[],
  zone: TimeZone,
  source: string,
  totals?: TotalSums,
): Promise<void> {
  const sums = totals ?? new TotalSums()
  for (const { kind, ownerId, occurredAt, done } of activities) {
    if (!done) continue
    const key = { kind: `activity:${kind}`, day: dayOf(occurredAt, zone), ownerId: ownerId ?? NOBODY }
    sums.add([{ ...key, pipelineId: NOBODY, stageId: NOBODY, bucket: 0, n: 1, money: 0 }], 1)
  }
  await sql`
    -- New activities of one batch.
    insert into activities (workspace_id, source, id, kind, owner_id, deal_id, company_id, contact_id, occurred_at, duration_s, result, done)
    select ${workspaceId}::uuid, ${source}, x.* from ${rowsAsTable(activities, ACTIVITY)}`.execute(tx)
  if (!totals) await writeTotals(tx, workspaceId, sums.take())
}

const ACTIVITY = {
  id: 'uuid',
  kind: 'text',
  ownerId: 'uuid',
  dealId: 'uuid',
  companyId: 'uuid',
  contactId: 'uuid',
  occurredAt: 'moment',
  durationS: 'int4',
  result: 'text',
  done: 'flag',
} as const
