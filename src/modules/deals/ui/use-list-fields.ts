import { useMemo } from 'react'
import { companyName, companyOptions } from '#modules/clients/ui/api.tsx'
import { useFields, shownFields } from '#modules/fields/ui/api.tsx'
import type { BuilderField } from '#modules/lists/ui/api.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { customFieldId, dealFields, fieldsOfDeals } from '../calc/list-fields.ts'
import { meanings } from '../contract.ts'
import { pipelinesInUse, useDealsTexts, useReference, useStageOptions } from './use-deals.ts'

/** What deals can be filtered by, with the company's own fields; undefined until these are known. */
export function useListFields(): readonly BuilderField[] | undefined {
  const texts = useDealsTexts()
  const { data: reference } = useReference()
  const stages = useStageOptions(reference)
  const { data: own } = useFields('deal')
  return useMemo(() => {
    if (!reference || !own) return undefined
    const words = texts.fields
    const options: Partial<Record<string, BuilderField['options']>> = {
      pipeline: optionsOf(pipelinesInUse(reference)),
      stage: stages,
      outcome: meanings.map((value) => ({ value, label: texts.meanings[value] })),
      owner: optionsOf(reference.owners),
      source: optionsOf(reference.sources),
      lossReason: optionsOf(reference.lossReasons),
    }
    const ours = dealFields.map((field): BuilderField => {
      const label = words[field.id]
      if (field.id === 'company') return { ...field, label, load: companyOptions, name: companyName }
      return { ...field, label, ...(options[field.id] && { options: options[field.id] ?? [] }) }
    })
    const people = optionsOf(own.people)
    const known = fieldsOfDeals(own.fields)
    const added = shownFields(own).flatMap((field): BuilderField[] => {
      const form = known.get(customFieldId(field.id))
      if (!form) return []
      const chosen = field.kind === 'person' ? people : optionsOf(field.options.filter(({ archived }) => !archived))
      return [{ ...form, label: field.name, options: chosen }]
    })
    return [...ours, ...added]
  }, [texts, reference, stages, own])
}
