import type { Tx } from '#core/db/gate.ts'
import { type By, sourceOf, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { notify } from '#modules/notifications/api.ts'
import { orgTree } from '#modules/org/api.ts'
import { takesLeads } from '../calc/distribution.ts'
import type { LeadFields } from '../contract.ts'
import { can } from '../policy.ts'
import { allow, demandSource } from './lead-commands.ts'
import { contactsOf, deadlines, refuseEmpty, takeIn } from './receive.ts'
import { clockOf, settingsOf } from './settings-of.ts'

interface NewLeadInput extends LeadFields {
  ownerId?: string | null | undefined
  receivedAt?: string | undefined
}

/**
 * Writes a lead down by hand or by a key. Without an owner it is to be distributed; what a seller writes down himself is his and in work.
 * @throws Refusal FORBIDDEN, LEAD_EMPTY, PHONE_WRONG, EMAIL_WRONG, REFERENCE_MISSING, PERSON_GONE {name}, LEAD_IN_FUTURE
 */
export async function addLead(tx: Tx, by: By, { ownerId, receivedAt, ...fields }: NewLeadInput): Promise<string> {
  const { actor, now } = by
  allow(by, 'create')
  refuseEmpty(fields)
  await demandSource(tx, actor.workspaceId, fields.sourceId)
  const received = receivedAt === undefined ? now : new Date(receivedAt)
  // A clock that is a little ahead is no reason to refuse.
  if (received.getTime() > now.getTime() + 60_000) throw new Refusal('LEAD_IN_FUTURE')
  const isOwn = ownerId === undefined && actor.role === 'seller' && actor.via === 'session'
  const owner = isOwn ? actor.personId : (ownerId ?? null)
  if (owner && owner !== actor.personId) {
    allow(by, 'assign')
    await demandPresent(tx, by, owner)
  }
  const settings = await settingsOf(tx, actor.workspaceId, actor.language)
  const clock = await clockOf(tx, actor.workspace.timeZone, settings)
  const id = await takeIn(
    tx,
    actor.workspaceId,
    {
      name: fields.name || null,
      companyName: fields.companyName || null,
      text: fields.text || null,
      region: fields.region || null,
      product: fields.product || null,
      sourceId: fields.sourceId ?? null,
      campaign: fields.campaign || null,
      ...contactsOf(fields, true),
      channel: sourceOf({ actor }),
      state: owner ? 'assigned' : 'new',
      ownerId: owner,
      receivedAt: received,
      createdBy: actor.personId,
      awaitsTurn: ownerId === undefined && !isOwn,
      ...deadlines(received, settings.targetMinutes, settings, clock),
    },
    now,
  )
  if (owner && owner !== actor.personId) {
    const data = { name: fields.name || fields.companyName || null, minutes: settings.targetMinutes }
    const subject = { type: 'lead', id }
    await notify(tx, [
      {
        workspaceId: actor.workspaceId,
        personId: owner,
        kind: 'LEAD_ASSIGNED',
        subject,
        data,
        path: `/leads?lead=${id}`,
      },
    ])
  }
  return id
}

/** The person a lead is to be given to by hand: one whom the actor sees, who sells and works here today. @throws Refusal NOT_FOUND, PERSON_GONE */
export async function demandPresent(tx: Tx, { actor, now }: By, personId: string): Promise<void> {
  const person = (await orgTree(tx)).people.find(({ id }) => id === personId)
  if (!person || !(actor.scope === 'all' || actor.people.includes(personId))) throw new Refusal('NOT_FOUND')
  const today = todayOf({ actor, now })
  if (!takesLeads(person, today) || !can(person, 'work')) throw new Refusal('PERSON_GONE', { name: person.fullName })
}
