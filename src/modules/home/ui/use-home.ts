import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

export const useHomeTexts = () => useTexts({ ru, en })

export function useStart() {
  return useQuery({ queryKey: ['home', 'start'], queryFn: () => api.home.start({}) })
}

export function useAttention() {
  return useQuery({ queryKey: ['home', 'attention'], queryFn: () => api.home.attention({}) })
}

export function useRecent() {
  return useQuery({ queryKey: ['home', 'recent'], queryFn: () => api.home.recent({}) })
}
