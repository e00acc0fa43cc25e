import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** A deal that has come so far that an invoice was written. */
export interface BilledDeal {
  id: string
  ownerId: string
  companyId: string | null
  companyName: string
  inn: string | null
  kpp: string | null
  address: string | null
  isWon: boolean
  /** When it was won, or came to its last stage. */
  at: Date
  lines: { productId: string | null; name: string; quantity: number; priceMinor: number }[]
}

/** Won deals, and open ones on the last stage before the win. */
export async function billedDeals(tx: Tx, workspaceId: string): Promise<BilledDeal[]> {
  const { rows } = await sql<BilledDeal>`
    -- Which deals have come to an invoice?
    with last as (
      select distinct on (pipeline_id) id from stages where workspace_id = ${workspaceId}::uuid and meaning = 'open' order by pipeline_id, position desc
    )
    select d.id, d.owner_id as "ownerId", c.id as "companyId", coalesce(c.name, d.title) as "companyName", c.inn, c.kpp, c.legal_address as address,
           d.outcome = 'won' as "isWon", coalesce(d.closed_at, d.stage_entered_at) as at,
           (select jsonb_agg(jsonb_build_object('productId', l.product_id, 'name', l.product_name, 'quantity', l.quantity, 'priceMinor', l.price_minor)
              order by l.line_no) from deal_lines l where l.workspace_id = d.workspace_id and l.deal_id = d.id) as lines
    from deals d left join companies c on c.workspace_id = d.workspace_id and c.id = d.company_id
    where d.workspace_id = ${workspaceId}::uuid and d.owner_id is not null and d.deleted_at is null
      and exists (select from deal_lines l where l.workspace_id = d.workspace_id and l.deal_id = d.id)
      and (d.outcome = 'won' or (d.outcome = 'open' and d.stage_id in (select id from last)))
    order by coalesce(d.closed_at, d.stage_entered_at), d.id`.execute(tx)
  return rows
}

/** Starting up and delivery become lines of their own in open deals and those of the last months: the deal's sum stays. */
export async function splitLines(tx: Tx, workspaceId: string, since: Date): Promise<void> {
  await sql`
    -- A tenth of the deal is work, in whole thousands of roubles.
    with chosen as (
      select l.deal_id, l.owner_id, greatest(round(l.price_minor * 0.08, -5), 100000)::bigint as work
      from deal_lines l join deals d on d.workspace_id = l.workspace_id and d.id = l.deal_id
      where l.workspace_id = ${workspaceId}::uuid and l.line_no = 1 and l.price_minor > 10000000 and (d.outcome = 'open' or d.closed_at > ${since}::timestamptz)
        and get_byte(uuid_send(d.id), 15) < 170
    ), less as (
      update deal_lines l set price_minor = l.price_minor - c.work from chosen c
      where l.workspace_id = ${workspaceId}::uuid and l.deal_id = c.deal_id and l.line_no = 1
    )
    insert into deal_lines (workspace_id, deal_id, line_no, owner_id, product_id, product_name, unit, quantity, price_minor, vat_percent)
    select ${workspaceId}::uuid, c.deal_id, 2, c.owner_id, p.id, 'Пусконаладка', 'усл.', 1, c.work, 22
    from chosen c left join products p on p.workspace_id = ${workspaceId}::uuid and p.name = 'Пусконаладка'`.execute(tx)
}

export interface DemoContract {
  id: string
  ownerId: string
  dealId: string
  companyId: string | null
  firmId: string
  number: string
  signedOn: string
  amountMinor: number
  validUntil: string
  state: string
}

export async function insertContracts(tx: Tx, workspaceId: string, contracts: readonly DemoContract[]): Promise<void> {
  await sql`
    insert into contracts (workspace_id, id, owner_id, deal_id, company_id, own_firm_id, number, signed_on, amount_minor, currency, valid_until, state)
    select ${workspaceId}::uuid, x.id, x."ownerId", x."dealId", x."companyId", x."firmId", x.number, x."signedOn", x."amountMinor", 'RUB', x."validUntil", x.state
    from jsonb_to_recordset(${JSON.stringify(contracts)}::jsonb) as x (id uuid, "ownerId" uuid, "dealId" uuid, "companyId" uuid, "firmId" uuid,
      number text, "signedOn" date, "amountMinor" bigint, "validUntil" date, state text)`.execute(tx)
}

/** Where a seller asks for more than he may give: a discount on the newest large open deals. */
export async function insertDiscountRequests(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  await sql`
    -- One question about a discount for each of some sellers.
    with chosen as (
      select distinct on (d.owner_id) d.id, d.owner_id from deals d join deal_lines l on l.workspace_id = d.workspace_id and l.deal_id = d.id and l.line_no = 1
      where d.workspace_id = ${workspaceId}::uuid and d.outcome = 'open' and d.deleted_at is null and d.owner_id is not null
        and exists (select from people p where p.workspace_id = d.workspace_id and p.id = d.owner_id and p.role = 'seller' and p.left_on is null)
      order by d.owner_id, d.base_minor desc
    )
    insert into discount_requests (workspace_id, deal_id, discount_bp, lines, vat_mode, note, asked_by, asked_at)
    select ${workspaceId}::uuid, c.id, 1500, (select jsonb_agg(jsonb_build_object('productId', l.product_id, 'productName', l.product_name, 'unit', l.unit,
             'quantity', l.quantity, 'priceMinor', l.price_minor, 'discountBp', 1500, 'vatPercent', l.vat_percent, 'listPriceMinor', null) order by l.line_no)
             from deal_lines l where l.workspace_id = ${workspaceId}::uuid and l.deal_id = c.id),
           'included', 'Конкурент даёт на 12 % дешевле, решение на этой неделе', c.owner_id, ${now}::timestamptz - interval '3 hours'
    from (select * from chosen order by id limit 4) c`.execute(tx)
}
