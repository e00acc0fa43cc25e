import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { CloseLine, Closing } from '../contract.ts'

export interface StoredClosing {
  month: Month
  state: Exclude<Closing['state'], 'open'>
  step: string
  done: number
  total: number
  cutOff: Date | null
  closedAt: Date | null
  closedById: string | null
  closedByName: string | null
  note: string | null
  reopenedAt: Date | null
  reopenedById: string | null
  reopenedByName: string | null
  reopenReason: string | null
  checklist: CloseLine[]
}

/** Months that were closed, are being closed or were opened again, the earliest first. */
export async function closings(tx: Tx, workspaceId: string): Promise<StoredClosing[]> {
  const { rows } = await sql<StoredClosing>`
    -- Which months are closed?
    select to_char(p.month, 'YYYY-MM') as month, p.state, p.step, p.done, p.total, p.cut_off as "cutOff", p.closed_at as "closedAt",
           p.closed_by as "closedById", c.full_name as "closedByName", p.note, p.reopened_at as "reopenedAt", p.reopened_by as "reopenedById",
           r.full_name as "reopenedByName", p.reopen_reason as "reopenReason", p.checklist
    from cycle_closed_periods p
    left join facts.people c on c.workspace_id = p.workspace_id and c.id = p.closed_by
    left join facts.people r on r.workspace_id = p.workspace_id and r.id = p.reopened_by
    where p.workspace_id = ${workspaceId}::uuid order by p.month`.execute(tx)
  return rows
}

/** Takes the month for closing; false when somebody else has it or it is closed. A closing that broke off can be begun again. */
export async function beginClosing(
  tx: Tx,
  workspaceId: string,
  month: Month,
  {
    byId,
    note,
    checklist,
    now,
    steps,
  }: { byId: string | null; note: string | null; checklist: readonly CloseLine[]; now: Date; steps: number },
): Promise<boolean> {
  const { rows } = await sql`
    -- This month is being closed from now on.
    insert into cycle_closed_periods as p (workspace_id, month, state, started_at, closed_by, note, checklist, total)
    values (${workspaceId}::uuid, ${`${month}-01`}::date, 'closing', ${now}::timestamptz, ${byId}::uuid, ${note}, ${JSON.stringify(checklist)}::jsonb, ${steps}::int)
    on conflict (workspace_id, month) do update
      set state = 'closing', step = 'waiting', done = 0, total = excluded.total, started_at = excluded.started_at, closed_by = excluded.closed_by,
        note = excluded.note, checklist = excluded.checklist, version = p.version + 1
      where p.state in ('reopened', 'failed')
    returning p.month`.execute(tx)
  return rows.length > 0
}

export async function noteProgress(
  tx: Tx,
  workspaceId: string,
  month: Month,
  step: string,
  done: number,
): Promise<void> {
  await sql`
    update cycle_closed_periods set step = ${step}, done = ${done}::int
    where workspace_id = ${workspaceId}::uuid and month = ${`${month}-01`}::date and state = 'closing'`.execute(tx)
}

/** Keeps the figures of the month; gives how many bookings it has. */
export async function freeze(tx: Tx, workspaceId: string, month: Month): Promise<number> {
  const { rows } = await sql<{ kept: number }>`
    select cycle_freeze(${workspaceId}::uuid, ${`${month}-01`}::date) as kept`.execute(tx)
  return rows[0]?.kept ?? 0
}

export async function endClosing(tx: Tx, workspaceId: string, month: Month, now: Date, done: number): Promise<void> {
  await sql`
    update cycle_closed_periods set state = 'closed', step = 'closed', done = ${done}::int, cut_off = ${now}::timestamptz, closed_at = ${now}::timestamptz,
      version = version + 1
    where workspace_id = ${workspaceId}::uuid and month = ${`${month}-01`}::date and state = 'closing'`.execute(tx)
}

export async function failClosing(tx: Tx, workspaceId: string, month: Month): Promise<void> {
  await sql`
    update cycle_closed_periods set state = 'failed' where workspace_id = ${workspaceId}::uuid and month = ${`${month}-01`}::date and state = 'closing'`.execute(
    tx,
  )
}

/** The month is open again; false when it was not closed. */
export async function reopen(
  tx: Tx,
  workspaceId: string,
  month: Month,
  { byId, reason, now }: { byId: string; reason: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update cycle_closed_periods set state = 'reopened', reopened_at = ${now}::timestamptz, reopened_by = ${byId}::uuid, reopen_reason = ${reason},
      version = version + 1
    where workspace_id = ${workspaceId}::uuid and month = ${`${month}-01`}::date and state = 'closed' returning month`.execute(
    tx,
  )
  if (rows.length > 0) await sql`select cycle_thaw(${workspaceId}::uuid, ${`${month}-01`}::date)`.execute(tx)
  return rows.length > 0
}
