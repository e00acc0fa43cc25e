import { uuid7 } from '#core/db/uuid7.ts'
import { sourceOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Call } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { Field, FieldKind, FileColumn, KindPreview } from '../contract.ts'
import { insertField, readFields } from '../data/definitions.ts'
import { convertValues, readFileColumns, valuesOf } from '../data/values.ts'
import { overseer, planFor, shown } from './change-kind.ts'
import { allow, hasOptions, MOST_FIELDS } from './definitions.ts'

type Asker = Pick<Call<unknown>, 'actor' | 'gate'>

const MOST_COLUMNS = 100
/** What a column of a file is before it is a field. */
const TEXT = { kind: 'text' as const, options: [] }

/** Columns of files that stand on deals by their titles. @throws Refusal FORBIDDEN */
export async function fileColumns({ actor, gate }: Asker): Promise<{ columns: FileColumn[] }> {
  allow(actor)
  const columns = await gate.as(overseer(actor), (tx) => readFileColumns(tx, actor.workspaceId, MOST_COLUMNS), {
    readOnly: true,
  })
  return { columns }
}

interface Wanted {
  column: string
  kind: FieldKind
}

/** What would become of a column's values in a field of this kind. @throws Refusal FORBIDDEN */
export async function previewColumn({ actor, gate }: Asker, { column, kind }: Wanted): Promise<KindPreview> {
  allow(actor)
  return gate.as(
    overseer(actor),
    async (tx) =>
      shown(actor, await planFor(tx, actor, TEXT, kind, await valuesOf(tx, actor.workspaceId, 'deal', column))),
    { readOnly: true },
  )
}

/**
 * Makes a field of a column: values that fit become the field's on all deals, the others stay where they are.
 * @throws Refusal FORBIDDEN, FIELD_EXISTS, FIELD_NEEDS_OPTIONS when no options can be made of the texts, TOO_MANY_FIELDS
 */
export async function adoptColumn(
  { actor, gate }: Asker,
  { column, name, kind }: Wanted & { name: string },
): Promise<{ field: Field; converted: number }> {
  allow(actor)
  const { workspaceId, personId } = actor
  return gate.as(overseer(actor), async (tx) => {
    if ((await readFields(tx, workspaceId, 'deal')).length >= MOST_FIELDS)
      throw new Refusal('TOO_MANY_FIELDS', { most: MOST_FIELDS })
    const { conversions, options } = await planFor(
      tx,
      actor,
      TEXT,
      kind,
      await valuesOf(tx, workspaceId, 'deal', column),
      true,
    )
    if (hasOptions(kind) && options.length === 0) throw new Refusal('FIELD_NEEDS_OPTIONS')
    const places = { hint: null, pipelineIds: null, requiredStageIds: [], archived: false }
    const field = await insertField(tx, workspaceId, { id: uuid7(), subject: 'deal', name, kind, options, ...places })
    if (!field) throw new Refusal('FIELD_EXISTS')
    const converted = await convertValues(
      tx,
      { workspaceId, personId, source: sourceOf({ actor }) },
      { subject: 'deal', fieldId: field.id, kind: 'text', column },
      conversions.filter(({ to }) => to !== null),
    )
    await audit(tx, actor, 'field.added', 'field', field.id, { subject: 'deal', name, kind, column, converted })
    return { field, converted }
  })
}
