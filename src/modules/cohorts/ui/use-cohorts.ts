import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { type cohortsContract, cuts } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof cohortsContract>
export type Leads = Answers['leads']
export type Buyers = Answers['buyers']

export const useCohortsTexts = () => useTexts({ ru, en })

const ids = listParam(z.uuid())

/** The filters as they stand in the address. */
export const cohortsSearch = z.object({
  of: z.enum(['leads', 'buyers']).default('leads'),
  show: z.enum(['conversion', 'won', 'money', 'retention', 'revenue', 'cumulative']).optional(),
  cut: z.enum(cuts).default('month'),
  months: z.coerce.number().int().min(3).max(36).default(12),
  source: ids,
  seller: ids,
  department: ids,
})
export type CohortsSearch = z.output<typeof cohortsSearch>

/** What the API is asked. */
export function inputOf({ cut, months, source, seller, department }: CohortsSearch) {
  return {
    cut,
    months,
    ...(source && { sourceIds: source }),
    ...(seller && { sellerIds: seller }),
    ...(department && { departmentIds: department }),
  }
}
export type CohortsInput = ReturnType<typeof inputOf>

export function useLeads(input: CohortsInput, enabled: boolean) {
  return useQuery({
    queryKey: ['cohorts', 'leads', input],
    queryFn: () => api.cohorts.leads(input),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useBuyers(input: CohortsInput, enabled: boolean) {
  return useQuery({
    queryKey: ['cohorts', 'buyers', input],
    queryFn: () => api.cohorts.buyers(input),
    placeholderData: keepPreviousData,
    enabled,
  })
}
