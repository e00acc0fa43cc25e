import { useMemo } from 'react'
import type { BuilderField } from '#modules/lists/ui/api.tsx'
import { leadChannels, leadFields } from '../calc/list-fields.ts'
import { leadStates } from '../contract/lead.ts'
import { useLeadReference, useLeadsTexts } from './use-leads.ts'

/** What leads can be filtered by; undefined until the sources and people are known. */
export function useLeadFields(): readonly BuilderField[] | undefined {
  const texts = useLeadsTexts()
  const { data: reference } = useLeadReference()
  return useMemo(() => {
    if (!reference) return undefined
    const named = (list: readonly { id: string; name: string }[]) =>
      list.map(({ id, name }) => ({ value: id, label: name }))
    const options: Partial<Record<string, BuilderField['options']>> = {
      source: named(reference.sources),
      owner: named(reference.people),
      channel: leadChannels.map((value) => ({ value, label: texts.channels[value] })),
      state: leadStates.map((value) => ({ value, label: texts.states[value] })),
    }
    return leadFields.map((field): BuilderField => {
      const own = options[field.id]
      return { ...field, label: texts.fields[field.id], ...(own && { options: own }) }
    })
  }, [texts, reference])
}
