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
  /** What came of it, in words. */
  result: string | null
  /** False: planned. */
  done: boolean
  title?: string | null
  /** From the company's list, with whether it means that the client was reached. */
  resultId?: string | null
  isContact?: boolean
  recordingUrl?: string | null
  createdBy?: string | null
  externalSource?: string | null
  externalId?: string | null
  importId?: string | null
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
  for (const activity of activities) sums.add(countedAs(activity, zone), 1)
  const rows = activities.map((activity) => ({
    ...activity,
    isContact: activity.isContact ?? true,
    plannedAt: activity.done ? null : activity.occurredAt,
  }))
  await sql`
    -- New activities of one batch.
    insert into activities (workspace_id, source, id, kind, owner_id, deal_id, company_id, contact_id, occurred_at, duration_s, result, done,
      title, result_id, is_contact, recording_url, planned_at, created_by, external_source, external_id, import_id)
    select ${workspaceId}::uuid, ${source}, x.* from ${rowsAsTable(rows, ACTIVITY)}`.execute(tx)
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
  title: 'text',
  resultId: 'uuid',
  isContact: 'flag',
  recordingUrl: 'text',
  plannedAt: 'moment',
  createdBy: 'uuid',
  externalSource: 'text',
  externalId: 'text',
  importId: 'uuid',
} as const

/** What decides how an activity counts. */
export interface Countable {
  kind: string
  ownerId: string | null
  /** Milliseconds. */
  occurredAt: number
  /** True: took place; false: planned; null: called off or deleted. */
  done: boolean | null
  dealId: string | null
  companyId: string | null
  contactId: string | null
  result: string | null
  resultId?: string | null
}

/**
 * What an activity adds to the totals: one of its kind on its day when it took place, else nothing. One without a client or a result is counted beside
 * that as bare: it counts for no norm (is_bare_contact in db/migrations/0027_norms.sql says the same in SQL).
 */
export function countedAs(activity: Countable, zone: TimeZone) {
  if (!activity.done) return []
  const { kind, ownerId, occurredAt } = activity
  const key = { day: dayOf(occurredAt, zone), ownerId: ownerId ?? NOBODY, pipelineId: NOBODY, stageId: NOBODY }
  const one = { ...key, bucket: 0, n: 1, money: 0 }
  const counted = { ...one, kind: `activity:${kind}` }
  return isBare(activity) ? [counted, { ...one, kind: `activity:bare:${kind}` }] : [counted]
}

function isBare({ dealId, companyId, contactId, result, resultId }: Countable): boolean {
  return (dealId ?? companyId ?? contactId) === null || (!resultId && !result?.trim())
}
