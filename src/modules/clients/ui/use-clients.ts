import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { dayOf } from '#core/calendar/zone.ts'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { Option } from '#web/kit/choice.tsx'
import { putAnswer } from '#web/kit/put-answer.ts'
import { useViewer } from '#web/session.tsx'
import type { ClientKind, clientsContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof clientsContract>
export type Company = Answers['company']
export type Person = Answers['contact']
export type Choices = Answers['choices']
export type Entry = Answers['timeline']['rows'][number]
export type Preview = Answers['mergePreview']
export type Pair = Answers['duplicates']['rows'][number]
export type Merge = Answers['merges']['rows'][number]

export const useClientsTexts = () => useTexts({ ru, en })

/** The day of a moment on the company's calendar: '2026-11-21'. */
export function useDayOf(): (at: string) => string {
  const { timeZone } = useViewer()
  return useCallback((at) => dayOf(Date.parse(at), timeZone), [timeZone])
}

export const companyTarget = (id: string) => ({ to: `/clients/${id}` })
export const contactTarget = (id: string) => ({ to: `/contacts/${id}` })
export const clientTarget = (kind: ClientKind, id: string) =>
  kind === 'company' ? companyTarget(id) : contactTarget(id)

export function useCompany(id: string) {
  return useQuery({ queryKey: ['clients', 'company', { id }], queryFn: () => api.clients.company({ id }) })
}

export function useContact(id: string) {
  return useQuery({ queryKey: ['clients', 'contact', { id }], queryFn: () => api.clients.contact({ id }) })
}

/** What clients are described with; asked once in five minutes, it changes rarely. */
export function useChoices() {
  return useQuery({
    queryKey: ['clients', 'choices'],
    queryFn: () => api.clients.choices({}),
    staleTime: 5 * 60_000,
  })
}

/** People to whom a client can be given: who works here now, and the one who has it. */
export function useOwnerOptions(present: { id: string; name: string } | null): Option[] {
  const { data } = useChoices()
  return useMemo(() => {
    const working = (data?.owners ?? []).filter(({ left, id }) => !left || id === present?.id)
    const all = present && !working.some(({ id }) => id === present.id) ? [present, ...working] : working
    return all.map(({ id, name }) => ({ value: id, label: name }))
  }, [data, present])
}

/** After a change: the card at once, everything else that shows clients when it is next in sight. */
export function useRefresh() {
  const client = useQueryClient()
  return useMemo(
    () => ({
      card(kind: ClientKind, card: Company | Person) {
        void putAnswer(client, ['clients', kind, { id: card.id }], card)
        void client.invalidateQueries({
          predicate: ({ queryKey: [module, what] }) => module === 'clients' && what !== kind,
        })
      },
      all() {
        void client.invalidateQueries({ queryKey: ['clients'] })
        void client.invalidateQueries({ queryKey: ['deals'], refetchType: 'none' })
      },
    }),
    [client],
  )
}
