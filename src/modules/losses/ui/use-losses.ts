import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { Figure } from '#web/kit/figure.tsx'
import { useViewer } from '#web/session.tsx'
import type { lossesContract } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { behindTarget, type LossesInput, type LossesSearch, narrowed, type Narrowing } from './filters.ts'

export type View = Outputs<typeof lossesContract>['view']
export type Competitors = Outputs<typeof lossesContract>['competitors']

export const useLossesTexts = () => useTexts({ ru, en })

export function useScope(isNarrowed: boolean): string {
  const { scope } = useLossesTexts()
  const { role } = useViewer()
  if (isNarrowed) return scope.chosen
  if (role === 'seller') return scope.own
  return role === 'head' || role === 'director' ? scope.people : scope.all
}

export function useLosses(input: LossesInput) {
  const view = useQuery({
    queryKey: ['losses', 'view', input],
    queryFn: () => api.losses.view(input),
    placeholderData: keepPreviousData,
  })
  const competitors = useQuery({
    queryKey: ['losses', 'competitors', input],
    queryFn: () => api.losses.competitors(input),
    placeholderData: keepPreviousData,
  })
  return { view, competitors }
}

const SHOWN = 20

/** Opens a figure: formula, newest deals, a link to all of them. */
export function useOpened(search: LossesSearch, input: LossesInput, scope: string) {
  const texts = useLossesTexts()
  const format = useFormat()
  return (title: string, value: ReactNode, narrowing: Narrowing) => ({
    key: ['losses', 'behind', input, narrowing],
    title,
    async load(): Promise<Figure> {
      const { rows } = await api.losses.deals({ ...input, ...narrowed(narrowing), limit: SHOWN })
      return {
        title,
        value,
        formula: narrowing.outcome === 'won' ? texts.deals.formulaWon : texts.deals.formulaLost,
        period: format.period(input.period),
        scope,
        records: rows.map((row) => ({
          id: row.dealId,
          label: row.title ?? texts.deals.handedOver,
          detail: [row.ownerName ?? texts.deals.nobody, row.reasonName, format.day(format.dayOf(row.closedAt))]
            .filter(Boolean)
            .join(' · '),
          value: format.money(row.amountMinor),
          ...(row.title !== null && { target: { to: `/deals/${row.dealId}` } }),
        })),
        list: behindTarget(search, narrowing),
      }
    },
  })
}
