import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface NewProduct {
  id: string
  name: string
  group: string | null
  priceMinor: number | null
  importId: string | null
}

/** The price list with every spelling that has been matched; archived products too, old deals name them. */
export async function productSpellings(
  tx: Tx,
  workspaceId: string,
): Promise<(NewProduct & { aliases: string[]; archived: boolean })[]> {
  const { rows } = await sql<NewProduct & { aliases: string[]; archived: boolean }>`
    -- Which products are there, and how else are they called?
    select p.id, p.name, p.product_group as "group", p.price_minor as "priceMinor", p.import_id as "importId", p.archived_at is not null as archived,
           array(select a.alias from product_aliases a where a.workspace_id = p.workspace_id and a.product_id = p.id) as aliases
    from products p where p.workspace_id = ${workspaceId}::uuid order by p.name`.execute(tx)
  return rows
}

export async function insertProducts(tx: Tx, workspaceId: string, products: readonly NewProduct[]): Promise<void> {
  await sql`
    insert into products (workspace_id, id, name, product_group, price_minor, import_id)
    select ${workspaceId}::uuid, x.id, x.name, x."group", x."priceMinor", x."importId"
    from jsonb_to_recordset(${JSON.stringify(products)}::jsonb) as x (id uuid, name text, "group" text, "priceMinor" bigint, "importId" uuid)`.execute(
    tx,
  )
}

export async function updateProducts(
  tx: Tx,
  workspaceId: string,
  products: readonly Pick<NewProduct, 'id' | 'group' | 'priceMinor'>[],
): Promise<void> {
  await sql`
    update products p set product_group = x."group", price_minor = x."priceMinor"
    from jsonb_to_recordset(${JSON.stringify(products)}::jsonb) as x (id uuid, "group" text, "priceMinor" bigint)
    where p.workspace_id = ${workspaceId}::uuid and p.id = x.id`.execute(tx)
}

export async function deleteProducts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from products where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
}

/** Remembers that this spelling means this product. */
export async function addAlias(tx: Tx, workspaceId: string, alias: string, productId: string): Promise<void> {
  await sql`
    insert into product_aliases (workspace_id, alias, product_id) values (${workspaceId}::uuid, ${alias}, ${productId}::uuid)
    on conflict (workspace_id, alias) do update set product_id = excluded.product_id`.execute(tx)
}

export async function removeAlias(tx: Tx, workspaceId: string, alias: string): Promise<void> {
  await sql`delete from product_aliases where workspace_id = ${workspaceId}::uuid and alias = ${alias}`.execute(tx)
}
