import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type Currency, isCurrency } from '#core/money/currency.ts'
import { convertMinor } from '#core/money/money.ts'
import { rateOn } from '../data/rates.ts'

/** An amount in the company's currency at the rate of a day. @throws Refusal RATE_MISSING {currency, day} */
export async function inCompanyCurrency(
  tx: Tx,
  { workspaceId, workspace }: Actor,
  amountMinor: number,
  currency: string,
  day: string,
): Promise<number> {
  if (currency === workspace.currency) return amountMinor
  const rate = isCurrency(currency) ? await rateOn(tx, workspaceId, currency, day) : null
  if (rate === null) throw new Refusal('RATE_MISSING', { currency, day })
  return convertMinor(amountMinor, currency as Currency, rate, workspace.currency as Currency)
}
