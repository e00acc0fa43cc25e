import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { notify, type Notice } from '#modules/notifications/api.ts'

/** What people of the demo company were told this morning: overdue tasks, leads given to them, leads of the team that nobody has answered. */
export async function tellDemoPeople(
  tx: Tx,
  workspaceId: string,
  { now, today }: { now: Date; today: string },
): Promise<void> {
  const { rows } = await sql<Omit<Notice, 'workspaceId' | 'subject'> & { subjectType: string; subjectId: string }>`
    -- What would these people have been told?
    with overdue as (
      select distinct on (owner_id) owner_id, id, title, to_char(due_on, 'YYYY-MM-DD') as due_on, count(*) over (partition by owner_id)::int as n
      from tasks where workspace_id = ${workspaceId}::uuid and state = 'open' and due_at < ${now}
      order by owner_id, due_at
    ), given as (
      select l.id, l.owner_id, coalesce(l.name, l.company_name) as name, l.target_minutes, row_number() over (partition by l.owner_id order by l.received_at desc) as place
      from leads l where l.workspace_id = ${workspaceId}::uuid and l.state = 'assigned' and l.owner_id is not null
    ), late as (
      select l.id, coalesce(l.name, l.company_name) as name, p.full_name as owner, p.manager_id
      from leads l left join people p on p.workspace_id = l.workspace_id and p.id = l.owner_id
      where l.workspace_id = ${workspaceId}::uuid and l.respond_by < least(coalesce(l.responded_at, ${now}), ${now})
      order by l.received_at desc limit 4
    ), unanswered as (
      select late.id, late.name, late.owner, p.id as told from late
      join people p on p.workspace_id = ${workspaceId}::uuid and p.left_on is null and (p.id = late.manager_id or p.role = 'owner')
    )
    select owner_id as "personId", 'TASK_OVERDUE' as kind, 'task' as "subjectType", id as "subjectId",
           jsonb_build_object('title', title, 'count', n, 'dueOn', due_on) as data, '/tasks?view=overdue' as path, ${`task.overdue.${today}`} as key
    from overdue
    union all
    select owner_id, 'LEAD_ASSIGNED', 'lead', id, jsonb_build_object('name', name, 'minutes', target_minutes), '/leads?lead=' || id, 'lead.' || id from given where place <= 2
    union all
    select told, 'LEAD_LATE_TEAM', 'lead', id, jsonb_build_object('name', name, 'owner', owner), '/leads?lead=' || id, 'lead.team.' || id from unanswered`.execute(
    tx,
  )
  await notify(
    tx,
    rows.map(({ subjectType, subjectId, ...row }) => ({
      ...row,
      workspaceId,
      subject: { type: subjectType, id: subjectId },
    })),
  )
}
