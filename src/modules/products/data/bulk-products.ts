import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import type { VatPercent } from '../calc/line-sums.ts'

/** A product's first price has always held. */
const SINCE_EVER = '2000-01-01'

export interface NewProduct {
  id: string
  name: string
  group: string | null
  priceMinor: number | null
  /** What a unit costs the company itself. */
  costMinor?: number | null | undefined
  importId: string | null
  unit?: string | undefined
  code?: string | null | undefined
  vatPercent?: VatPercent | null | undefined
}

export interface StoredProduct extends Required<NewProduct> {
  unit: string
  code: string | null
  vatPercent: VatPercent | null
  costMinor: number | null
  aliases: string[]
  archived: boolean
  version: number
}

/** The price list as of a day (today in the company's time zone) with every spelling that has been matched; archived products too, old deals name them. */
export async function productSpellings(
  tx: Tx,
  workspaceId: string,
  day: string | null = null,
): Promise<StoredProduct[]> {
  const { rows } = await sql<StoredProduct>`
    -- Which products are there, how else are they called, and what do they cost on this day?
    select p.id, p.name, p.product_group as "group", p.import_id as "importId", p.unit, p.code, p.vat_percent as "vatPercent", p.cost_minor as "costMinor", p.version,
           p.archived_at is not null as archived,
           (select price.price_minor from product_prices price where price.workspace_id = p.workspace_id and price.product_id = p.id
              and price.from_on <= coalesce(${day}::date, (select (now() at time zone w.time_zone)::date from workspaces w where w.id = ${workspaceId}::uuid)) order by price.from_on desc limit 1) as "priceMinor",
           array(select a.alias from product_aliases a where a.workspace_id = p.workspace_id and a.product_id = p.id order by a.alias) as aliases
    from products p where p.workspace_id = ${workspaceId}::uuid order by p.name`.execute(tx)
  return rows
}

export async function insertProducts(tx: Tx, workspaceId: string, products: readonly NewProduct[]): Promise<void> {
  await sql`
    -- New products with their first price.
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(products)}::jsonb) as x (id uuid, name text, "group" text, "priceMinor" bigint,
        "costMinor" bigint, "importId" uuid, unit text, code text, "vatPercent" smallint)
    ), made as (
      insert into products (workspace_id, id, name, product_group, import_id, unit, code, vat_percent, cost_minor)
      select ${workspaceId}::uuid, id, name, "group", "importId", coalesce(unit, 'шт'), code, "vatPercent", "costMinor" from given
    )
    insert into product_prices (workspace_id, product_id, from_on, price_minor, import_id, set_by)
    select ${workspaceId}::uuid, id, ${SINCE_EVER}::date, "priceMinor", "importId", app_person() from given where "priceMinor" is not null`.execute(
    tx,
  )
}

/** Groups, costs, and prices from a day on; a price or a cost that is null stays as it was. */
export async function updateProducts(
  tx: Tx,
  workspaceId: string,
  { day, importId }: { day: string; importId: string | null },
  products: readonly Pick<NewProduct, 'id' | 'group' | 'priceMinor' | 'costMinor'>[],
): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(products)}::jsonb) as x (id uuid, "group" text, "priceMinor" bigint, "costMinor" bigint)`
  await sql`
    update products p set product_group = x."group", cost_minor = coalesce(x."costMinor", p.cost_minor), version = p.version + 1 from ${given}
    where p.workspace_id = ${workspaceId}::uuid and p.id = x.id
      and (p.product_group, p.cost_minor) is distinct from (x."group", coalesce(x."costMinor", p.cost_minor))`.execute(
    tx,
  )
  await sql`
    -- Prices from this day on, where they differ from what would hold then.
    insert into product_prices (workspace_id, product_id, from_on, price_minor, import_id, set_by)
    select ${workspaceId}::uuid, x.id, ${day}::date, x."priceMinor", ${importId}::uuid, app_person()
    from ${given} join products p on p.workspace_id = ${workspaceId}::uuid and p.id = x.id
    where x."priceMinor" is not null and x."priceMinor" is distinct from (
      select price_minor from product_prices r where r.workspace_id = p.workspace_id and r.product_id = p.id and r.from_on <= ${day}::date
      order by r.from_on desc limit 1)
    on conflict (workspace_id, product_id, from_on) do update
      set price_minor = excluded.price_minor, import_id = excluded.import_id, set_by = excluded.set_by, set_at = now()`.execute(
    tx,
  )
}

/** Of the products that an import made those that are as it left them. */
export async function untouchedProducts(
  tx: Tx,
  workspaceId: string,
  importId: string,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which of these has nobody edited or given a price since?
    select p.id from products p where p.workspace_id = ${workspaceId}::uuid and p.id = any (${[...ids]}::uuid[]) and p.version = 1
      and not exists (select from product_prices r where r.workspace_id = p.workspace_id and r.product_id = p.id and r.import_id is distinct from ${importId}::uuid)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

export async function deleteProducts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from products where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
}

/** Takes away the prices that an import has set, but of the products that are to keep theirs; what held before holds again. */
export async function dropImportedPrices(
  tx: Tx,
  workspaceId: string,
  importId: string,
  kept: readonly string[],
): Promise<void> {
  await sql`
    delete from product_prices where workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid
      and product_id <> all (${[...kept]}::uuid[])`.execute(tx)
}

/** Groups as they were before an import. */
/** What an import has changed of a product: what it was, and what it has become. Of older imports nobody knows which group they set. */
export interface ProductChange {
  id: string
  group: string | null
  groupAfter?: string | null | undefined
  cost?: { before: number | null; after: number } | undefined
}

const CHANGE = {
  id: 'uuid',
  group: 'text',
  groupAfter: 'text',
  knowsGroup: 'flag',
  costBefore: 'int8',
  costAfter: 'int8',
} as const

const asChange = ({ id, group, groupAfter, cost }: ProductChange) => ({
  id,
  group,
  groupAfter: groupAfter ?? null,
  knowsGroup: groupAfter !== undefined,
  costBefore: cost?.before ?? null,
  costAfter: cost?.after ?? null,
})

/** Ids of the products that are not any more as an import left them: somebody has given them another group or cost. */
export async function productsChangedSince(
  tx: Tx,
  workspaceId: string,
  changes: readonly ProductChange[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which of these has another group or cost than the import gave it?
    select p.id from ${rowsAsTable(changes.map(asChange), CHANGE)} join products p on p.workspace_id = ${workspaceId}::uuid and p.id = x.id
    where (x."knowsGroup" and p.product_group is distinct from x."groupAfter")
      or (x."costAfter" is not null and p.cost_minor is distinct from x."costAfter")`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Groups and costs as they were before an import. */
export async function restoreProducts(tx: Tx, workspaceId: string, changes: readonly ProductChange[]): Promise<void> {
  await sql`
    update products p
    set product_group = x."group", cost_minor = case when x."costAfter" is null then p.cost_minor else x."costBefore" end, version = p.version + 1
    from ${rowsAsTable(changes.map(asChange), CHANGE)}
    where p.workspace_id = ${workspaceId}::uuid and p.id = x.id
      and (p.product_group is distinct from x."group" or (x."costAfter" is not null and p.cost_minor is distinct from x."costBefore"))`.execute(
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
