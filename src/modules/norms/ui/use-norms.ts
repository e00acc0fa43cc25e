import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import type { Outputs } from '#core/http/contract.ts'
import { isPeriodKey } from '#core/calendar/period.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import { kind, type NormKind, type normsContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof normsContract>
export type Board = Answers['board']
export type BoardRow = Board['rows'][number]
export type Rules = Answers['rules']
export type Rule = Rules['rules'][number]

export const useNormsTexts = () => useTexts({ ru, en })

/** The filters as they stand in the address. */
export const normsSearch = z.object({
  tab: z.enum(['board', 'rules', 'outcome', 'excuses']).default('board'),
  period: z.string().refine(isPeriodKey).optional(),
  kind: kind.optional(),
})
export type NormsSearch = z.output<typeof normsSearch>

export const periodOf = ({ period }: NormsSearch, today: string) => period ?? currentPeriod(today)

export function useBoard(input: { period: string; kind?: NormKind | undefined }) {
  return useQuery({
    queryKey: ['norms', 'board', input],
    queryFn: () => api.norms.board({ period: input.period, ...(input.kind && { kind: input.kind }) }),
    placeholderData: keepPreviousData,
  })
}

export function useRules() {
  return useQuery({ queryKey: ['norms', 'rules'], queryFn: () => api.norms.rules({}) })
}
