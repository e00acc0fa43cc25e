import { sql } from 'kysely'
import type { Currency } from '#core/money/currency.ts'
import type { Tx } from '#core/db/gate.ts'

export interface Rate {
  currency: Currency
  validFrom: string
  /** Decimal text: units of the company's currency for one unit of this one. */
  rate: string
}

export async function listRates(tx: Tx): Promise<Rate[]> {
  const rows = await tx
    .selectFrom('currency_rates')
    .select(['currency', 'valid_from as validFrom', sql<string>`trim_scale(rate)::text`.as('rate')])
    .orderBy('currency')
    .orderBy('valid_from', 'desc')
    .execute()
  return rows as Rate[]
}

export async function putRate(tx: Tx, workspaceId: string, { currency, validFrom, rate }: Rate): Promise<void> {
  await tx
    .insertInto('currency_rates')
    .values({ workspace_id: workspaceId, currency, valid_from: validFrom, rate })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'currency', 'valid_from']).doUpdateSet({ rate }))
    .execute()
}

/** @returns whether there was such a rate */
export async function removeRate(tx: Tx, currency: string, validFrom: string): Promise<boolean> {
  const removed = await tx
    .deleteFrom('currency_rates')
    .where('currency', '=', currency)
    .where('valid_from', '=', validFrom)
    .executeTakeFirst()
  return removed.numDeletedRows > 0n
}
