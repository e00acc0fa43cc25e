import { keepPreviousData, useQuery } from '@tanstack/react-query'
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
const WAIT_MS = 20

let waiting = new Map<string, { tell: (hygiene: Hygiene | null) => void; fail: (error: unknown) => void }[]>()

/** Cards and cells that appear together ask together. */
function scoreOf(dealId: string): Promise<Hygiene | null> {
  return new Promise((tell, fail) => {
    if (waiting.size === 0) setTimeout(askTogether, WAIT_MS)
    waiting.set(dealId, [...(waiting.get(dealId) ?? []), { tell, fail }])
  })
}

async function askTogether(): Promise<void> {
  const asked = [...waiting]
  waiting = new Map()
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    const slice = asked.slice(from, from + AT_ONCE)
    try {
      const { rows } = await api.hygiene.scores({ dealIds: slice.map(([id]) => id) })
      const byDeal = new Map(rows.map((row) => [row.dealId, row]))
      for (const [id, askers] of slice) for (const { tell } of askers) tell(byDeal.get(id) ?? null)
    } catch (error) {
      for (const [, askers] of slice) for (const { fail } of askers) fail(error)
    }
  }
}

/** Hygiene of one deal; null: it is closed or out of sight, undefined: not known yet. */
export function useHygiene(dealId: string): Hygiene | null | undefined {
  return useQuery({
    queryKey: ['hygiene', 'score', dealId],
    queryFn: () => scoreOf(dealId),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  }).data
}

export function useSummary() {
  return useQuery({ queryKey: ['hygiene', 'summary'], queryFn: () => api.hygiene.summary({}) })
}

export function useRules() {
  return useQuery({ queryKey: ['hygiene', 'rules'], queryFn: () => api.hygiene.rules({}), staleTime: 5 * 60_000 })
}

export const codeParam = ruleCode.optional()
