import type { ReactNode } from 'react'
import { FieldText, ownFieldId, useFields } from '#modules/fields/ui/api.tsx'
import type { FieldValue } from '#modules/fields/contract.ts'
import { ConflictDialog } from '#web/field-edit/conflict-dialog.tsx'
import { shownValue } from '../calc/changes.ts'
import type { ClientKind } from '../contract.ts'
import { fieldValueOf, namePointedAt } from './field-values.ts'
import type { Changes, ClientEdit } from './use-client-edit.ts'
import { useChoices, useClientsTexts } from './use-clients.ts'

/** Two people changed one field of a client. */
export function ClientConflict({ kind, edit }: { kind: ClientKind; edit: ClientEdit }) {
  const texts = useClientsTexts()
  const { data: choices } = useChoices()
  const { data: own } = useFields(kind)
  const definition = (field: string) => own?.fields.find(({ id }) => id === ownFieldId(field))
  const said = (field: string, value: unknown): ReactNode => {
    const defined = definition(field)
    if (defined)
      return value == null ? null : <FieldText field={defined} value={value as FieldValue} people={own?.people} />
    const text = shownValue(value)
    return text === null ? null : (choices?.owners.find(({ id }) => id === text)?.name ?? String(text))
  }
  return (
    <ConflictDialog
      title={texts.changedByOther}
      edit={edit}
      label={(field) => definition(field)?.name ?? texts.fields[field] ?? field}
      shown={(field, card) => namePointedAt(card, field) ?? said(field, fieldValueOf(card, field))}
      wanted={({ field, mine }) => said(field, wantedValueOf(mine, field))}
    />
  )
}

/** What changes say of a field. */
function wantedValueOf(changes: Changes, field: string): unknown {
  const own = ownFieldId(field)
  return own ? (changes['custom'] as Changes)[own] : changes[field]
}
