import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

/** What each client has bought since a day: products, or their groups; lines that name no product of the list count by their name. */
export async function basketsSince(
  tx: Tx,
  workspaceId: string,
  by: 'product' | 'group',
  since: Day,
): Promise<string[][]> {
  const named =
    by === 'product'
      ? sql`coalesce(p.name, l.product_name)`
      : sql`coalesce(nullif(p.product_group, ''), p.name, l.product_name)`
  const { rows } = await sql<{ products: string[] }>`
    -- Which products has each client bought?
    select json_agg(distinct ${named}) as products
    from facts.orders o
    join facts.deal_lines l on l.workspace_id = o.workspace_id and l.deal_id = o.deal_id
    left join facts.products p on p.workspace_id = l.workspace_id and p.id = l.product_id
    where o.workspace_id = ${workspaceId}::uuid and o.day > ${since}::date
    group by o.client_id`.execute(tx)
  return rows.map(({ products }) => products)
}
