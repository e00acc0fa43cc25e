import { useMemo } from 'react'
import { companyName, companyOptions } from '#modules/clients/ui/api.tsx'
import type { BuilderField } from '#modules/lists/ui/api.tsx'
import { dealOptions } from '#modules/deals/ui/api.tsx'
import { api } from '#web/api.ts'
import { taskFields } from '../calc/list-fields.ts'
import { horizons, priorities, repeats, taskStates } from '../contract/shapes.ts'
import { useTaskReference, useTasksTexts } from './use-tasks.ts'

/** What tasks can be filtered by; undefined until the people are known. */
export function useTaskFields(): readonly BuilderField[] | undefined {
  const texts = useTasksTexts()
  const { data: reference } = useTaskReference()
  return useMemo(() => {
    if (!reference) return undefined
    const people = reference.people.map(({ id, name }) => ({ value: id, label: name }))
    const words = <Value extends string>(values: readonly Value[], names: Record<Value, string>) =>
      values.map((value) => ({ value, label: names[value] }))
    const more: Partial<Record<string, Partial<BuilderField>>> = {
      owner: { options: people },
      author: { options: people },
      priority: { options: words(priorities, texts.priority) },
      horizon: { options: words(horizons, texts.horizon) },
      repeat: { options: words(repeats, texts.repeat) },
      state: { options: words(taskStates, texts.state) },
      deal: { load: dealOptions, name: async (id) => (await api.deals.get({ id })).title },
      company: { load: companyOptions, name: companyName },
    }
    return taskFields.map((field): BuilderField => ({ ...field, label: texts.fields[field.id], ...more[field.id] }))
  }, [texts, reference])
}
