import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { countedBookings, countingOf } from '#modules/funnel/api.ts'

export interface SellerClient {
  /** Null: deals without a client. */
  id: string | null
  /** Null: out of the asker's sight. */
  name: string | null
  salesMinor: number
}

/** Who bought of a seller in a period, the largest first; wins less returns. */
export async function clientsOfSeller(tx: Tx, personId: string, period: Period): Promise<SellerClient[]> {
  const counting = await countingOf(tx, period)
  const { rows } = await sql<SellerClient>`
    -- On whom do the sales of this seller depend?
    with bought as (
      select d.company_id, sum(b.base_minor)::bigint as sales
      from ${countedBookings(counting)} b left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.deal_id
      where b.owner_id = ${personId}::uuid
      group by d.company_id having sum(b.base_minor) <> 0
    )
    select bought.company_id as id, c.name, bought.sales as "salesMinor"
    from bought left join facts.companies c on c.workspace_id = (select app_workspace()) and c.id = bought.company_id
    order by bought.sales desc`.execute(tx)
  return rows
}
