import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { PlanFactRow } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { aboutOf } from './filters.ts'

export const usePlanfactTexts = () => useTexts({ ru, en })

export type Comparison = 'none' | 'previous' | 'lastYear'

export function usePlanFact(period: string, compare: Comparison = 'none') {
  return useQuery({
    queryKey: ['planfact', 'table', { period, compare }],
    queryFn: () => api.planfact.table({ period, compare: compare === 'none' ? [] : [compare] }),
    placeholderData: keepPreviousData,
  })
}

export function useCourse(line: PlanFactRow | undefined, period: string) {
  return useQuery({
    queryKey: ['planfact', 'course', { period, subjectId: line?.subjectId }],
    queryFn: () => api.planfact.course(line ? aboutOf(line, period) : { period }),
    enabled: line !== undefined,
    placeholderData: keepPreviousData,
  })
}
