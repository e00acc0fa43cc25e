import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { Field, FieldChanges, FieldSubject, NewField } from '../contract.ts'
import {
  countPlaces,
  insertField,
  lockField,
  orderFields,
  readColleagues,
  readFields,
  updateField,
} from '../data/definitions.ts'
import { can } from '../policy.ts'

/** Of one subject; a card with more is read by nobody. */
export const MOST_FIELDS = 200

/** Fields with the colleagues whom they may name. */
export async function listFields(tx: Tx, actor: Actor, subject: FieldSubject | undefined, now: Date) {
  const fields = await readFields(tx, actor.workspaceId, subject ?? null)
  const namesPeople = fields.some(({ kind }) => kind === 'person')
  const today = todayOf({ actor, now })
  return {
    fields,
    people: namesPeople ? await readColleagues(tx, actor.workspaceId, today) : [],
    may: { configure: can(actor, 'configure') },
  }
}

/** @throws Refusal FORBIDDEN, FIELD_EXISTS, FIELD_NEEDS_OPTIONS, FIELD_OPTIONS_REPEAT, FIELD_PLACE_UNKNOWN, TOO_MANY_FIELDS */
export async function addField(tx: Tx, actor: Actor, input: NewField): Promise<Field> {
  allow(actor)
  const { subject, kind, name, hint = null, pipelineIds = null, requiredStageIds = [] } = input
  const here = await readFields(tx, actor.workspaceId, subject)
  if (here.length >= MOST_FIELDS) throw new Refusal('TOO_MANY_FIELDS', { most: MOST_FIELDS })
  const options = hasOptions(kind) ? mergedOptions([], input.options ?? []) : []
  if (hasOptions(kind) && options.length === 0) throw new Refusal('FIELD_NEEDS_OPTIONS')
  const places = await checkedPlaces(tx, actor, subject, pipelineIds, requiredStageIds)
  const field = { id: uuid7(), subject, name, kind, hint: hint || null, options, ...places, archived: false }
  const added = await insertField(tx, actor.workspaceId, field)
  if (!added) throw new Refusal('FIELD_EXISTS')
  await audit(tx, actor, 'field.added', 'field', added.id, { subject, name, kind })
  return added
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, FIELD_CHANGED, FIELD_EXISTS, FIELD_NEEDS_OPTIONS, FIELD_OPTIONS_REPEAT, FIELD_PLACE_UNKNOWN */
export async function editField(
  tx: Tx,
  actor: Actor,
  { id, version, ...changes }: FieldChanges & { id: string; version: number },
): Promise<Field> {
  allow(actor)
  const present = await openField(tx, actor, id, version)
  const options =
    changes.options && hasOptions(present.kind) ? mergedOptions(present.options, changes.options) : present.options
  if (hasOptions(present.kind) && !options.some(({ archived }) => !archived)) throw new Refusal('FIELD_NEEDS_OPTIONS')
  const pipelineIds = changes.pipelineIds === undefined ? present.pipelineIds : changes.pipelineIds
  const places = await checkedPlaces(
    tx,
    actor,
    present.subject,
    pipelineIds,
    changes.requiredStageIds ?? present.requiredStageIds,
  )
  const next = {
    ...present,
    name: changes.name ?? present.name,
    hint: changes.hint === undefined ? present.hint : changes.hint || null,
    archived: changes.archived ?? present.archived,
    options,
    ...places,
  }
  const changed = await updateField(tx, actor.workspaceId, next)
  if (!changed) throw new Refusal('FIELD_EXISTS')
  await audit(tx, actor, 'field.changed', 'field', id, { name: changed.name, changed: Object.keys(changes).join(', ') })
  return changed
}

/** @throws Refusal FORBIDDEN, FIELD_PLACE_UNKNOWN when a field is of another subject */
export async function putFieldsInOrder(
  tx: Tx,
  actor: Actor,
  { subject, ids }: { subject: FieldSubject; ids: readonly string[] },
): Promise<Field[]> {
  allow(actor)
  const own = new Set((await readFields(tx, actor.workspaceId, subject)).map(({ id }) => id))
  if (ids.some((id) => !own.has(id))) throw new Refusal('FIELD_PLACE_UNKNOWN')
  await orderFields(tx, actor.workspaceId, subject, ids)
  await audit(tx, actor, 'fields.ordered', 'field', null, { subject })
  return readFields(tx, actor.workspaceId, subject)
}

export function allow(actor: Actor): void {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
}

/** The field, locked. @throws Refusal NOT_FOUND, FIELD_CHANGED */
export async function openField(tx: Tx, actor: Actor, id: string, version?: number): Promise<Field> {
  const field = await lockField(tx, actor.workspaceId, id)
  if (!field) throw new Refusal('NOT_FOUND')
  if (version !== undefined && version !== field.version) throw new Refusal('FIELD_CHANGED', { version: field.version })
  return field
}

export const hasOptions = (kind: Field['kind']) => kind === 'choice' || kind === 'choices'

type Options = Field['options']

/** The options as the list says; those that it leaves out go to the archive at its end, since records have them. */
function mergedOptions(
  present: Options,
  given: readonly { id?: string | undefined; name: string; archived?: boolean | undefined }[],
): Options {
  const known = new Map(present.map((option) => [option.id, option]))
  const listed = given.map(({ id, name, archived = false }) => {
    if (id !== undefined && !known.delete(id)) throw new Refusal('FIELD_PLACE_UNKNOWN')
    return { id: id ?? uuid7(), name, archived }
  })
  const names = listed.filter(({ archived }) => !archived).map(({ name }) => name.toLowerCase())
  const repeated = listed.find(
    ({ name, archived }) => !archived && names.filter((one) => one === name.toLowerCase()).length > 1,
  )
  if (repeated) throw new Refusal('FIELD_OPTIONS_REPEAT', { name: repeated.name })
  return [...listed, ...[...known.values()].map((option) => ({ ...option, archived: true }))]
}

/** Only deals have pipelines. */
async function checkedPlaces(
  tx: Tx,
  { workspaceId }: Actor,
  subject: FieldSubject,
  pipelineIds: readonly string[] | null,
  requiredStageIds: readonly string[],
): Promise<Pick<Field, 'pipelineIds' | 'requiredStageIds'>> {
  if (subject !== 'deal') return { pipelineIds: null, requiredStageIds: [] }
  const [pipelines, stages] = [[...new Set(pipelineIds)], [...new Set(requiredStageIds)]]
  const wanted = pipelines.length + stages.length
  if (wanted > 0 && (await countPlaces(tx, workspaceId, pipelines, stages)) < wanted)
    throw new Refusal('FIELD_PLACE_UNKNOWN')
  return { pipelineIds: pipelineIds && pipelines, requiredStageIds: stages }
}
