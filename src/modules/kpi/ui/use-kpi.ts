import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import type { metricsContract } from '#modules/metrics/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { kpiContract, Tile } from '../contract.ts'
import type { BoardInput } from './filters.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'
import { writeChange, writeFigure } from './write-figure.ts'

export const useKpiTexts = () => useTexts({ ru, en })

export type Board = Outputs<typeof kpiContract>['board']
export type Declared = Outputs<typeof metricsContract>['catalogue']['metrics'][number]

export function useBoard(input: BoardInput) {
  return useQuery({
    queryKey: ['kpi', 'board', input],
    queryFn: () => api.kpi.board(input),
    placeholderData: keepPreviousData,
  })
}

/** Names, meanings and formulas of all metrics in the reader's language, and what the filters offer. */
export function useCatalogue() {
  const format = useFormat()
  const { data } = useQuery({
    queryKey: ['metrics', 'catalogue', format.language],
    queryFn: () => api.metrics.catalogue({}),
    staleTime: 5 * 60_000,
  })
  const byKey = useMemo(() => new Map<string, Declared>(data?.metrics.map((one) => [one.key, one])), [data])
  return { byKey, filters: data?.filters, nameOf: (key: string) => byKey.get(key)?.label ?? key }
}

/** Writes figures of a metric and their changes. */
export function useWriting() {
  const format = useFormat()
  const words = useKpiTexts().units
  return useMemo(
    () => ({
      value: (tile: Pick<Tile, 'key' | 'unit'>, value: number | null) => writeFigure(format, words, tile, value),
      change: (tile: Pick<Tile, 'key' | 'unit'>, change: number | null) => writeChange(format, tile, change),
    }),
    [format, words],
  )
}
