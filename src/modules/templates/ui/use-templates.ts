import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

export const useTemplateTexts = () => useTexts({ ru, en })

/** Templates in use, or with the archive; they change rarely. */
export function useTemplates(archived = false) {
  return useQuery({
    queryKey: ['templates', 'list', archived],
    queryFn: () => api.templates.list(archived ? { archived } : {}),
    staleTime: 5 * 60_000,
  })
}
