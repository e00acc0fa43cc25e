import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { VatMode } from '../calc/line-sums.ts'

/** A line of a deal as it is kept. */
export interface StoredLine {
  productId: string | null
  productName: string
  unit: string
  quantity: number
  priceMinor: number
  discountBp: number
  vatPercent: number | null
  listPriceMinor: number | null
}

export interface DealTerms {
  id: string
  title: string
  ownerId: string | null
  vatMode: VatMode
  linesVersion: number
  currency: string
  amountMinor: number
  version: number
}

/** What the lines of a deal depend on; undefined when it does not exist for the actor. With `lock` nobody else changes it meanwhile. */
export async function dealTerms(tx: Tx, workspaceId: string, id: string, lock = false): Promise<DealTerms | undefined> {
  const { rows } = await sql<DealTerms>`
    select id, title, owner_id as "ownerId", vat_mode as "vatMode", lines_version as "linesVersion", currency, amount_minor as "amountMinor", version
    from deals where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and deleted_at is null
    ${lock ? sql`for no key update` : sql``}`.execute(tx)
  return rows[0]
}

export async function storedLines(tx: Tx, workspaceId: string, dealId: string): Promise<StoredLine[]> {
  const { rows } = await sql<StoredLine>`
    -- What does this deal consist of?
    select l.product_id as "productId", coalesce(p.name, l.product_name) as "productName", l.unit, l.quantity::float8 as quantity,
           l.price_minor as "priceMinor", l.discount_bp as "discountBp", l.vat_percent as "vatPercent", l.list_price_minor as "listPriceMinor"
    from deal_lines l left join products p on p.workspace_id = l.workspace_id and p.id = l.product_id
    where l.workspace_id = ${workspaceId}::uuid and l.deal_id = ${dealId}::uuid order by l.line_no`.execute(tx)
  return rows
}

/** Puts lines and terms in the place of what the deal had, and remembers both. */
export async function writeLines(
  tx: Tx,
  workspaceId: string,
  deal: DealTerms,
  next: { vatMode: VatMode; lines: readonly StoredLine[]; before: readonly StoredLine[]; by: string; now: Date },
): Promise<void> {
  const numbered = next.lines.map((line, index) => ({ ...line, lineNo: index + 1 }))
  await sql`delete from deal_lines where workspace_id = ${workspaceId}::uuid and deal_id = ${deal.id}::uuid`.execute(tx)
  await sql`
    insert into deal_lines (workspace_id, deal_id, owner_id, line_no, product_id, product_name, unit, quantity, price_minor, discount_bp, vat_percent, list_price_minor)
    select ${workspaceId}::uuid, ${deal.id}::uuid, ${deal.ownerId}::uuid, x."lineNo", x."productId", x."productName", x.unit, x.quantity,
           x."priceMinor", x."discountBp", x."vatPercent", x."listPriceMinor"
    from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) as x ("lineNo" int, "productId" uuid, "productName" text, unit text,
      quantity numeric, "priceMinor" bigint, "discountBp" int, "vatPercent" smallint, "listPriceMinor" bigint)`.execute(
    tx,
  )
  await sql`
    update deals set vat_mode = ${next.vatMode}, lines_version = lines_version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${deal.id}::uuid`.execute(tx)
  const before = { vatMode: deal.vatMode, lines: next.before }
  const after = { vatMode: next.vatMode, lines: next.lines }
  await sql`
    insert into deal_line_changes (workspace_id, deal_id, version, at, actor_id, before, after)
    values (${workspaceId}::uuid, ${deal.id}::uuid, ${deal.linesVersion + 1}::int, ${next.now}::timestamptz, ${next.by}::uuid,
            ${JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb)`.execute(tx)
}

export interface LinesChange {
  version: number
  at: Date
  by: { id: string; name: string } | null
  before: { vatMode: VatMode; lines: StoredLine[] }
  after: { vatMode: VatMode; lines: StoredLine[] }
}

/** The last hundred changes of the lines, newest first. */
export async function lineChanges(tx: Tx, workspaceId: string, dealId: string): Promise<LinesChange[]> {
  const { rows } = await sql<LinesChange>`
    -- Who changed the lines of this deal?
    select c.version, c.at, c.before, c.after, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.full_name) end as by
    from deal_line_changes c left join people p on p.workspace_id = c.workspace_id and p.id = c.actor_id
    where c.workspace_id = ${workspaceId}::uuid and c.deal_id = ${dealId}::uuid order by c.version desc limit 100`.execute(
    tx,
  )
  return rows
}
