import { useMemo } from 'react'
import { companyName, companyOptions } from '#modules/clients/ui/api.tsx'
import type { BuilderField } from '#modules/lists/ui/api.tsx'
import { dealOptions } from '#modules/deals/ui/api.tsx'
import { api } from '#web/api.ts'
import { activityFields } from '../calc/list-fields.ts'
import { activityKinds, activityStates } from '../contract/activity.ts'
import { useActivityTexts, usePeople, useResults } from './use-activities.ts'

/** What activities can be filtered by; undefined until their results are known. */
export function useActivityFields(): readonly BuilderField[] | undefined {
  const texts = useActivityTexts()
  const people = usePeople()
  const { data: results } = useResults()
  return useMemo(() => {
    if (!results) return undefined
    const more: Partial<Record<string, Partial<BuilderField>>> = {
      kind: { options: activityKinds.map((value) => ({ value, label: texts.kinds[value] })) },
      state: { options: activityStates.map((value) => ({ value, label: texts.list.states[value] })) },
      owner: { options: people.map(({ id, name }) => ({ value: id, label: name })) },
      outcome: {
        options: results.map(({ id, name, kind }) => ({ value: id, label: name, detail: texts.kinds[kind] })),
      },
      deal: { load: dealOptions, name: async (id) => (await api.deals.get({ id })).title },
      company: { load: companyOptions, name: companyName },
    }
    return activityFields.map((field): BuilderField => ({
      ...field,
      label: texts.list.fields[field.id],
      ...more[field.id],
    }))
  }, [texts, people, results])
}
