import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Signs } from '../calc/score.ts'
import type { Norm } from './norms.ts'

interface Found {
  dealId: string
  stageId: string
  createdAt: Date
  stageEnteredAt: Date
  expectedCloseOn: Day | null
  baseMinor: number
  nextDueAt: Date | null
  lastContactAt: Date | null
  pushes: number
  missingFields: string[]
}

/** Signs of those of the deals that are open and that the actor sees. */
export async function signsByIds(
  tx: Tx,
  dealIds: readonly string[],
  norms: readonly Norm[],
): Promise<(Signs & { dealId: string })[]> {
  const { rows } = await sql<Found>`
    -- What do we know of these open deals?
    select o.deal_id as "dealId", o.stage_id as "stageId", o.created_at as "createdAt", o.stage_entered_at as "stageEnteredAt",
           o.expected_close_on as "expectedCloseOn", o.base_minor as "baseMinor", o.next_due_at as "nextDueAt",
           o.last_contact_at as "lastContactAt", o.pushes,
           array(select f.name from facts.fields f join facts.deal_custom c on c.workspace_id = f.workspace_id and c.deal_id = o.deal_id
                 where f.workspace_id = (select app_workspace()) and f.subject = 'deal' and f.archived_at is null
                   and o.stage_id = any (f.required_stage_ids) and not jsonb_exists(c.custom, f.id::text)
                 order by f.position, f.name) as "missingFields"
    from facts.deal_signs o
    where o.workspace_id = (select app_workspace()) and o.deal_id = any (${[...dealIds]}::uuid[])`.execute(tx)
  const usual = new Map(norms.map(({ stageId, usualSeconds }) => [stageId, usualSeconds]))
  return rows.map(({ stageId, ...row }) => ({
    ...row,
    createdAt: row.createdAt.getTime(),
    stageEnteredAt: row.stageEnteredAt.getTime(),
    nextDueAt: row.nextDueAt?.getTime() ?? null,
    lastContactAt: row.lastContactAt?.getTime() ?? null,
    usualSeconds: usual.get(stageId) ?? null,
  }))
}
