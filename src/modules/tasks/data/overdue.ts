import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface Company {
  workspaceId: string
  timeZone: TimeZone
}

/** All companies, for what is done for each by its own clock. */
export async function companies(tx: Tx): Promise<Company[]> {
  const { rows } = await sql<Company>`
    -- Which companies are there, and what time is it there?
    select id as "workspaceId", time_zone as "timeZone" from workspaces`.execute(tx)
  return rows
}

export interface OverdueOf {
  personId: string
  count: number
  /** The oldest of them. */
  taskId: string
  title: string
  dueOn: string
}

/** Who of the company has tasks that were to be done before the moment, how many, and which is the oldest. */
export async function overdueByPerson(tx: Tx, workspaceId: string, before: Date): Promise<OverdueOf[]> {
  const { rows } = await sql<OverdueOf>`
    -- Who has overdue tasks, how many, and which is the oldest?
    with overdue as (
      select owner_id, id, title, due_on, row_number() over (partition by owner_id order by due_at, id) as place,
             count(*) over (partition by owner_id) as n
      from tasks where workspace_id = ${workspaceId}::uuid and state = 'open' and deleted_at is null and due_at < ${before}
    )
    select o.owner_id as "personId", o.n as count, o.id as "taskId", o.title, o.due_on as "dueOn"
    from overdue o join people p on p.workspace_id = ${workspaceId}::uuid and p.id = o.owner_id
    where o.place = 1 and p.state = 'active'
    order by o.owner_id`.execute(tx)
  return rows
}
