import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { dayOf } from '#core/calendar/zone.ts'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useViewer } from '#web/session.tsx'
import { putAnswer } from '#web/kit/put-answer.ts'
import type { notificationsContract } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

type Answers = Outputs<typeof notificationsContract>
export type Notice = Answers['list']['rows'][number]
export type Settings = Answers['settings']
export type Delivery = Answers['deliveries']['rows'][number]

export const useNoticeTexts = () => useTexts({ ru, en })

export function useUnread(): number {
  const { data } = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: () => api.notifications.unread({}),
    staleTime: 60_000,
  })
  return data?.unread ?? 0
}

/** Whether a moment belongs to the company's today. */
export function useIsToday(): (moment: string) => boolean {
  const { timeZone, today } = useViewer()
  return (moment) => dayOf(Date.parse(moment), timeZone) >= today
}

/** Marks as read: these, or all. The bell follows at once. */
export function useRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ids?: string[]) => api.notifications.read(ids ? { ids } : {}),
    onSuccess: (answer) => {
      void putAnswer(client, ['notices', 'unread'], answer)
      void client.invalidateQueries({ queryKey: ['notices', 'list'] })
      void client.invalidateQueries({ queryKey: ['notices', 'latest'] })
    },
  })
}

/** '/deals/1?tab=files#top' as a place of the product. */
export function placeOf(path: string): { to: string; search: Record<string, string> } {
  const url = new URL(path, 'http://here')
  return { to: url.pathname, search: Object.fromEntries(url.searchParams) }
}
