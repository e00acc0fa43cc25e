import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type LimitedRole, type Limits, USUAL_LIMITS } from '../calc/discount.ts'
import type { VatMode } from '../calc/line-sums.ts'
import type { StoredLine } from './deal-lines.ts'

/** Limits of the company; roles that nobody has set have the usual ones. */
export async function discountLimits(tx: Tx, workspaceId: string): Promise<Limits> {
  const { rows } = await sql<{ role: LimitedRole; limitBp: number }>`
    select role, limit_bp as "limitBp" from discount_limits where workspace_id = ${workspaceId}::uuid`.execute(tx)
  return { ...USUAL_LIMITS, ...Object.fromEntries(rows.map(({ role, limitBp }) => [role, limitBp])) }
}

export async function setDiscountLimits(tx: Tx, workspaceId: string, limits: Limits): Promise<void> {
  await sql`
    insert into discount_limits (workspace_id, role, limit_bp)
    select ${workspaceId}::uuid, key, value::int from jsonb_each_text(${JSON.stringify(limits)}::jsonb)
    on conflict (workspace_id, role) do update set limit_bp = excluded.limit_bp`.execute(tx)
}

export interface StoredRequest {
  id: string
  dealId: string
  discountBp: number
  lines: StoredLine[]
  vatMode: VatMode
  note: string | null
  askedBy: string
  askedByName: string | null
  askedAt: Date
}

/** The question about a discount of this deal that waits for an answer. */
export async function pendingRequest(tx: Tx, workspaceId: string, dealId: string): Promise<StoredRequest | undefined> {
  const { rows } = await sql<StoredRequest>`
    select r.id, r.deal_id as "dealId", r.discount_bp as "discountBp", r.lines, r.vat_mode as "vatMode", r.note, r.asked_by as "askedBy",
           p.full_name as "askedByName", r.asked_at as "askedAt"
    from discount_requests r left join people p on p.workspace_id = r.workspace_id and p.id = r.asked_by
    where r.workspace_id = ${workspaceId}::uuid and r.deal_id = ${dealId}::uuid and r.state = 'pending'`.execute(tx)
  return rows[0]
}

export async function insertRequest(
  tx: Tx,
  workspaceId: string,
  request: Pick<StoredRequest, 'id' | 'dealId' | 'discountBp' | 'lines' | 'vatMode' | 'note' | 'askedBy'> & {
    now: Date
  },
): Promise<void> {
  const { id, dealId, discountBp, lines, vatMode, note, askedBy, now } = request
  await sql`
    insert into discount_requests (workspace_id, id, deal_id, discount_bp, lines, vat_mode, note, asked_by, asked_at)
    values (${workspaceId}::uuid, ${id}::uuid, ${dealId}::uuid, ${discountBp}::int, ${JSON.stringify(lines)}::jsonb, ${vatMode}, ${note},
            ${askedBy}::uuid, ${now}::timestamptz)`.execute(tx)
}

/** Ends a question that still waits. Gives whether it did. */
export async function endRequest(
  tx: Tx,
  workspaceId: string,
  end: { id: string; state: 'approved' | 'refused' | 'withdrawn'; by: string; note: string | null; now: Date },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update discount_requests set state = ${end.state}, decided_by = ${end.by}::uuid, decided_at = ${end.now}::timestamptz, decision_note = ${end.note}
    where workspace_id = ${workspaceId}::uuid and id = ${end.id}::uuid and state = 'pending'`.execute(tx)
  return numAffectedRows > 0n
}

/** Who stands above a person, nearest first, and after them the owners: those who may be asked. */
export async function peopleAbove(
  tx: Tx,
  workspaceId: string,
  personId: string,
  today: string,
): Promise<{ id: string; role: string }[]> {
  const { rows } = await sql<{ id: string; role: string }>`
    -- Who stands above this person, nearest first?
    with recursive above as (
      select m.id, m.role, m.manager_id, m.left_on, m.state, 1 as steps
      from people p join people m on m.workspace_id = p.workspace_id and m.id = p.manager_id
      where p.workspace_id = ${workspaceId}::uuid and p.id = ${personId}::uuid
      union all
      select m.id, m.role, m.manager_id, m.left_on, m.state, a.steps + 1
      from above a join people m on m.workspace_id = ${workspaceId}::uuid and m.id = a.manager_id where a.steps < 50
    )
    select id, role from (
      select id, role, steps, left_on, state from above
      union all
      select id, role, 100, left_on, state from people where workspace_id = ${workspaceId}::uuid and role in ('owner', 'director') and id <> ${personId}::uuid
    ) x where (left_on is null or left_on >= ${today}::date) and state <> 'disabled' order by steps, role, id`.execute(
    tx,
  )
  return rows
}
