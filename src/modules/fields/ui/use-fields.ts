import { useQuery } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { isShownIn } from '../calc/checked-value.ts'
import type { Field, fieldsContract, FieldSubject } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

export type FieldsAnswer = Outputs<typeof fieldsContract>['list']
export type People = FieldsAnswer['people']

export const useFieldsTexts = () => useTexts({ ru, en })

/** The company's own fields of a subject with the colleagues whom they may name; asked once in five minutes, they change rarely. */
export function useFields(subject: FieldSubject) {
  return useQuery({
    queryKey: ['fields', 'list', { subject }],
    queryFn: () => api.fields.list({ subject }),
    staleTime: 5 * 60_000,
  })
}

/** Fields that a record shows, in order; of a deal those of its pipeline. */
export function shownFields(answer: FieldsAnswer | undefined, pipelineId: string | null = null): Field[] {
  return answer?.fields.filter((field) => isShownIn(field, pipelineId)) ?? []
}
