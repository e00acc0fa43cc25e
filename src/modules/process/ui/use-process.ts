import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { Figure } from '#web/kit/figure.tsx'
import { useViewer } from '#web/session.tsx'
import type { processContract } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { behindTarget, narrowed, type ProcessInput, type ProcessSearch, type WayNarrowing } from './filters.ts'

export type ProcessMap = Outputs<typeof processContract>['map']

export const useProcessTexts = () => useTexts({ ru, en })

export function useScope(isNarrowed: boolean): string {
  const { scope } = useProcessTexts()
  const { role } = useViewer()
  if (isNarrowed) return scope.chosen
  if (role === 'seller') return scope.own
  return role === 'head' || role === 'director' ? scope.people : scope.all
}

/** What a place of the map is called. */
export function usePlaceName(map: ProcessMap | undefined): (place: string) => string {
  const texts = useProcessTexts()
  return (place) =>
    place === 'start' || place === 'moved'
      ? texts.places[place]
      : (map?.nodes.find((node) => node.place === place)?.name ?? '…')
}

const SHOWN = 20

/** Opens a way, a move or a place: its deals. */
export function useOpened(search: ProcessSearch, input: ProcessInput, scope: string) {
  const texts = useProcessTexts()
  const format = useFormat()
  return (title: string, formula: string, value: string, narrowing: Partial<WayNarrowing>) => ({
    key: ['process', 'behind', input, narrowing],
    title,
    async load(): Promise<Figure> {
      const { rows } = await api.process.deals({
        ...input,
        ...narrowed({ variant: undefined, from: undefined, to: undefined, ...narrowing }),
        limit: SHOWN,
      })
      return {
        title,
        value,
        formula,
        period: format.period(input.period),
        scope,
        records: rows.map((row) => ({
          id: row.dealId,
          label: row.title ?? texts.deals.handedOver,
          detail: [row.ownerName ?? texts.deals.nobody, row.stageName].filter(Boolean).join(' · '),
          value: format.money(row.amountMinor),
          ...(row.title !== null && { target: { to: `/deals/${row.dealId}` } }),
        })),
        list: behindTarget(search, narrowing),
      }
    },
  })
}
