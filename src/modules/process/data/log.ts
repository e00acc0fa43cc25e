import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { momentText } from '#core/db/moment-text.ts'
import { type WaysAsked, waysOf } from './ways.ts'

/** One event of the log: a deal came to a stage. */
export interface LoggedMove {
  dealId: string
  title: string
  amountMinor: number
  currency: string
  source: string | null
  pipeline: string
  stage: string
  at: Date
  resource: string | null
  /** Where the next page begins: behind the deal of this event. */
  moment: string
}

/** Every move of the next deals of the question, deal by deal in order; what was voided is no move. */
export async function logPage(
  tx: Tx,
  asked: WaysAsked,
  { after, deals }: { after: readonly [moment: string, dealId: string] | null; deals: number },
): Promise<LoggedMove[]> {
  const { rows } = await sql<LoggedMove>`
    -- Through which stages did these deals go, when, and who moved them?
    with page as materialized (
      select deal_id, pipeline_id, created_at from facts.deal_paths
      where ${waysOf(asked)} ${after ? sql`and (created_at, deal_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by created_at, deal_id limit ${deals}
    )
    select d.id as "dealId", d.title, d.amount_minor as "amountMinor", d.currency, so.name as source, pl.name as pipeline, st.name as stage,
           c.occurred_at as at, p.full_name as resource, ${momentText(sql`w.created_at`)} as moment
    from page w
    join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = w.deal_id
    join facts.stage_changes c on c.workspace_id = (select app_workspace()) and c.deal_id = w.deal_id and c.pipeline_id = w.pipeline_id and c.voids_seq is null
      and not exists (select from facts.stage_changes v where v.workspace_id = c.workspace_id and v.deal_id = c.deal_id and v.voids_seq = c.seq)
    join facts.stages st on st.workspace_id = (select app_workspace()) and st.id = c.to_stage_id
    join facts.pipelines pl on pl.workspace_id = (select app_workspace()) and pl.id = c.pipeline_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = coalesce(c.owner_id, c.actor_id)
    left join facts.sources so on so.workspace_id = (select app_workspace()) and so.id = d.source_id
    order by w.created_at, d.id, c.occurred_at, c.seq`.execute(tx)
  return rows
}
