import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { spendContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof spendContract>
export type SpendYear = Answers['year']
export type CostsYear = Answers['costs']

export const useSpendTexts = () => useTexts({ ru, en })

export function useSpendYear(year: number) {
  return useQuery({ queryKey: ['spend', 'year', year], queryFn: () => api.spend.year({ year }) })
}

export function useCostsYear(year: number) {
  return useQuery({ queryKey: ['spend', 'costs', year], queryFn: () => api.spend.costs({ year }) })
}

/** What a typed sum has made old. */
export function useSpendSettled(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    void client.invalidateQueries({ queryKey: ['sources'] })
    await client.invalidateQueries({ queryKey: ['spend'] })
  }
}
