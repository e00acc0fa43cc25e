import { useMemo } from 'react'
import type { BuilderField } from '#modules/lists/ui/api.tsx'
import { useViewer } from '#web/session.tsx'
import { clientFields, PERSONAL_FIELDS } from '../calc/list-fields.ts'
import type { ClientKind } from '../contract.ts'
import { can } from '../policy.ts'
import { useChoices, useClientsTexts } from './use-clients.ts'
import { companyName, companyOptions } from './company-options.ts'

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
        return field.id === 'company'
          ? { ...field, label, load: companyOptions, name: companyName }
          : { ...field, label }
      })
  }, [choices, kind, sees, words, rhythms])
}
