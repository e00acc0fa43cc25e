import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { decompositionContract } from '../contract.ts'
import type { DecompositionInput } from './filters.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof decompositionContract>
export type TeamRow = Answers['team']['rows'][number]
export type SellerAnswer = Answers['seller']
export type DecompositionSettings = Answers['team']['settings']
export type Kind = keyof DecompositionSettings['minutes']

export const useDecompositionTexts = () => useTexts({ ru, en })

export function useTeam(input: DecompositionInput) {
  return useQuery({
    queryKey: ['decomposition', 'team', input],
    queryFn: () => api.decomposition.team(input),
    placeholderData: keepPreviousData,
  })
}

export function useSeller(personId: string, input: DecompositionInput) {
  return useQuery({
    queryKey: ['decomposition', 'seller', personId, input],
    queryFn: () => api.decomposition.seller({ personId, ...input }),
    placeholderData: keepPreviousData,
  })
}
