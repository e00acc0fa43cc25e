import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface ProductValues {
  name: string
  code: string | null
  group: string | null
  unit: string
  vatPercent: number | null
  archived: boolean
}

/** Writes a product when it still has this version; gives the new one, or undefined when somebody was faster. */
export async function updateProduct(
  tx: Tx,
  workspaceId: string,
  id: string,
  version: number,
  { name, code, group, unit, vatPercent, archived }: ProductValues,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    update products set name = ${name}, code = ${code}, product_group = ${group}, unit = ${unit}, vat_percent = ${vatPercent}::smallint,
      archived_at = case when ${archived}::boolean then coalesce(archived_at, now()) end, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and version = ${version}::int returning version`.execute(
    tx,
  )
  return rows[0]?.version
}

/** What a unit of each product costs the company, where it is said. */
export async function unitCosts(tx: Tx, workspaceId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; cost: number }>`
    -- What do the products cost us?
    select id, cost_minor as cost from products where workspace_id = ${workspaceId}::uuid and cost_minor is not null`.execute(
    tx,
  )
  return new Map(rows.map(({ id, cost }) => [id, cost]))
}

export async function putUnitCost(tx: Tx, workspaceId: string, id: string, costMinor: number | null): Promise<void> {
  await sql`
    update products set cost_minor = ${costMinor}::bigint where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(
    tx,
  )
}

export interface StoredPrice {
  fromOn: string
  priceMinor: number
  setBy: { id: string; name: string } | null
  setAt: Date
}

export async function pricesOf(tx: Tx, workspaceId: string, productId: string): Promise<StoredPrice[]> {
  const { rows } = await sql<StoredPrice>`
    -- What has this product cost, and what will it?
    select r.from_on as "fromOn", r.price_minor as "priceMinor", r.set_at as "setAt",
           case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.full_name) end as "setBy"
    from product_prices r left join people p on p.workspace_id = r.workspace_id and p.id = r.set_by
    where r.workspace_id = ${workspaceId}::uuid and r.product_id = ${productId}::uuid order by r.from_on desc`.execute(
    tx,
  )
  return rows
}

/** The first price after a day, by product. */
export async function nextPrices(
  tx: Tx,
  workspaceId: string,
  day: string,
): Promise<Map<string, { fromOn: string; priceMinor: number }>> {
  const { rows } = await sql<{ productId: string; fromOn: string; priceMinor: number }>`
    select distinct on (product_id) product_id as "productId", from_on as "fromOn", price_minor as "priceMinor"
    from product_prices where workspace_id = ${workspaceId}::uuid and from_on > ${day}::date order by product_id, from_on`.execute(
    tx,
  )
  return new Map(rows.map(({ productId, ...next }) => [productId, next]))
}

export async function setPrice(
  tx: Tx,
  workspaceId: string,
  { productId, fromOn, priceMinor, by }: { productId: string; fromOn: string; priceMinor: number; by: string },
): Promise<void> {
  await sql`
    insert into product_prices (workspace_id, product_id, from_on, price_minor, set_by)
    values (${workspaceId}::uuid, ${productId}::uuid, ${fromOn}::date, ${priceMinor}::bigint, ${by}::uuid)
    on conflict (workspace_id, product_id, from_on) do update
      set price_minor = excluded.price_minor, set_by = excluded.set_by, set_at = now(), import_id = null`.execute(tx)
}

export async function dropPrice(tx: Tx, workspaceId: string, productId: string, fromOn: string): Promise<void> {
  await sql`
    delete from product_prices
    where workspace_id = ${workspaceId}::uuid and product_id = ${productId}::uuid and from_on = ${fromOn}::date`.execute(
    tx,
  )
}
