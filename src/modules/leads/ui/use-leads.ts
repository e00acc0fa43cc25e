import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { leadsContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof leadsContract>
export type Lead = Answers['list']['rows'][number]
export type LeadCard = Answers['get']
export type LeadReference = Answers['reference']
export type Figures = Answers['figures']['all']

/** The clock goes on while nobody touches the page. */
export const CLOCK_MS = 30_000

export const useLeadsTexts = () => useTexts({ ru, en })

export function useLeadReference() {
  return useQuery({ queryKey: ['leads', 'reference'], queryFn: () => api.leads.reference({}), staleTime: 60_000 })
}

export function useLeadCounts() {
  return useQuery({
    queryKey: ['leads', 'counts'],
    queryFn: () => api.leads.counts({}),
    refetchInterval: CLOCK_MS,
  })
}

export function useLead(id: string | undefined) {
  return useQuery({
    queryKey: ['leads', 'get', { id }],
    queryFn: () => api.leads.get({ id: id ?? '' }),
    enabled: id !== undefined,
    refetchInterval: CLOCK_MS,
    retry: (times, error) => times < 2 && toApiError(error).status >= 500,
  })
}

/** Does something with leads: says what went wrong, asks everything about leads again. Gives the answer, or undefined after a refusal. */
export function useLeadWork() {
  const client = useQueryClient()
  const errorText = useErrorText()
  return useCallback(
    async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
      try {
        return await work()
      } catch (thrown) {
        say(errorText(thrown), 'bad')
        return undefined
      } finally {
        void client.invalidateQueries({ queryKey: ['leads'] })
      }
    },
    [client, errorText],
  )
}

/** Who wrote: the person, else the firm, else how he can be reached. */
export function leadTitle(lead: Pick<Lead, 'name' | 'companyName' | 'phone' | 'email'>, noName: string): string {
  return lead.name ?? lead.companyName ?? lead.phone ?? lead.email ?? noName
}
