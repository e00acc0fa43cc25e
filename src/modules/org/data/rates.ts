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

/** How many units of the company's currency one unit of `currency` costs on this day; null when nobody has entered a rate. */
export async function rateOn(tx: Tx, workspaceId: string, currency: string, day: string): Promise<string | null> {
  const { rows } = await sql<{ rate: string }>`
    -- Which rate of this currency holds on this day?
    select rate::text as rate from currency_rates
    where workspace_id = ${workspaceId}::uuid and currency = ${currency} and valid_from <= ${day}::date
    order by valid_from desc limit 1`.execute(tx)
  return rows[0]?.rate ?? null
}

/** The same for many currencies and days at once; keys are 'USD 2026-11-21'. */
export async function ratesOn(
  tx: Tx,
  workspaceId: string,
  asked: readonly { currency: string; day: string }[],
): Promise<Map<string, string | null>> {
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{ key: string; rate: string | null }>`
    -- Which rates of these currencies hold on these days?
    select x.currency || ' ' || x.day::text as key, (select r.rate::text from currency_rates r
      where r.workspace_id = ${workspaceId}::uuid and r.currency = x.currency and r.valid_from <= x.day order by r.valid_from desc limit 1) as rate
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as x (currency text, day date)`.execute(tx)
  return new Map(rows.map(({ key, rate }) => [key, rate]))
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
