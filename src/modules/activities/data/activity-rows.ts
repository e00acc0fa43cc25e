import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { RowOrder } from '#modules/lists/api.ts'
import type { Activity, ActivityKind } from '../contract.ts'

/** Everything but what the reader may do with it, which is the service's to say. */
export type ActivityLine = Omit<Activity, 'may'>

interface Row {
  id: string
  kind: ActivityKind
  done: boolean | null
  title: string | null
  ownerId: string | null
  ownerName: string | null
  dealId: string | null
  dealTitle: string | null
  companyId: string | null
  companyName: string | null
  contactId: string | null
  contactName: string | null
  phone: string | null
  occurredAt: Date
  recordedAt: Date
  durationS: number | null
  resultId: string | null
  resultName: string | null
  result: string | null
  isContact: boolean
  plannedAt: Date | null
  shifts: number
  cancelReason: string | null
  recordingUrl: string | null
  source: string
  version: number
}

/**
 * Activities by a condition on `a`, with the names of what they point at. Deleted ones are never among them.
 * @param order  of `a`, for example newest first
 */
export async function selectActivities(
  tx: Tx,
  question: string,
  condition: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
): Promise<ActivityLine[]> {
  const found = await selectPlaced(tx, question, condition, { orderBy: order, place: sql`null` }, limit)
  return found.map(({ line }) => line)
}

/**
 * The same with the place of each in its order, for the next page. The contact is looked up by a case and not by coalesce, which the planner takes for
 * something that may leak: below the row policies it would read all contacts for each line.
 */
export async function selectPlaced(
  tx: Tx,
  question: string,
  condition: RawBuilder<unknown>,
  { orderBy, place }: Pick<RowOrder, 'orderBy' | 'place'>,
  limit: number,
): Promise<{ line: ActivityLine; place: string }[]> {
  const { rows } = await sql<Row & { place: string }>`
    -- ${sql.raw(question)}
    with chosen as (
      select a.* from activities a where a.deleted_at is null and ${condition} order by ${orderBy} limit ${limit}::int
    )
    select a.id, a.kind, a.done, a.title, a.owner_id as "ownerId", p.full_name as "ownerName", a.deal_id as "dealId", d.title as "dealTitle",
           a.company_id as "companyId", c.name as "companyName", coalesce(a.contact_id, d.contact_id) as "contactId", k.full_name as "contactName",
           coalesce(k.phone, c.phone) as phone, a.occurred_at as "occurredAt", a.recorded_at as "recordedAt", a.duration_s as "durationS",
           a.result_id as "resultId", r.name as "resultName", a.result, a.is_contact as "isContact", a.planned_at as "plannedAt", a.shifts,
           a.cancel_reason as "cancelReason", a.recording_url as "recordingUrl", a.source, a.version, ${place} as place
    from chosen a
    left join people p on p.workspace_id = a.workspace_id and p.id = a.owner_id
    left join deals d on d.workspace_id = a.workspace_id and d.id = a.deal_id and d.deleted_at is null
    left join companies c on c.workspace_id = a.workspace_id and c.id = a.company_id
    left join contacts k on k.workspace_id = a.workspace_id and k.id = case when a.contact_id is null then d.contact_id else a.contact_id end
    left join activity_results r on r.workspace_id = a.workspace_id and r.id = a.result_id
    order by ${orderBy}`.execute(tx)
  return rows.map((row) => ({ line: lineOf(row), place: row.place }))
}

export const soonestFirst = sql`a.occurred_at, a.id`

/** One activity as lists have it; undefined when it does not exist for the actor or is deleted. */
export async function activityLine(tx: Tx, workspaceId: string, id: string): Promise<ActivityLine | undefined> {
  const [found] = await activityLines(tx, workspaceId, [id])
  return found
}

/** These activities, soonest first. */
export function activityLines(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<ActivityLine[]> {
  const condition = sql`a.workspace_id = ${workspaceId}::uuid and a.id = any (${[...ids]}::uuid[])`
  return selectActivities(tx, 'What are these activities?', condition, soonestFirst, ids.length)
}

function lineOf(row: Row): ActivityLine {
  const { id, kind, title, dealId, phone, durationS, result, isContact, shifts, cancelReason, recordingUrl } = row
  const named = (key: string | null, name: string | null) => (key && name !== null ? { id: key, name } : null)
  return {
    id,
    kind,
    state: row.done === null ? 'cancelled' : row.done ? 'done' : 'planned',
    done: row.done === true,
    title,
    owner: named(row.ownerId, row.ownerName),
    dealId,
    deal: named(dealId, row.dealTitle),
    company: named(row.companyId, row.companyName),
    contact: named(row.contactId, row.contactName),
    phone,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    durationS,
    outcome: named(row.resultId, row.resultName),
    result,
    isContact,
    plannedAt: row.plannedAt?.toISOString() ?? null,
    shifts,
    cancelReason,
    recordingUrl,
    source: row.source,
    version: row.version,
  }
}
