import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { readTasks, type TaskRow } from './task-rows.ts'

/** One of them. */
export interface About {
  dealId?: string | undefined
  companyId?: string | undefined
  contactId?: string | undefined
  personId?: string | undefined
}

/** Tasks of one record: open ones by date, then closed ones, the latest first. Those of a company's deals are the company's too. */
export async function tasksAbout(tx: Tx, workspaceId: string, about: About, limit: number): Promise<TaskRow[]> {
  const order = sql`t.state <> 'open', case when t.state = 'open' then t.due_at end, t.closed_at desc, t.id`
  const own = (condition: RawBuilder<unknown>) => sql`
    select * from tasks t where t.workspace_id = ${workspaceId}::uuid and t.deleted_at is null and ${condition}`
  return readTasks(tx, sql`${own(conditionOf(workspaceId, about))} order by ${order} limit ${limit}::int`, order)
}

function conditionOf(workspaceId: string, { dealId, companyId, contactId, personId }: About): RawBuilder<unknown> {
  if (dealId) return sql`t.deal_id = ${dealId}::uuid`
  if (contactId) return sql`t.contact_id = ${contactId}::uuid`
  if (personId) {
    return sql`(t.person_id = ${personId}::uuid or (t.owner_id = ${personId}::uuid and t.state = 'open'))`
  }
  if (!companyId) return sql`false`
  return sql`(t.company_id = ${companyId}::uuid or t.deal_id in (
    select d.id from deals d where d.workspace_id = ${workspaceId}::uuid and d.company_id = ${companyId}::uuid))`
}
