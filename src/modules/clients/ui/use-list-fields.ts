import { useMemo } from 'react'
import type { BuilderField } from '#modules/lists/ui/api.tsx'
import { api } from '#web/api.ts'
import { useViewer } from '#web/session.tsx'
import { clientFields, PERSONAL_FIELDS } from '../calc/list-fields.ts'
import type { ClientKind } from '../contract.ts'
import { can } from '../policy.ts'
import { useChoices, useClientsTexts } from './use-clients.ts'

/** What a list of clients can be filtered by; undefined until the people are known. */
export function useClientFields(kind: ClientKind): readonly BuilderField[] | undefined {
  const { conditions: words, rhythms } = useClientsTexts()
  const { data: choices } = useChoices()
  const sees = can(useViewer(), 'readContacts')
  return useMemo(() => {
    if (!choices) return undefined
    const owners = choices.owners.map(({ id, name }) => ({ value: id, label: name }))
    return clientFields[kind]
      .filter(({ id }) => sees || !PERSONAL_FIELDS.has(id))
      .map((field): BuilderField => {
        const label = words[field.id]
        if (field.id === 'owner') return { ...field, label, options: owners }
        if ('values' in field)
          return { ...field, label, options: field.values.map((value) => ({ value, label: rhythms[value] ?? value })) }
        return field.id === 'company' ? { ...field, label, load: companies, name: companyName } : { ...field, label }
      })
  }, [choices, kind, sees, words, rhythms])
}

async function companies(text: string) {
  const { rows } = await api.clients.companies({ limit: 15, ...(text.trim() && { text: text.trim() }) })
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

async function companyName(id: string): Promise<string> {
  return (await api.clients.company({ id })).name
}
