import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { abc, type segmentsContract, state, xyzClasses } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof segmentsContract>
export type Summary = Answers['summary']
export type Client = Answers['clients']['rows'][number]

export const useSegmentsTexts = () => useTexts({ ru, en })

export const segmentsSearch = z.object({
  abc: abc.optional(),
  xyz: z.enum([...xyzClasses, 'none']).optional(),
  state: state.optional(),
  sort: z.enum(['money', 'silence']).default('money'),
  /** Of the migration: what, and from which day. */
  of: z.enum(['abc', 'xyz', 'state']).default('abc'),
  from: z.iso.date().optional(),
  by: z.enum(['group', 'product']).default('group'),
})
export type SegmentsSearch = z.output<typeof segmentsSearch>

export function useSummary() {
  return useQuery({ queryKey: ['segments', 'summary'], queryFn: () => api.segments.summary({}) })
}

export function useMigration(of: 'abc' | 'xyz' | 'state', from: string, to: string, enabled: boolean) {
  return useQuery({
    queryKey: ['segments', 'migration', of, from, to],
    queryFn: () => api.segments.migration({ of, from, to }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useCrossSell(by: 'group' | 'product') {
  return useQuery({
    queryKey: ['segments', 'cross-sell', by],
    queryFn: () => api.segments.crossSell({ by }),
    placeholderData: keepPreviousData,
  })
}

export function useClientClass(id: string) {
  return useQuery({
    queryKey: ['segments', 'client', id],
    queryFn: () => api.segments.client({ id }),
    staleTime: 5 * 60_000,
  })
}
