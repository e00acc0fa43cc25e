import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { planMetrics } from '#modules/plans/contract.ts'
import type { PlanFactRow } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { aboutOf } from './filters.ts'

export type PlanMetric = (typeof planMetrics)[number]

export const usePlanfactTexts = () => useTexts({ ru, en })

export type Comparison = 'none' | 'previous' | 'lastYear'

/** A plan/fact of one period; of revenue and without a forecast unless asked. */
export function usePlanFact(
  period: string,
  compare: Comparison = 'none',
  { metric = 'revenue', forecast = false }: { metric?: PlanMetric; forecast?: boolean } = {},
) {
  return useQuery({
    queryKey: ['planfact', 'table', { period, compare, metric, forecast }],
    queryFn: () => api.planfact.table({ period, metric, forecast, compare: compare === 'none' ? [] : [compare] }),
    placeholderData: keepPreviousData,
  })
}

export function useCourse(line: PlanFactRow | undefined, period: string, metric: PlanMetric = 'revenue') {
  return useQuery({
    queryKey: ['planfact', 'course', { period, metric, subjectId: line?.subjectId }],
    queryFn: () => api.planfact.course(line ? { ...aboutOf(line, period), metric } : { period, metric }),
    enabled: line !== undefined,
    placeholderData: keepPreviousData,
  })
}
