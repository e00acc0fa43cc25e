import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { sourceOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Call } from '#core/http/routes.ts'
import type { Currency } from '#core/money/currency.ts'
import { audit } from '#modules/org/api.ts'
import type { FieldDefinition } from '../calc/checked-value.ts'
import { convertedValue, type Names, optionsFor, writtenValue } from '../calc/conversion.ts'
import type { Field, FieldKind, KindPreview } from '../contract.ts'
import { readColleagues, readField, updateField } from '../data/definitions.ts'
import { type Conversion, convertValues, type KeptValue, readLeftovers, valuesOf } from '../data/values.ts'
import { allow, hasOptions, openField } from './definitions.ts'

const EXAMPLES = 10

export interface Plan extends KindPreview {
  conversions: Conversion[]
  options: Field['options']
}

/** What a change of the kind would do. Values of all records count; examples only for whoever sees all. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function previewKind(
  call: Pick<Call<unknown>, 'actor' | 'gate'>,
  { id, kind }: { id: string; kind: FieldKind },
): Promise<KindPreview> {
  allow(call.actor)
  return call.gate.as(overseer(call.actor), async (tx) =>
    shown(call.actor, await planned(tx, call.actor, await found(tx, call.actor, id), kind)),
  )
}

/**
 * Changes what a field holds and carries its values over; those that do not fit are put aside (leftovers). Who arranges the fields changes all
 * records that have a value, whoever owns them.
 * @throws Refusal FORBIDDEN, NOT_FOUND, FIELD_CHANGED, FIELD_VALUES_LOST {preview} when more would be lost than was agreed to
 */
export async function changeKind(
  { actor, gate }: Pick<Call<unknown>, 'actor' | 'gate'>,
  { id, version, kind, lost }: { id: string; version: number; kind: FieldKind; lost: number },
): Promise<Field> {
  allow(actor)
  return gate.as(overseer(actor), async (tx) => {
    const field = await openField(tx, actor, id, version)
    if (field.kind === kind) return field
    const plan = await planned(tx, actor, field, kind)
    if (plan.lost > lost) throw new Refusal('FIELD_VALUES_LOST', { ...shown(actor, plan) })
    const source = sourceOf({ actor })
    await convertValues(
      tx,
      { workspaceId: actor.workspaceId, personId: actor.personId, source },
      { subject: field.subject, fieldId: id, kind: field.kind },
      plan.conversions,
    )
    const changed = await updateField(tx, actor.workspaceId, { ...field, kind, options: plan.options })
    await audit(tx, actor, 'field.kind_changed', 'field', id, {
      name: field.name,
      from: field.kind,
      to: kind,
      values: plan.values,
      lost: plan.lost,
    })
    if (!changed) throw new Error('a locked field has kept its name')
    return changed
  })
}

/** Values that did not fit. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function leftovers(tx: Tx, actor: Actor, id: string) {
  allow(actor)
  await found(tx, actor, id)
  const rows = await readLeftovers(tx, actor.workspaceId, id)
  return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
}

async function found(tx: Tx, { workspaceId }: Actor, id: string): Promise<Field> {
  const field = await readField(tx, workspaceId, id)
  if (!field) throw new Refusal('NOT_FOUND')
  return field
}

async function planned(tx: Tx, actor: Actor, field: Field, kind: FieldKind): Promise<Plan> {
  return planFor(tx, actor, field, kind, await valuesOf(tx, actor.workspaceId, field.subject, field.id))
}

/** What becomes of these values of a field when it is to hold another kind. */
export async function planFor(
  tx: Tx,
  actor: Actor,
  field: FieldDefinition,
  kind: FieldKind,
  kept: readonly KeptValue[],
  /** Values that stay as they are too: they go to another key. */
  all = false,
): Promise<Plan> {
  const people = [field.kind, kind].includes('person') ? await readColleagues(tx, actor.workspaceId, '1900-01-01') : []
  const names: Names = {
    currency: actor.workspace.currency as Currency,
    people: new Map(people.map(({ id, name }) => [id, name])),
  }
  const { to, added } = targetOf(
    field,
    kind,
    kept.map(({ value }) => writtenValue(field, value, names)),
  )
  const plan: Plan = {
    values: 0,
    converted: 0,
    lost: 0,
    newOptions: added,
    examples: [],
    conversions: [],
    options: to.options,
  }
  for (const { value, count } of kept) {
    plan.values += count
    const converted = convertedValue(field, to, value, names)
    const next = converted.ok ? converted.value : null
    if (next === null) {
      plan.lost += count
      const text = writtenValue(field, value, names).slice(0, 5_000)
      if (plan.examples.length < EXAMPLES) plan.examples.push({ text: text.slice(0, 200), count })
      plan.conversions.push({ from: value, to: null, text })
    } else {
      plan.converted += count
      if (all || JSON.stringify(next) !== JSON.stringify(value))
        plan.conversions.push({ from: value, to: next, text: '' })
    }
  }
  return plan
}

/** The field as it is to be; texts that become a choice bring their options along. */
function targetOf(
  field: FieldDefinition,
  kind: FieldKind,
  texts: readonly string[],
): { to: FieldDefinition; added: number } {
  if (!hasOptions(kind) || hasOptions(field.kind)) return { to: { kind, options: field.options }, added: 0 }
  const names = optionsFor(field, kind === 'choices' ? texts.flatMap((text) => text.split(/[;\n]/)) : texts)
  const added = names.map((name) => ({ id: uuid7(), name, archived: false }))
  return { to: { kind, options: [...field.options, ...added] }, added: added.length }
}

export function shown(actor: Actor, { values, converted, lost, newOptions, examples }: Plan): KindPreview {
  return { values, converted, lost, newOptions, examples: actor.scope === 'all' ? examples : [] }
}

/** The whole company in sight: a value must not be passed over because its record belongs to another team. */
export function overseer(actor: Actor): Actor {
  return { ...actor, scope: 'all', people: [], seesPersonal: true }
}
