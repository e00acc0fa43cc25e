import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import type { Day } from '#core/calendar/day.ts'
import { asPeriod, isPeriodKey, periodAround, periodKey } from '#core/calendar/period.ts'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { sourcesContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof sourcesContract>
export type SourcesTable = Answers['table']
export type SourceLine = SourcesTable['rows'][number]
export type Terms = SourcesTable['settings']

export const useSourcesTexts = () => useTexts({ ru, en })

/** The filters as they stand in the address. */
export const sourcesSearch = z.object({
  period: z.string().refine(isPeriodKey).refine(isWholeMonths).optional(),
  pipeline: z.uuid().optional(),
  cut: z.enum(['source', 'month']).default('source'),
  lag: z.stringbool().optional(),
  /** Whose campaigns and payback are shown. */
  source: z.uuid().optional(),
})
export type SourcesSearch = z.output<typeof sourcesSearch>

function isWholeMonths(key: string): boolean {
  if (!isPeriodKey(key)) return false
  const { start, end } = asPeriod(key)
  return start.endsWith('-01') && end.endsWith('-01')
}

/** What the API is asked; without a period in the address, the quarter of today. */
export function inputOf({ period, pipeline, lag }: SourcesSearch, today: string) {
  return {
    period: period ?? periodKey(periodAround(today as Day, 'quarter')),
    ...(pipeline && { pipelineId: pipeline }),
    ...(lag && { lag: true }),
  }
}
export type SourcesInput = ReturnType<typeof inputOf>

export function useSourcesTable(input: SourcesInput, cut: 'source' | 'month') {
  return useQuery({
    queryKey: ['sources', 'table', input, cut],
    queryFn: () => api.sources.table({ ...input, cut }),
    placeholderData: keepPreviousData,
  })
}

export function useCampaigns({ period, lag }: SourcesInput, sourceId: string) {
  return useQuery({
    queryKey: ['sources', 'campaigns', period, lag, sourceId],
    queryFn: () => api.sources.campaigns({ period, sourceId, ...(lag && { lag }) }),
    placeholderData: keepPreviousData,
  })
}

export function usePayback({ period, lag }: SourcesInput, sourceId: string | undefined) {
  return useQuery({
    queryKey: ['sources', 'payback', period, lag, sourceId],
    queryFn: () => api.sources.payback({ period, ...(lag && { lag }), ...(sourceId && { sourceIds: [sourceId] }) }),
    placeholderData: keepPreviousData,
  })
}
