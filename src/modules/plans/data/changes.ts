import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Cut, Tier } from '../calc/plan-metrics.ts'
import type { CellAddress } from './cells.ts'

interface ChangesAsked {
  workspaceId: string
  metric: string
  year: number
  subjectId?: string | undefined
  month?: string | undefined
  /** Id of the last change that was seen. */
  cursor?: string | undefined
  limit: number
}

export interface PlanChange extends CellAddress {
  id: string
  tier: Tier
  cut: Cut
  cutKey: string
  at: Date
  name: string | null
  actorName: string | null
  beforeMinor: number | null
  afterMinor: number | null
  note: string | null
}

/** Changes of a year's plan, newest first. */
export async function changesOf(tx: Tx, asked: ChangesAsked): Promise<PlanChange[]> {
  const [from, to] = asked.month
    ? [`${asked.month}-01`, `${asked.month}-01`]
    : [`${asked.year}-01-01`, `${asked.year}-12-01`]
  const { rows } = await sql<PlanChange>`
    -- Who changed the plan of this year, of what, from what to what?
    select c.id, c.at, c.level, c.subject_id as "subjectId", to_char(c.month, 'YYYY-MM') as month,
           c.tier, c.cut, c.cut_key as "cutKey", coalesce(p.full_name, d.name, w.name) as name, author.full_name as "actorName",
           c.before_minor as "beforeMinor", c.after_minor as "afterMinor", c.note
    from plan_changes c
    left join facts.people p on c.level = 'person' and p.workspace_id = c.workspace_id and p.id = c.subject_id
    left join facts.departments d on c.level = 'department' and d.workspace_id = c.workspace_id and d.id = c.subject_id
    left join facts.workspaces w on c.level = 'company' and w.id = c.subject_id
    left join facts.people author on author.workspace_id = c.workspace_id and author.id = c.actor_id
    where c.workspace_id = ${asked.workspaceId}::uuid and c.metric = ${asked.metric} and c.month between ${from}::date and ${to}::date
      and (${asked.subjectId ?? null}::uuid is null or c.subject_id = ${asked.subjectId ?? null}::uuid)
      and (${asked.cursor ?? null}::uuid is null or c.id < ${asked.cursor ?? null}::uuid)
    order by c.id desc
    limit ${asked.limit}`.execute(tx)
  return rows
}
