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

/** Who bought of a seller. */
export interface SellerClients {
  /** All their purchases, minor units. */
  salesMinor: number
  /** Clients, without deals that have none. */
  n: number
  /** The largest; null: nobody has bought. */
  top: SellerClient | null
}

/** Who bought of a seller in a period; wins less returns. */
export async function clientsOfSeller(tx: Tx, personId: string, period: Period): Promise<SellerClients> {
  const counting = await countingOf(tx, period)
  const { rows } = await sql<{
    salesMinor: number
    n: number
    id: string | null
    name: string | null
    topMinor: number
  }>`
    -- On whom do the sales of this seller depend?
    with sold as materialized (
      -- Deals that were won and taken back again come to nothing before their clients are looked up.
      select deal_id, sum(base_minor) as sales from ${countedBookings(counting)} b
      where b.owner_id = ${personId}::uuid group by deal_id having sum(base_minor) <> 0
    ), bought as materialized (
      select d.company_id, sum(s.sales)::bigint as sales
      from sold s left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = s.deal_id
      group by d.company_id having sum(s.sales) <> 0
    )
    select a.sales as "salesMinor", a.n, top.company_id as id, top.sales as "topMinor",
      (select c.name from facts.companies c where c.workspace_id = (select app_workspace()) and c.id = top.company_id) as name
    from (select * from bought order by sales desc, company_id limit 1) top
    cross join (select sum(sales)::bigint as sales, count(company_id)::int as n from bought) a`.execute(tx)
  const [found] = rows
  if (!found) return { salesMinor: 0, n: 0, top: null }
  return {
    salesMinor: found.salesMinor,
    n: found.n,
    top: { id: found.id, name: found.name, salesMinor: found.topMinor },
  }
}
