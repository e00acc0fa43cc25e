import { api } from '#web/api.ts'
import { type FieldEdit, useFieldEdit } from '#web/field-edit/use-field-edit.ts'
import type { InlineEditor } from '#web/kit/inline-editors.tsx'
import { sameValue } from '../calc/changes.ts'
import { type ClientKind, companyChanges, contactChanges } from '../contract.ts'
import { fieldValueOf } from './field-values.ts'
import { clientTarget, type Company, type Person, useRefresh } from './use-clients.ts'

export type Changes = Record<string, unknown>
export type Editor = InlineEditor<Changes>

/** Fields of a company or a contact, saved one by one in its card. */
export function useClientEdit(kind: ClientKind, card: Company | Person): ClientEdit {
  const refresh = useRefresh()
  const schema = kind === 'company' ? companyChanges : contactChanges
  return useFieldEdit<Company | Person, Changes, string>({
    card,
    name: 'name' in card ? card.name : card.fullName,
    waits: { record: `${kind}:${card.id}`, page: clientTarget(kind, card.id).to },
    wrong: (_field, changes) => schema.safeParse(changes).error?.issues[0]?.message,
    send: (changes, version, keep) => {
      const given = { ...changes, id: card.id, version }
      const context = { context: { keep } }
      return kind === 'company' ? api.clients.editCompany(given, context) : api.clients.editContact(given, context)
    },
    changedCode: 'CLIENT_CHANGED',
    isSame: (field, one, other) => sameValue(fieldValueOf(one, field), fieldValueOf(other, field)),
    show: (shown) => refresh.card(kind, shown),
  })
}

export type ClientEdit = FieldEdit<Company | Person, Changes, string>
