import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface CompanyAtClock {
  workspaceId: string
  timeZone: TimeZone
  tellSellerAt: number | null
  tellHeadAt: number | null
  tellBelow: number
}

/** Companies that have norms, with when their people are told. As the server. */
export async function companiesWithNorms(tx: Tx): Promise<CompanyAtClock[]> {
  const { rows } = await sql<CompanyAtClock>`
    -- Which companies have norms, and when are their people told?
    select w.id as "workspaceId", w.time_zone as "timeZone",
           case when s.workspace_id is null then 960 else s.tell_seller_at end as "tellSellerAt",
           case when s.workspace_id is null then 570 else s.tell_head_at end as "tellHeadAt",
           coalesce(s.tell_below, 0.8)::float8 as "tellBelow"
    from facts.workspaces w left join norms_settings s on s.workspace_id = w.id
    where exists (select from norms n where n.workspace_id = w.id)`.execute(tx)
  return rows
}
