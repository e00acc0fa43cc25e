import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { BuyerCount } from '../calc/cohort.ts'
import type { Whose } from './lead-counts.ts'

/** Clients by month of first purchase and month of purchase, and by a key of the first purchase. Rows of others are out of sight. */
export async function buyerCounts(
  tx: Tx,
  { owners, sources }: Omit<Whose, 'pipelineId'>,
  from: Month,
  until: Month,
  key: 'none' | 'source' | 'owner',
): Promise<BuyerCount[]> {
  // Of everybody each client has one row a month that counts; of some people he may have several, or only the ones that do not.
  const isAll = owners === null && key !== 'owner'
  const active = isAll ? sql`count(*) filter (where counts)` : sql`count(distinct client_id) filter (where orders > 0)`
  const keyColumn = {
    none: sql`null::uuid`,
    source: sql`nullif(source_id, nil_uuid())`,
    owner: sql`nullif(owner_id, nil_uuid())`,
  }[key]
  const { rows } = await sql<BuyerCount>`
    -- How many clients of each beginning bought in each month, and for how much?
    select ${keyColumn} as key, to_char(first_month, 'YYYY-MM') as "firstMonth", to_char(month, 'YYYY-MM') as month,
      (count(*) filter (where is_first))::int as fresh, (${active})::int as active, sum(orders)::int as orders, sum(money)::bigint as money
    from facts.buyers
    where workspace_id = (select app_workspace()) and first_month between ${`${from}-01`}::date and ${`${until}-01`}::date
      ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
      ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
    group by 1, first_month, buyers.month`.execute(tx)
  return rows
}
