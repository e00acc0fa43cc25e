import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { BuyerCount } from '../calc/cohort.ts'
import type { Whose } from './lead-counts.ts'

const KEYS = {
  none: sql`null::uuid`,
  source: sql`nullif(source_id, nil_uuid())`,
  owner: sql`nullif(owner_id, nil_uuid())`,
}

/**
 * Clients by month of first purchase and month of purchase, and by a key of the first purchase. Rows of others are out of sight.
 * @param withActive false: nobody asks how many bought in a month, which costs as much again for some people; `active` is 0 then
 */
export async function buyerCounts(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  from: Month,
  until: Month,
  key: 'none' | 'source' | 'owner',
  { withActive = true }: { withActive?: boolean } = {},
): Promise<BuyerCount[]> {
  if (owners === null && key !== 'owner') return countsOfCompany(tx, sources, from, until, key)
  if (!withActive) return purchasesOfPeople(tx, { owners, sources }, from, until, key)
  // Of some people a client may have several rows a month that count, or only ones that do not.
  const { rows } = await sql<BuyerCount>`
    -- How many clients of each beginning bought in each month, and for how much?
    select key, to_char(first_month, 'YYYY-MM') as "firstMonth", to_char(month, 'YYYY-MM') as month,
      sum(fresh)::int as fresh, (count(*) filter (where active))::int as active, sum(orders)::int as orders, sum(money)::bigint as money
    from (
      select ${KEYS[key]} as key, first_month, month, count(*) filter (where is_first) as fresh, bool_or(orders > 0) as active, sum(orders) as orders,
        sum(money) as money
      from facts.buyers b
      where workspace_id = (select app_workspace()) and first_month between ${`${from}-01`}::date and ${`${until}-01`}::date
      ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
      ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
      group by client_id, 1, first_month, b.month
    ) clients
    group by key, first_month, clients.month`.execute(tx)
  return rows
}

async function purchasesOfPeople(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  from: Month,
  until: Month,
  key: keyof typeof KEYS,
): Promise<BuyerCount[]> {
  const { rows } = await sql<BuyerCount>`
    -- What did clients of each beginning buy in each month?
    select ${KEYS[key]} as key, to_char(first_month, 'YYYY-MM') as "firstMonth", to_char(month, 'YYYY-MM') as month,
      (count(*) filter (where is_first))::int as fresh, 0 as active, sum(orders)::int as orders, sum(money)::bigint as money
    from facts.buyers b
    where workspace_id = (select app_workspace()) and first_month between ${`${from}-01`}::date and ${`${until}-01`}::date
      ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
      ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
    group by 1, first_month, b.month`.execute(tx)
  return rows
}

/** The same of everybody, of whom each client has one row a month that counts: from the sums. */
async function countsOfCompany(
  tx: Tx,
  sources: readonly string[] | null,
  from: Month,
  until: Month,
  key: 'none' | 'source',
): Promise<BuyerCount[]> {
  const { rows } = await sql<BuyerCount>`
    -- How many clients of each beginning bought in each month from the company, and for how much?
    select ${key === 'source' ? sql`nullif(source_id, nil_uuid())` : sql`null::uuid`} as key, to_char(first_month, 'YYYY-MM') as "firstMonth",
      to_char(month, 'YYYY-MM') as month, sum(fresh)::int as fresh, sum(active)::int as active, sum(orders)::int as orders, sum(money)::bigint as money
    from facts.company_buyer_cells c
    where workspace_id = (select app_workspace()) and first_month between ${`${from}-01`}::date and ${`${until}-01`}::date
      ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
    group by 1, first_month, c.month
    having sum(fresh) <> 0 or sum(active) <> 0 or sum(orders) <> 0 or sum(money) <> 0`.execute(tx)
  return rows
}
