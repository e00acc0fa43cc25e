import type { Period } from '#core/calendar/period.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit, orgTree } from '#modules/org/api.ts'
import {
  excusesIn,
  normSettings,
  type NormSettings,
  putExcuses,
  putNormSettings,
  putRamp,
  removeExcuses,
} from '../data/settings.ts'
import { can } from '../policy.ts'

const changed = (tx: Tx, actor: Actor, ownerIds: readonly string[] = []) =>
  announce(tx, { workspaceId: actor.workspaceId, topic: 'norm', id: '*', ownerIds, byPersonId: actor.personId })

/** @throws Refusal FORBIDDEN, NORM_SETTINGS_CHANGED */
export async function editNormSettings(tx: Tx, actor: Actor, settings: NormSettings): Promise<NormSettings> {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  if (!(await putNormSettings(tx, actor.workspaceId, settings)))
    throw new Refusal('NORM_SETTINGS_CHANGED', { version: (await normSettings(tx, actor.workspaceId)).version })
  await audit(tx, actor, 'norms.settings', 'norms', null, { ...settings })
  changed(tx, actor)
  return normSettings(tx, actor.workspaceId)
}

/** @throws Refusal FORBIDDEN */
export async function setRamp(tx: Tx, actor: Actor, weeks: readonly { week: number; share: number }[]): Promise<void> {
  if (!can(actor, 'issue for all')) throw new Refusal('FORBIDDEN')
  await putRamp(tx, actor.workspaceId, weeks)
  await audit(tx, actor, 'norms.ramp', 'norms', null, { weeks: weeks.length })
  changed(tx, actor)
}

/** Lets pass whoever may excuse days of this person. @throws Refusal FORBIDDEN, NOT_FOUND, NORM_NOT_YOURS */
async function demandExcusable(tx: Tx, actor: Actor, personId: string): Promise<void> {
  if (!can(actor, 'excuse')) throw new Refusal('FORBIDDEN')
  const { people } = await orgTree(tx)
  const person = people.find(({ id }) => id === personId)
  if (!person) throw new Refusal('NOT_FOUND')
  // Nobody excuses himself but the owner, who answers to nobody.
  const isHis =
    actor.scope === 'all'
      ? person.id !== actor.personId || actor.role === 'owner'
      : actor.people.includes(personId) && personId !== actor.personId
  if (!isHis) throw new Refusal('NORM_NOT_YOURS', { name: person.fullName })
}

/** Days of a person that do not count for his norms. @throws Refusal FORBIDDEN, NOT_FOUND, NORM_NOT_YOURS */
export async function excuse(
  tx: Tx,
  actor: Actor,
  { personId, days, reason }: { personId: string; days: readonly string[]; reason: string },
): Promise<void> {
  await demandExcusable(tx, actor, personId)
  await putExcuses(tx, actor.workspaceId, { personId, days, reason, by: actor.personId })
  await audit(tx, actor, 'norms.excused', 'person', personId, { days, reason })
  changed(tx, actor, [personId])
}

/** They count again. @throws Refusal FORBIDDEN, NOT_FOUND, NORM_NOT_YOURS */
export async function unexcuse(
  tx: Tx,
  actor: Actor,
  { personId, days }: { personId: string; days: readonly string[] },
): Promise<void> {
  await demandExcusable(tx, actor, personId)
  await removeExcuses(tx, actor.workspaceId, personId, days)
  await audit(tx, actor, 'norms.unexcused', 'person', personId, { days })
  changed(tx, actor, [personId])
}

/** @throws Refusal FORBIDDEN */
export async function listExcuses(tx: Tx, actor: Actor, { start, end }: Period) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const rows = await excusesIn(tx, actor.workspaceId, start, end)
  return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
}
