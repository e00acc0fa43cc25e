import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { ownedBy } from '#modules/funnel/api.ts'

interface Question {
  owners: readonly string[] | null
  /** Neither moved nor touched by an activity since then. */
  since: Date
  limit: number
}

/** Open deals that nobody has touched since then, up to the limit: how many and how much. */
export async function abandonedSum(tx: Tx, question: Question): Promise<{ n: number; amountMinor: number }> {
  const { rows } = await sql<{ n: number; amountMinor: number }>`
    -- How many open deals has nobody touched for long, and what are they worth?
    with abandoned as (${abandoned(question)} limit ${question.limit})
    select count(*) as n, coalesce(sum(base_minor), 0)::bigint as "amountMinor" from abandoned`.execute(tx)
  return rows[0] ?? { n: 0, amountMinor: 0 }
}

export interface AbandonedDeal {
  dealId: string
  title: string
  stageName: string
  ownerName: string | null
  amountMinor: number
  lastSignAt: Date
}

/** The same as a list, the largest first. `after`: amount and id of the last row of the page before. */
export async function abandonedDeals(
  tx: Tx,
  question: Question & { after: readonly [amountMinor: number, dealId: string] | undefined },
): Promise<AbandonedDeal[]> {
  const { after, limit } = question
  const { rows } = await sql<AbandonedDeal>`
    -- Which open deals has nobody touched for long?
    with page as (
      ${abandoned(question)} ${after ? sql`and (d.base_minor, d.id) < (${after[0]}::bigint, ${after[1]}::uuid)` : sql``}
      order by d.base_minor desc, d.id desc limit ${limit}
    )
    select d.id as "dealId", d.title, s.name as "stageName", p.full_name as "ownerName", d.base_minor as "amountMinor", d.last_sign_at as "lastSignAt"
    from page d
    join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = d.stage_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = d.owner_id
    order by d.base_minor desc, d.id desc`.execute(tx)
  return rows
}

function abandoned({ owners, since }: Question): RawBuilder<unknown> {
  return sql`
      select d.id, d.title, d.stage_id, d.owner_id, d.base_minor, greatest(d.created_at, d.stage_entered_at, seen.at) as last_sign_at
      from facts.deals d
      left join lateral (
        select a.occurred_at as at from facts.activities a
        where a.workspace_id = (select app_workspace()) and a.deal_id = d.id and a.done order by a.occurred_at desc limit 1
      ) seen on true
      where d.workspace_id = (select app_workspace()) and d.outcome = 'open' ${ownedBy(owners, 'd.owner_id')}
        and d.stage_entered_at < ${since} and d.created_at < ${since} and coalesce(seen.at < ${since}, true)`
}
