import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface PlanSoon {
  id: string
  workspaceId: string
  ownerId: string
  kind: string
  title: string | null
  client: string | null
  occurredAt: Date
  timeZone: TimeZone
}

/** Meetings and demonstrations of all companies that begin within so many minutes. Calls have their place in the plan of the day. */
export async function plansSoon(tx: Tx, now: Date, minutes: number): Promise<PlanSoon[]> {
  const { rows } = await sql<PlanSoon>`
    -- Which meetings begin soon?
    select a.id, a.workspace_id as "workspaceId", a.owner_id as "ownerId", a.kind, a.title, coalesce(c.name, d.title) as client,
           a.occurred_at as "occurredAt", w.time_zone as "timeZone"
    from activities a
    join workspaces w on w.id = a.workspace_id
    join people p on p.workspace_id = a.workspace_id and p.id = a.owner_id and p.state <> 'disabled'
    left join companies c on c.workspace_id = a.workspace_id and c.id = a.company_id
    left join deals d on d.workspace_id = a.workspace_id and d.id = a.deal_id
    where not a.done and a.kind in ('meeting', 'demo')
      and a.occurred_at > ${now}::timestamptz and a.occurred_at <= ${now}::timestamptz + make_interval(mins => ${minutes}::int)
    limit 1000`.execute(tx)
  return rows
}
