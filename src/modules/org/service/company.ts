import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Role } from '../contract.ts'
import { audit } from '../data/audit.ts'
import { type OwnDay, putDay, removeDay } from '../data/calendar.ts'
import { type Company, type CompanyChange, lockCompany, readCompany, updateCompany } from '../data/company.ts'
import { putRate, type Rate, removeRate } from '../data/rates.ts'
import { can, type CompanyAction } from '../policy.ts'

/** @throws Refusal FORBIDDEN, COMPANY_CHANGED, CURRENCY_FIXED, TIME_ZONE_FIXED */
export async function editCompany(
  tx: Tx,
  actor: Actor,
  { version, ...change }: CompanyChange & { version: number },
): Promise<Company> {
  demand(actor, 'editCompany')
  await lockCompany(tx, actor.workspaceId)
  const before = await readCompany(tx, actor.workspaceId)
  if (before.version !== version) throw new Refusal('COMPANY_CHANGED', { current: before })
  if (change.currency && change.currency !== before.currency && !before.currencyIsFree)
    throw new Refusal('CURRENCY_FIXED')
  // The days of all facts were told in this zone.
  if (change.timeZone && change.timeZone !== before.timeZone && !before.timeZoneIsFree)
    throw new Refusal('TIME_ZONE_FIXED')
  await updateCompany(tx, actor.workspaceId, change)
  await audit(tx, actor, 'company.changed', 'company', actor.workspaceId, { ...change })
  return readCompany(tx, actor.workspaceId)
}

/** @param day with `kind` null the public calendar holds again. @throws Refusal FORBIDDEN */
export async function setDay(
  tx: Tx,
  actor: Actor,
  { day, kind, note }: { day: string; kind: OwnDay['kind'] | null; note?: string | null | undefined },
): Promise<void> {
  demand(actor, 'editCalendar')
  if (kind === null) await removeDay(tx, day)
  else await putDay(tx, actor.workspaceId, { day, kind, note: note ?? null })
  await audit(tx, actor, 'calendar.changed', 'day', day, { kind })
}

/** @throws Refusal FORBIDDEN, OWN_CURRENCY */
export async function setRate(tx: Tx, actor: Actor, rate: Rate): Promise<void> {
  demand(actor, 'editRates')
  if (rate.currency === actor.workspace.currency) throw new Refusal('OWN_CURRENCY')
  await putRate(tx, actor.workspaceId, rate)
  await audit(tx, actor, 'rate.changed', 'currency', rate.currency, { validFrom: rate.validFrom, rate: rate.rate })
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function dropRate(
  tx: Tx,
  actor: Actor,
  { currency, validFrom }: { currency: string; validFrom: string },
): Promise<void> {
  demand(actor, 'editRates')
  if (!(await removeRate(tx, currency, validFrom))) throw new Refusal('NOT_FOUND')
  await audit(tx, actor, 'rate.changed', 'currency', currency, { validFrom, rate: null })
}

/** @throws Refusal FORBIDDEN */
export function demand(actor: Actor, action: CompanyAction): void {
  if (!can({ role: actor.role as Role }, action)) throw new Refusal('FORBIDDEN')
}
