import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { MOST_PRODUCTS, type Together } from '../calc/cross-sell.ts'

const NAMED = {
  product: sql`coalesce(p.name, l.product_name)`,
  group: sql`coalesce(nullif(p.product_group, ''), p.name, l.product_name)`,
}

/** What each client has bought since a day: products, or their groups; lines that name no product of the list count by their name. */
export async function basketsSince(
  tx: Tx,
  workspaceId: string,
  by: 'product' | 'group',
  since: Day,
): Promise<string[][]> {
  const { rows } = await sql<{ products: string[] }>`
    -- Which products has each client bought?
    select json_agg(distinct ${NAMED[by]}) as products
    from facts.orders o
    join facts.deal_lines l on l.workspace_id = o.workspace_id and l.deal_id = o.deal_id
    left join facts.products p on p.workspace_id = l.workspace_id and p.id = l.product_id
    where o.workspace_id = ${workspaceId}::uuid and o.day > ${since}::date
    group by o.client_id`.execute(tx)
  return rows.map(({ products }) => products)
}

/** Keeps what the clients of each seller have bought since a day, with the classes: who sold the deal answers for its products. */
export async function keepBaskets(tx: Tx, workspaceId: string, since: Day): Promise<void> {
  await sql`delete from segments_baskets where workspace_id = ${workspaceId}::uuid`.execute(tx)
  await sql`
    insert into segments_baskets (workspace_id, owner_id, client_id, products, groups)
    select o.workspace_id, coalesce(o.owner_id, nil_uuid()), o.client_id, array_agg(distinct ${NAMED.product}), array_agg(distinct ${NAMED.group})
    from facts.orders o
    join facts.deal_lines l on l.workspace_id = o.workspace_id and l.deal_id = o.deal_id
    left join facts.products p on p.workspace_id = l.workspace_id and p.id = l.product_id
    where o.workspace_id = ${workspaceId}::uuid and o.day > ${since}::date
    group by o.workspace_id, coalesce(o.owner_id, nil_uuid()), o.client_id
    order by 1, 2, 3`.execute(tx)
}

/** What the clients of these people buy together, as it was kept with the classes: all products, and the pairs of those that most clients buy. */
export async function togetherOfPeople(tx: Tx, by: 'product' | 'group', people: readonly string[]): Promise<Together> {
  const { rows } = await sql<Together>`
    -- Which products do the same clients of these people buy?
    with bought as materialized (
      select distinct client_id, name from segments_baskets b cross join unnest(${by === 'product' ? sql`products` : sql`groups`}) as name
      where workspace_id = (select app_workspace()) and owner_id = any (${[...people]}::uuid[])
    ), counted as materialized (
      select name, count(*)::int as clients from bought group by name
    ), shown as materialized (
      select client_id, name from bought where name in (select name from counted order by clients desc, name collate "C" limit ${MOST_PRODUCTS}::int)
    ), pairs as (
      select x.name as a, y.name as b, count(*)::int as clients
      from shown x join shown y on y.client_id = x.client_id and x.name collate "C" < y.name collate "C" group by x.name, y.name
    )
    select (select count(distinct client_id)::int from bought) as clients, coalesce((select json_agg(c) from counted c), '[]') as products,
           coalesce((select json_agg(p) from pairs p), '[]') as pairs`.execute(tx)
  return rows[0] ?? { clients: 0, products: [], pairs: [] }
}

/** Whether those in sight have bought more often than a page can look through while somebody waits. */
export async function isTooMuchToLookThrough(tx: Tx, many: number): Promise<boolean> {
  const { rows } = await sql<{ many: boolean }>`
    -- Have the clients in sight bought very often?
    select count(*) >= ${many}::int as many from (
      select from facts.buyers where workspace_id = (select app_workspace()) limit ${many}::int) first`.execute(tx)
  return rows[0]?.many ?? false
}
