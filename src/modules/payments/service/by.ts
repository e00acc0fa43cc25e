import type { Day, TimeZone } from '#core/calendar/day.ts'
import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type Currency, isCurrency } from '#core/money/currency.ts'
import { convert, fromWire, toWire } from '#core/money/money.ts'
import { rateOn } from '../data/rates.ts'
import { can, type PaymentAction } from '../policy.ts'

/** Who asks, and when. */
export interface By {
  actor: Actor
  now: Date
}

/** The day on which this happens, in the company's zone. */
export function todayOf({ actor, now }: By): Day {
  return dayOf(now.getTime(), actor.workspace.timeZone as TimeZone)
}

/** @throws Refusal FORBIDDEN */
export function allow(actor: Actor, action: PaymentAction): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}

/** An amount in the company's currency at the rate of a day. @throws Refusal RATE_MISSING {currency, day} */
export async function inCompanyCurrency(
  tx: Tx,
  { workspaceId, workspace }: Actor,
  amountMinor: number,
  currency: string,
  day: string,
): Promise<number> {
  const own = workspace.currency as Currency
  if (currency === own) return amountMinor
  const rate = isCurrency(currency) ? await rateOn(tx, workspaceId, currency, day) : null
  if (rate === null) throw new Refusal('RATE_MISSING', { currency, day })
  return toWire(convert({ minor: fromWire(amountMinor), currency: currency as Currency }, rate, own).minor)
}
