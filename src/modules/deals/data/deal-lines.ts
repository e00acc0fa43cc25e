import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface DealLine {
  dealId: string
  lineNo: number
  ownerId: string | null
  /** Null: the product is not known, only what it was called. */
  productId: string | null
  productName: string
  quantity: number
  priceMinor: number
  /** What a file does not say; a piece without discount and VAT when absent. */
  unit?: string
  discountBp?: number
  vatPercent?: number | null
  listPriceMinor?: number | null
}

/** Inserts the lines of new deals; the deals must be there. */
export async function insertLines(tx: Tx, workspaceId: string, lines: readonly DealLine[]): Promise<void> {
  await sql`
    -- Lines of the deals of one batch.
    insert into deal_lines (workspace_id, deal_id, line_no, owner_id, product_id, product_name, quantity, price_minor, unit, discount_bp, vat_percent,
      list_price_minor)
    select ${workspaceId}::uuid, x."dealId", x."lineNo", x."ownerId", x."productId", x."productName", x.quantity, x."priceMinor",
      coalesce(x.unit, 'шт'), coalesce(x."discountBp", 0), x."vatPercent", x."listPriceMinor"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x ("dealId" uuid, "lineNo" int, "ownerId" uuid, "productId" uuid,
      "productName" text, quantity numeric, "priceMinor" bigint, unit text, "discountBp" int, "vatPercent" smallint, "listPriceMinor" bigint)`.execute(
    tx,
  )
}

export async function linesOf(tx: Tx, workspaceId: string, dealIds: readonly string[]): Promise<DealLine[]> {
  const { rows } = await sql<DealLine>`
    -- What do these deals consist of?
    select deal_id as "dealId", line_no as "lineNo", owner_id as "ownerId", product_id as "productId", product_name as "productName",
           quantity::float8 as quantity, price_minor as "priceMinor", unit, discount_bp as "discountBp", vat_percent as "vatPercent",
           list_price_minor as "listPriceMinor"
    from deal_lines where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...dealIds]}::uuid[]) order by deal_id, line_no`.execute(
    tx,
  )
  return rows
}

/** A copy counts its VAT as the original does. */
export async function copyVatMode(tx: Tx, workspaceId: string, fromId: string, toId: string): Promise<void> {
  await sql`
    update deals d set vat_mode = o.vat_mode from deals o
    where d.workspace_id = ${workspaceId}::uuid and d.id = ${toId}::uuid and o.workspace_id = d.workspace_id and o.id = ${fromId}::uuid`.execute(
    tx,
  )
}

/** Puts these lines in the place of all that the deals had. */
export async function replaceLines(
  tx: Tx,
  workspaceId: string,
  dealIds: readonly string[],
  lines: readonly DealLine[],
): Promise<void> {
  await sql`delete from deal_lines where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...dealIds]}::uuid[])`.execute(
    tx,
  )
  if (lines.length > 0) await insertLines(tx, workspaceId, lines)
}

/** Lines belong to whoever the deal belongs to: after a hand-over they go along, or the new owner would not see them. */
export async function linesFollowOwner(tx: Tx, workspaceId: string, dealIds: readonly string[]): Promise<void> {
  await sql`
    update deal_lines l set owner_id = d.owner_id from deals d
    where l.workspace_id = ${workspaceId}::uuid and l.deal_id = any (${[...dealIds]}::uuid[])
      and d.workspace_id = l.workspace_id and d.id = l.deal_id and l.owner_id is distinct from d.owner_id`.execute(tx)
}

/** Names of products in deals that stand in no price list, with how many lines each has; the most frequent first. */
export async function unmatchedProducts(
  tx: Tx,
  workspaceId: string,
  most: number,
): Promise<{ name: string; lines: number }[]> {
  const { rows } = await sql<{ name: string; lines: number }>`
    -- Which products do deals name that we do not know?
    select product_name as name, count(*)::int as lines
    from deal_lines where workspace_id = ${workspaceId}::uuid and product_id is null
    group by product_name order by lines desc, product_name limit ${most}::int`.execute(tx)
  return rows
}

/** Lets lines that name a product in one of these ways, and had none, belong to it; gives their number. */
export async function matchLines(
  tx: Tx,
  workspaceId: string,
  productId: string,
  names: readonly string[],
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update deal_lines set product_id = ${productId}::uuid
    where workspace_id = ${workspaceId}::uuid and product_id is null and product_name = any (${[...names]}::text[])`.execute(
    tx,
  )
  return Number(numAffectedRows)
}

/** The reverse: lines of these products are unmatched again, all of them or those that name it in one of these ways. */
export async function unmatchLines(
  tx: Tx,
  workspaceId: string,
  productIds: readonly string[],
  names: readonly string[] | null = null,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update deal_lines set product_id = null
    where workspace_id = ${workspaceId}::uuid and product_id = any (${[...productIds]}::uuid[])
      and (${names === null}::boolean or product_name = any (${[...(names ?? [])]}::text[]))`.execute(tx)
  return Number(numAffectedRows)
}
