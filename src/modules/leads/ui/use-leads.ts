import { useQuery } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useWork } from '#web/kit/use-work.ts'
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

/** Does something with leads; everything about them is asked again. */
export const useLeadWork = () => useWork('leads')

/** Sends a command of a lead behind those on their way, with the version that they made. */
export const commandLead = <Saved>(
  { id, version }: Pick<Lead, 'id' | 'version'>,
  send: (own: { id: string; version: number }) => Promise<Saved>,
) => sendInTurn(`lead:${id}`, version, (present) => send({ id, version: present }))

/** Who wrote: the person, else the firm, else how he can be reached. */
export function leadTitle(lead: Pick<Lead, 'name' | 'companyName' | 'phone' | 'email'>, noName: string): string {
  return lead.name ?? lead.companyName ?? lead.phone ?? lead.email ?? noName
}
