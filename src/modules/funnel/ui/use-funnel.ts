import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTexts } from '#web/i18n/language.tsx'
import { api } from '#web/api.ts'
import { useViewer } from '#web/session.tsx'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import type { FunnelInput } from './filters.ts'

export const useFunnelTexts = () => useTexts({ ru, en })

/** Whose deals a page shows, in words. */
export function useScopeName(isNarrowed: boolean): string {
  const { scope } = useFunnelTexts()
  const { role } = useViewer()
  if (isNarrowed) return scope.chosen
  if (role === 'seller') return scope.own
  return role === 'head' || role === 'director' ? scope.people : scope.all
}

export function useChoices() {
  return useQuery({ queryKey: ['funnel', 'choices'], queryFn: () => api.funnel.choices({}), staleTime: 60_000 })
}

export function useView(input: FunnelInput) {
  return useQuery({
    queryKey: ['funnel', 'view', input],
    queryFn: () => api.funnel.view(input),
    placeholderData: keepPreviousData,
  })
}

export function useTimes(input: FunnelInput) {
  const { period: _, ...whose } = input
  const time = useQuery({
    queryKey: ['funnel', 'time', input],
    queryFn: () => api.funnel.time(input),
    placeholderData: keepPreviousData,
  })
  const ongoing = useQuery({
    queryKey: ['funnel', 'ongoing', whose],
    queryFn: () => api.funnel.ongoing(whose),
    placeholderData: keepPreviousData,
  })
  return { time, ongoing }
}

export function useCycle(input: FunnelInput) {
  return useQuery({
    queryKey: ['funnel', 'cycle', input],
    queryFn: () => api.funnel.cycle(input),
    placeholderData: keepPreviousData,
  })
}
