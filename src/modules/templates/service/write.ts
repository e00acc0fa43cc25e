import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import type { Currency } from '#core/money/currency.ts'
import { filled, type Place } from '../calc/fill.ts'
import type { Written } from '../contract.ts'
import { readAddressee, readWriter, type Subject } from '../data/addressee.ts'
import { readTemplate } from '../data/templates.ts'
import { can } from '../policy.ts'

/**
 * A template as it goes to this client: names, amount and date stand in it. Money and dates are written as in Russian or in English, by the reader's language.
 * @throws Refusal FORBIDDEN, NOT_FOUND when the template, the deal or the client does not exist for the actor
 */
export async function writeTemplate(
  tx: Tx,
  { actor, now, language }: { actor: Actor; now: Date; language: Language },
  { id, ...subject }: { id: string } & Subject,
): Promise<Written> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const { workspaceId, workspace } = actor
  const template = await readTemplate(tx, workspaceId, id)
  const to = await readAddressee(tx, workspaceId, subject)
  const from = await readWriter(tx, workspaceId, actor.personId)
  if (!template || !to) throw new Refusal('NOT_FOUND')
  const format = formats(language)
  const values: Partial<Record<Place, string | null>> = {
    clientName: to.clientName,
    company: to.company,
    deal: to.deal,
    amount: to.amountMinor ? format.money(to.amountMinor, to.currency as Currency) : null,
    manager: from?.manager ?? null,
    managerPhone: from?.managerPhone ?? null,
    ownCompany: from?.ownCompany ?? null,
    today: format.dayFull(dayOf(now.getTime(), workspace.timeZone)),
  }
  const head = filled(template.subject, values)
  const text = filled(template.body, values)
  return {
    subject: head.text,
    body: text.text,
    missing: [...new Set([...head.missing, ...text.missing])],
    email: to.email,
    phone: to.phone,
  }
}
