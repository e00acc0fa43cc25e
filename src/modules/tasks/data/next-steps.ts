import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface NextStep {
  dealId: string
  kind: 'task' | 'activity' | 'hidden'
  recordId: string | null
  title: string
  activityKind: string | null
  owner: { id: string; name: string } | null
  dueAt: Date
  hasTime: boolean
}

/** The next step of each of these deals that has one. */
export async function nextSteps(tx: Tx, workspaceId: string, dealIds: readonly string[]): Promise<NextStep[]> {
  const { rows } = await sql<NextStep>`
    -- What is the next step of these deals? Of one that a colleague has and the reader does not see, only the date.
    with seen as (
      select s.deal_id as "dealId", s.kind, s.record_id as "recordId", s.title, s.activity_kind as "activityKind", s.due_at as "dueAt",
             coalesce(t.has_time, true) as "hasTime", case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.full_name) end as owner
      from facts.next_steps s
      left join tasks t on t.workspace_id = s.workspace_id and t.id = s.record_id and s.kind = 'task'
      left join people p on p.workspace_id = s.workspace_id and p.id = s.owner_id
      where s.workspace_id = ${workspaceId}::uuid and s.deal_id = any (${[...dealIds]}::uuid[])
    )
    select * from seen
    union all
    select d.deal_id, 'hidden', null, '', null, d.next_due_at, false, null
    from facts.deal_signs d
    where d.workspace_id = ${workspaceId}::uuid and d.deal_id = any (${[...dealIds]}::uuid[]) and d.next_due_at is not null
      and not exists (select from seen where seen."dealId" = d.deal_id)`.execute(tx)
  return rows
}
