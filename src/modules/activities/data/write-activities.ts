import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { NOBODY } from '#modules/deals/api.ts'

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

/** Writes activities and counts the done ones in the totals, in one batch of a few thousand at most. */
export async function insertActivities(
  tx: Tx,
  workspaceId: string,
  activities: readonly NewActivity[],
  zone: TimeZone,
  source: string,
): Promise<void> {
  const counts = new Map<string, { kind: string; day: string; owner_id: string; n: number }>()
  for (const { kind, ownerId, occurredAt, done } of activities) {
    if (!done) continue
    const day = dayOf(occurredAt, zone)
    const key = `${kind}|${day}|${ownerId ?? NOBODY}`
    const count = counts.get(key) ?? { kind: `activity:${kind}`, day, owner_id: ownerId ?? NOBODY, n: 0 }
    count.n += 1
    counts.set(key, count)
  }
  const deltas = [...counts.values()].map((count) => ({
    ...count,
    pipeline_id: NOBODY,
    stage_id: NOBODY,
    bucket: 0,
    money: 0,
  }))
  await sql`
    -- New activities of one batch, and what they add to the totals.
    with written as (
      insert into activities (workspace_id, id, kind, owner_id, deal_id, company_id, contact_id, occurred_at, duration_s, result, done, source)
      select ${workspaceId}::uuid, x.id, x.kind, x."ownerId", x."dealId", x."companyId", x."contactId", to_timestamp(x."occurredAt" / 1000.0::float8), x."durationS",
        x.result, x.done, ${source}
      from json_to_recordset(${JSON.stringify(activities)}::json) as x (id uuid, kind text, "ownerId" uuid, "dealId" uuid, "companyId" uuid, "contactId" uuid,
        "occurredAt" bigint, "durationS" int, result text, done boolean)
    )
    select write_facts(${workspaceId}::uuid, ${JSON.stringify({ deltas })}::jsonb)`.execute(tx)
}
