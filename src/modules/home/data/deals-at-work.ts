import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { ownedBy } from '#modules/funnel/api.ts'

export interface DealAtWork {
  dealId: string
  title: string
  stageName: string
  ownerId: string | null
  ownerName: string | null
  amountMinor: number
  expectedCloseOn: Day | null
}

interface Question {
  owners: readonly string[] | null
  /** Deals untouched since then are not work of today: they are counted apart. */
  abandonedSince: Date
}

/** So many of the largest open deals are looked at: what is worth more than all of them together is not among the rest. */
const CONSIDERED = 600

/** The largest open deals that somebody works on. */
export async function dealsAtWork(tx: Tx, { owners, abandonedSince }: Question): Promise<DealAtWork[]> {
  const { rows } = await sql<DealAtWork>`
    -- Which are the largest open deals that are not abandoned?
    with largest as materialized (
      select id, title, stage_id, owner_id, base_minor, expected_close_on, stage_entered_at, created_at
      from facts.deals
      where workspace_id = (select app_workspace()) and outcome = 'open' ${ownedBy(owners)}
      order by base_minor desc, id desc limit ${CONSIDERED}
    )
    select d.id as "dealId", d.title, s.name as "stageName", d.owner_id as "ownerId", p.full_name as "ownerName", d.base_minor as "amountMinor",
           d.expected_close_on as "expectedCloseOn"
    from largest d
    join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = d.stage_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = d.owner_id
    left join lateral (
      select a.occurred_at as at from facts.activities a
      where a.workspace_id = (select app_workspace()) and a.deal_id = d.id and a.done order by a.occurred_at desc limit 1
    ) seen on true
    where greatest(d.created_at, d.stage_entered_at, seen.at) >= ${abandonedSince}
    order by d.base_minor desc, d.id desc`.execute(tx)
  return rows
}
