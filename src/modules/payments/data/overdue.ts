import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface OverdueInvoice {
  id: string
  workspaceId: string
  /** Its seller; of one who has left, whoever works above him. */
  toldId: string
  number: string
  dealId: string
  companyName: string | null
  currency: string
  owedMinor: number
  days: number
}

/** Told again after a week. */
const AGAIN_DAYS = 7
/** From this time of the company's clock on, until an hour later. */
const MORNING = '08:30'

/** Marks overdue invoices of the companies where it is morning, of which nobody has been told lately, and gives them; a second run on the same day finds none. */
export async function takeOverdue(tx: Tx, now: Date): Promise<OverdueInvoice[]> {
  const { rows } = await sql<OverdueInvoice>`
    -- Which invoices are overdue, and who does not know it yet?
    with recursive mornings as (
      select id as workspace_id, wall::date as today
      from (select id, ${now}::timestamptz at time zone time_zone as wall from workspaces) clocks
      where wall - wall::date >= ${MORNING}::interval and wall - wall::date < ${MORNING}::interval + interval '1 hour'
    ), above as (
      -- Each person with those above him, the nearest first, up to one who works.
      select p.workspace_id, p.id, p.id as told_id, p.manager_id, m.today, p.state <> 'disabled' and (p.left_on is null or p.left_on >= m.today) as works, 0 as steps
      from people p join mornings m on m.workspace_id = p.workspace_id
      union all
      select a.workspace_id, a.id, p.id, p.manager_id, a.today, p.state <> 'disabled' and (p.left_on is null or p.left_on >= a.today), a.steps + 1
      from above a join people p on p.workspace_id = a.workspace_id and p.id = a.manager_id
      where not a.works and a.steps < 20
    ), late as (
      select i.workspace_id, i.id, m.today, a.told_id
      from invoices i join mornings m on m.workspace_id = i.workspace_id
      join deals d on d.workspace_id = i.workspace_id and d.id = i.deal_id and d.deleted_at is null
      join above a on a.workspace_id = i.workspace_id and a.id = i.owner_id and a.works
      where i.cancelled_at is null and i.paid_minor < i.total_minor and i.due_on < m.today
        and (i.overdue_told_on is null or i.overdue_told_on <= m.today - ${AGAIN_DAYS}::int)
    )
    update invoices i set overdue_told_on = late.today from late
    where i.workspace_id = late.workspace_id and i.id = late.id
    returning i.id, i.workspace_id as "workspaceId", late.told_id as "toldId", i.number, i.deal_id as "dealId", i.currency,
      (i.total_minor - i.paid_minor)::float8 as "owedMinor", late.today - i.due_on as days,
      (select c.name from companies c where c.workspace_id = i.workspace_id and c.id = i.company_id) as "companyName"`.execute(
    tx,
  )
  return rows
}
