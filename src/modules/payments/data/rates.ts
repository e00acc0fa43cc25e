import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** How much one unit of a foreign currency costs on a day, as text; null when nobody has said. */
export async function rateOn(tx: Tx, workspaceId: string, currency: string, day: string): Promise<string | null> {
  const { rows } = await sql<{ rate: string }>`
    select rate::text as rate from currency_rates
    where workspace_id = ${workspaceId}::uuid and currency = ${currency} and valid_from <= ${day}::date
    order by valid_from desc limit 1`.execute(tx)
  return rows[0]?.rate ?? null
}
