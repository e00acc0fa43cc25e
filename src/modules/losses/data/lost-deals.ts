import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { momentText } from '#core/db/moment-text.ts'
import { handedOver } from './competitors.ts'
import { closedDeals, type LossQuestion } from './question.ts'

export interface ClosedDeal {
  dealId: string
  title: string | null
  ownerName: string | null
  stageName: string | null
  reasonName: string | null
  competitorNames: string | null
  amountMinor: number
  closedAt: Date
  moment: string
}

/** Which deals of a cut: an id, or 'none' for those without. */
export interface Narrowing {
  outcome: 'lost' | 'won'
  reason?: string | undefined
  stage?: string | undefined
  seller?: string | undefined
  source?: string | undefined
  competitor?: string | undefined
}

/** The deals behind a figure, newest first. */
export async function dealsOfFigure(
  tx: Tx,
  question: LossQuestion,
  narrowing: Narrowing,
  { after, limit }: { after: readonly [moment: string, dealId: string] | undefined; limit: number },
): Promise<ClosedDeal[]> {
  const { outcome, reason, stage, seller, source, competitor } = narrowing
  const { rows } = await sql<ClosedDeal>`
    -- Which deals are behind this figure of losses?
    with handed_over as materialized (
      select deal_id, competitor_id from ${handedOver(question.period)} h
    ), behind as (
      select deal_id, owner_id, furthest_stage_id, loss_reason_id, base_minor, closed_at
      from ${await closedDeals(tx, question)} r
      where outcome = ${outcome}
        ${is('loss_reason_id', reason)} ${is('furthest_stage_id', stage)} ${is('owner_id', seller)} ${is('source_id', source)} ${against(competitor)}
        ${after ? sql`and (closed_at, deal_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by closed_at desc, deal_id desc limit ${limit}
    )
    select b.deal_id as "dealId", d.title, p.full_name as "ownerName", s.name as "stageName", l.name as "reasonName", b.base_minor as "amountMinor",
           b.closed_at as "closedAt", ${momentText(sql`b.closed_at`)} as moment,
           (select string_agg(c.name, ', ' order by c.name) from (${rivals(sql`b.deal_id`)}) r
            join facts.competitors c on c.workspace_id = (select app_workspace()) and c.id = r.competitor_id) as "competitorNames"
    from behind b
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.deal_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = b.owner_id
    left join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = b.furthest_stage_id
    left join facts.loss_reasons l on l.workspace_id = (select app_workspace()) and l.id = b.loss_reason_id
    order by b.closed_at desc, b.deal_id desc`.execute(tx)
  return rows
}

function is(column: string, value: string | undefined): RawBuilder<unknown> {
  if (value === undefined) return sql``
  return value === 'none' ? sql`and ${sql.ref(column)} is null` : sql`and ${sql.ref(column)} = ${value}::uuid`
}

function against(competitor: string | undefined): RawBuilder<unknown> {
  if (competitor === undefined) return sql``
  const named = sql`select from (${rivals(sql`r.deal_id`)}) v`
  return competitor === 'none'
    ? sql`and not exists (${named})`
    : sql`and exists (${named} where v.competitor_id = ${competitor}::uuid)`
}

/** Whoever is named in a deal as its rival; stands behind `handed_over`. */
const rivals = (dealId: RawBuilder<unknown>) => sql`
  select competitor_id from facts.deal_rivals where workspace_id = (select app_workspace()) and deal_id = ${dealId}
  union
  select competitor_id from handed_over h where h.deal_id = ${dealId}`
