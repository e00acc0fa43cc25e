import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { ownedBy } from '#modules/funnel/api.ts'
import type { DealAtWork } from '../calc/attention.ts'

export interface FoundDeal extends DealAtWork {
  dealId: string
  title: string
  stageName: string
  ownerName: string | null
  amountMinor: number
}

interface Question {
  owners: readonly string[] | null
  /** Nine of ten leave the stage within so many seconds. */
  norms: readonly { stageId: string; p90Seconds: number }[]
  closingBefore: Day
  silentSince: Date
  /** Deals untouched since then are not work of today: they are counted apart. */
  abandonedSince: Date
  now: Date
  limit: number
}

/** So many of the largest open deals are looked at: what is worth more than all of them together is not among the rest. */
const CONSIDERED = 600

/** Open deals that ask for a hand, the largest first; the same conditions as `reasonsFor`. */
export async function dealsAtWork(
  tx: Tx,
  { owners, norms, closingBefore, silentSince, abandonedSince, now, limit }: Question,
): Promise<FoundDeal[]> {
  const { rows } = await sql<FoundDeal>`
    -- Which open deals are overdue, about to close, stuck or silent? The largest ones.
    with norms (stage_id, seconds) as (
      select * from unnest(${norms.map((norm) => norm.stageId)}::uuid[], ${norms.map((norm) => norm.p90Seconds)}::float8[])
    ), largest as materialized (
      select id, title, stage_id, owner_id, base_minor, expected_close_on, stage_entered_at, created_at
      from facts.deals
      where workspace_id = (select app_workspace()) and outcome = 'open' ${ownedBy(owners)}
      order by base_minor desc, id desc limit ${CONSIDERED}
    ), at_work as (
      select d.*, n.seconds, greatest(d.created_at, d.stage_entered_at, seen.at) as last_sign_at
      from largest d
      left join norms n on n.stage_id = d.stage_id
      left join lateral (
        select a.occurred_at as at from facts.activities a
        where a.workspace_id = (select app_workspace()) and a.deal_id = d.id and a.done order by a.occurred_at desc limit 1
      ) seen on true
      where (d.expected_close_on < ${closingBefore}::date
          or d.stage_entered_at < ${now}::timestamptz - n.seconds * interval '1 second'
          or greatest(d.created_at, d.stage_entered_at, seen.at) < ${silentSince})
        and greatest(d.created_at, d.stage_entered_at, seen.at) >= ${abandonedSince}
      order by d.base_minor desc, d.id desc limit ${limit}
    )
    select w.id as "dealId", w.title, s.name as "stageName", p.full_name as "ownerName", w.base_minor as "amountMinor",
           w.expected_close_on as "expectedCloseOn", w.stage_entered_at as "stageEnteredAt", w.last_sign_at as "lastSignAt", w.seconds as "usualSeconds"
    from at_work w
    join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = w.stage_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = w.owner_id
    order by w.base_minor desc, w.id desc`.execute(tx)
  return rows
}
