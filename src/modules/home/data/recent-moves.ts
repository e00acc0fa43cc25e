import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface RecentMove {
  dealId: string
  title: string
  stageName: string
  stageColor: string
  meaning: 'open' | 'won' | 'lost'
  amountMinor: number
  at: Date
}

/** The deals of a person that came to their stages last. */
export async function recentMoves(tx: Tx, personId: string, since: Date, limit: number): Promise<RecentMove[]> {
  const { rows } = await sql<RecentMove>`
    -- Which of my deals have moved lately?
    select d.id as "dealId", d.title, s.name as "stageName", s.color as "stageColor", s.meaning, d.base_minor as "amountMinor", d.stage_entered_at as at
    from facts.deals d
    join facts.stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    where d.workspace_id = (select app_workspace()) and d.owner_id = ${personId}::uuid and d.stage_entered_at >= ${since}
    order by d.stage_entered_at desc, d.id desc limit ${limit}`.execute(tx)
  return rows
}
