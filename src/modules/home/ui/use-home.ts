import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

export const useHomeTexts = () => useTexts({ ru, en })

export function useStart() {
  return useQuery({ queryKey: ['home', 'start'], queryFn: () => api.home.start({}) })
}

export function useAttention(withHidden = false) {
  return useQuery({
    queryKey: ['home', 'attention', { withHidden }],
    queryFn: () => api.home.attention(withHidden ? { withHidden } : {}),
    placeholderData: keepPreviousData,
  })
}

export function useToday() {
  return useQuery({ queryKey: ['home', 'today'], queryFn: () => api.home.today({}) })
}

export function useRecent() {
  return useQuery({ queryKey: ['home', 'recent'], queryFn: () => api.home.recent({}) })
}
