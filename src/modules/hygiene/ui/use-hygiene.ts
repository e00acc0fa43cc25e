import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { type hygieneContract, ruleCode } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof hygieneContract>
export type Hygiene = Answers['scores']['rows'][number]
export type Reason = Hygiene['reasons'][number]
export type Summary = Answers['summary']
export type SummaryLine = Summary['rows'][number]
export type BrokenDeal = Answers['deals']['rows'][number]
export type Rule = Answers['rules']['rules'][number]

export const useHygieneTexts = () => useTexts({ ru, en })

/** As many deals as one question may name. */
const AT_ONCE = 500

/** Hygiene by deal of those of the deals that are open; empty until it is known. For lists: ask for the rows at hand. */
export function useHygieneScores(dealIds: readonly string[]): ReadonlyMap<string, Hygiene> {
  const ids = useMemo(() => [...new Set(dealIds)].toSorted().slice(0, AT_ONCE), [dealIds])
  const { data } = useQuery({
    queryKey: ['hygiene', 'scores', ids],
    queryFn: () => api.hygiene.scores({ dealIds: ids }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  })
  return useMemo(() => new Map((data?.rows ?? []).map((row) => [row.dealId, row])), [data])
}

export function useSummary() {
  return useQuery({ queryKey: ['hygiene', 'summary'], queryFn: () => api.hygiene.summary({}) })
}

export function useRules() {
  return useQuery({ queryKey: ['hygiene', 'rules'], queryFn: () => api.hygiene.rules({}), staleTime: 5 * 60_000 })
}

export const codeParam = ruleCode.optional()
