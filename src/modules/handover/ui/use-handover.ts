import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useWork } from '#web/kit/use-work.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { Option } from '#web/kit/choice.tsx'
import { useViewer } from '#web/session.tsx'
import { type handoverContract, recordKinds } from '../contract.ts'
import { works } from '../policy.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof handoverContract>
export type PersonState = Answers['leftBehind'][number]
export type Preview = Answers['preview']
export type JournalRow = Answers['journal']['rows'][number]
export type Substitution = Answers['substitutions'][number]

export const useHandoverTexts = () => useTexts({ ru, en })

/** Whether a person who leaves stands in rules of distribution: his place goes over with his records. */
export const leavesRules = ({ holdings, leftOn, disabled }: PersonState) =>
  holdings.rules > 0 && (leftOn !== null || disabled)

export function useHoldings(personId: string | undefined) {
  return useQuery({
    queryKey: ['handover', 'holdings', { personId }],
    queryFn: () => api.handover.holdings({ personId: personId ?? '' }),
    enabled: personId !== undefined,
    // A leaving date that was just set changes what is said of it.
    refetchOnMount: 'always',
    retry: (times, error) => times < 2 && toApiError(error).status >= 500,
  })
}

export function useSubstitutions(input: { personId?: string; over?: boolean } = {}) {
  return useQuery({
    queryKey: ['handover', 'substitutions', input],
    queryFn: () => api.handover.substitutions(input),
  })
}

/** People who can take something over: those who sell and work here. The server knows whom the viewer may arrange for. */
export function useReceivers(except?: string): Option[] {
  const { today } = useViewer()
  const { data } = useQuery({
    queryKey: ['org', 'people', 'working'],
    queryFn: () => api.org.people({ left: false, limit: 500 }),
    staleTime: 60_000,
  })
  return (data?.rows ?? [])
    .filter(
      (person) =>
        works(person) &&
        person.state !== 'disabled' &&
        person.id !== except &&
        (person.hiredOn === null || person.hiredOn <= today),
    )
    .map(({ id, fullName, jobTitle }) => ({ value: id, label: fullName, ...(jobTitle && { detail: jobTitle }) }))
}

/** Everybody who may have something, leavers too. */
export function usePeople(): Option[] {
  const { data } = useQuery({
    queryKey: ['org', 'people', 'all'],
    queryFn: () => api.org.people({ limit: 500 }),
    staleTime: 60_000,
  })
  return (data?.rows ?? [])
    .filter(works)
    .map(({ id, fullName, jobTitle }) => ({ value: id, label: fullName, ...(jobTitle && { detail: jobTitle }) }))
}

/** What somebody has, as a line: «12 сделок на 3,4 млн ₽ · 8 компаний · план на 2 месяца». */
export function useHoldingsLine(): (holdings: PersonState['holdings']) => string {
  const texts = useHandoverTexts()
  const format = useFormat()
  return (holdings) => {
    const parts = recordKinds.flatMap((kind) => {
      const count = holdings[kind]
      if (count === 0) return []
      const words = texts.kinds[kind](count)
      return kind === 'deal' ? `${words} · ${format.moneyCompact(holdings.dealsMinor)}` : words
    })
    if (holdings.planMonths > 0) parts.push(texts.plan(holdings.planMonths, format.moneyCompact(holdings.planMinor)))
    if (holdings.rules > 0) parts.push(texts.rules(holdings.rules))
    return parts.join(' · ') || texts.nothing
  }
}

/** Does something with a hand-over; anything may be another's afterwards, and is asked anew where it is shown next. */
export const useHandoverWork = () => useWork(askAllAnew)

function askAllAnew(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['handover'] })
  void client.invalidateQueries({ predicate: ({ queryKey: [module] }) => module !== 'handover', refetchType: 'none' })
}
