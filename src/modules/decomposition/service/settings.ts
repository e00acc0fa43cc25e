import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { noteCounted } from '../data/profiles.ts'
import { putSettings, type Settings, settingsOf } from '../data/settings.ts'
import { can } from '../policy.ts'

/** @throws Refusal FORBIDDEN, DECOMPOSITION_SETTINGS_CHANGED */
export async function editSettings(tx: Tx, actor: Actor, settings: Settings): Promise<Settings> {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  if (!(await putSettings(tx, actor.workspaceId, settings)))
    throw new Refusal('DECOMPOSITION_SETTINGS_CHANGED', { version: (await settingsOf(tx, actor.workspaceId)).version })
  await audit(tx, actor, 'decomposition.settings', 'decomposition', null, { hoursPerDay: settings.hoursPerDay })
  return settingsOf(tx, actor.workspaceId)
}

/** Lets the next round count the company's history. @throws Refusal FORBIDDEN */
export async function askRecount(tx: Tx, actor: Actor): Promise<void> {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  await noteCounted(tx, actor.workspaceId, null)
}
