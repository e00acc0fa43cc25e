import type { z } from 'zod'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { unknownPlaces } from '../calc/fill.ts'
import type { Channel, Template, templateFields } from '../contract.ts'
import { insertTemplate, isNameTaken, readTemplate, readTemplates, updateTemplate } from '../data/templates.ts'
import { can } from '../policy.ts'

/** @throws Refusal FORBIDDEN */
export async function listTemplates(tx: Tx, actor: Actor, { archived }: { archived?: boolean | undefined }) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  return readTemplates(tx, actor.workspaceId, archived ?? false)
}

/** @throws Refusal FORBIDDEN, TEMPLATE_EXISTS {name}, TEMPLATE_PLACE_UNKNOWN {places} */
export async function addTemplate(tx: Tx, actor: Actor, input: z.output<typeof templateFields>): Promise<Template> {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  await check(tx, actor, null, input)
  const added = await insertTemplate(tx, actor.workspaceId, withoutNeedless(input))
  await audit(tx, actor, 'template.added', 'template', added.id, { name: added.name })
  return added
}

export interface TemplateEdit {
  id: string
  version: number
  name?: string | undefined
  subject?: string | undefined
  body?: string | undefined
  archived?: boolean | undefined
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, TEMPLATE_CHANGED {current}, TEMPLATE_EXISTS, TEMPLATE_PLACE_UNKNOWN */
export async function editTemplate(tx: Tx, actor: Actor, { id, version, ...changes }: TemplateEdit): Promise<Template> {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  const current = await readTemplate(tx, actor.workspaceId, id, true)
  if (!current) throw new Refusal('NOT_FOUND')
  if (current.version !== version) throw new Refusal('TEMPLATE_CHANGED', { current })
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const wanted = withoutNeedless({ ...current, ...given })
  if (!wanted.archived) await check(tx, actor, id, wanted)
  const edited = await updateTemplate(tx, actor.workspaceId, wanted)
  await audit(tx, actor, 'template.edited', 'template', id, { name: edited.name, archived: edited.archived })
  return edited
}

async function check(
  tx: Tx,
  { workspaceId }: Actor,
  id: string | null,
  { channel, name, subject, body }: { channel: Channel; name: string; subject: string; body: string },
): Promise<void> {
  const places = unknownPlaces(`${subject}\n${body}`)
  if (places.length > 0) throw new Refusal('TEMPLATE_PLACE_UNKNOWN', { places: [...new Set(places)] })
  if (await isNameTaken(tx, workspaceId, { id, channel, name })) throw new Refusal('TEMPLATE_EXISTS', { name })
}

/** A message has no subject. */
function withoutNeedless<It extends { channel: Channel; subject: string }>(it: It): It {
  return it.channel === 'message' ? { ...it, subject: '' } : it
}
