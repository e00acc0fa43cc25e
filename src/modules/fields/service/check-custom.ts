import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import { changedValues, checkedValue } from '../calc/checked-value.ts'
import type { CustomChanges, CustomValues, Field, FieldProblem, FieldSubject, FieldValue } from '../contract.ts'
import { readColleagues, readFields, unknownPeople } from '../data/definitions.ts'

/** Fields of a subject in order, archived ones last. */
export function fieldsOf(tx: Tx, workspaceId: string, subject: FieldSubject): Promise<Field[]> {
  return readFields(tx, workspaceId, subject)
}

/** Everybody of the company by name, those who have left too: whom a written name may mean. */
export function colleagues(tx: Tx, workspaceId: string): Promise<{ id: string; name: string }[]> {
  return readColleagues(tx, workspaceId, LONG_AGO)
}

const LONG_AGO = '1900-01-01'

/**
 * The values of a record with these changes, checked by the fields' definitions; what is not named stays as it is. One question to the database,
 * two where a colleague is named.
 * @throws Refusal FIELD_VALUES_WRONG {fields: [{id, name, problem}]}
 */
export async function checkCustom(
  tx: Tx,
  workspaceId: string,
  subject: FieldSubject,
  present: Readonly<Record<string, unknown>>,
  changes: CustomChanges,
): Promise<CustomValues> {
  const own = present as CustomValues
  const ids = Object.keys(changes)
  if (ids.length === 0) return own
  const fields = new Map((await readFields(tx, workspaceId, subject)).map((field) => [field.id, field]))
  const values: Record<string, FieldValue | null> = {}
  const wrong: { id: string; name: string; problem: FieldProblem }[] = []
  for (const id of ids) {
    const field = fields.get(id)
    const checked = field ? checkedValue(field, changes[id], own[id]) : ({ ok: false, problem: 'unknown' } as const)
    if (checked.ok) values[id] = checked.value
    else wrong.push({ id, name: field?.name ?? '', problem: checked.problem })
  }
  const named = ids.filter((id) => fields.get(id)?.kind === 'person' && typeof values[id] === 'string')
  if (named.length > 0) {
    const missing = await unknownPeople(
      tx,
      workspaceId,
      named.map((id) => String(values[id])),
    )
    for (const id of named) {
      if (missing.includes(String(values[id])))
        wrong.push({ id, name: fields.get(id)?.name ?? '', problem: 'not_person' })
    }
  }
  if (wrong.length > 0) throw new Refusal('FIELD_VALUES_WRONG', { fields: wrong })
  return changedValues(own, values)
}
