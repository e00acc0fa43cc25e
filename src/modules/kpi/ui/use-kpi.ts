import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import type { metricsContract } from '#modules/metrics/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { kpiContract, Point, Tile } from '../contract.ts'
import type { BoardInput } from './filters.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'
import { writeChange, writeFigure } from './write-figure.ts'

export const useKpiTexts = () => useTexts({ ru, en })

export type Board = Outputs<typeof kpiContract>['board']
type Known = Outputs<typeof metricsContract>['catalogue']['metrics'][number]
/** What is said of a figure wherever it comes from. */
export type Declared = Pick<Known, 'label' | 'meaning' | 'formula' | 'minN' | 'dimensions' | 'hasRecords' | 'missing'>

export function useBoard(input: BoardInput) {
  return useQuery({
    queryKey: ['kpi', 'board', input],
    queryFn: () => api.kpi.board(input),
    placeholderData: keepPreviousData,
  })
}

/** The courses of the figures come a moment later than the board. */
export function useCourses({ period, departmentId, role }: BoardInput): ReadonlyMap<string, readonly Point[]> {
  const input = { period, ...(departmentId && { departmentId }), ...(role && { role }) }
  const { data } = useQuery({ queryKey: ['kpi', 'courses', input], queryFn: () => api.kpi.courses(input) })
  return useMemo(() => new Map(data?.rows.map(({ key, points }) => [key, points])), [data])
}

/** Names, meanings and formulas of all metrics in the reader's language, and what the filters offer. */
export function useCatalogue() {
  const format = useFormat()
  const { data } = useQuery({
    queryKey: ['metrics', 'catalogue', format.language],
    queryFn: () => api.metrics.catalogue({}),
    staleTime: 5 * 60_000,
  })
  const { own } = useKpiTexts()
  const byKey = useMemo(() => {
    const none = { minN: 0, dimensions: [], hasRecords: false, missing: null }
    const known = new Map<string, Declared>(Object.entries(own).map(([key, words]) => [key, { ...words, ...none }]))
    for (const one of data?.metrics ?? []) known.set(one.key, one)
    return known
  }, [data, own])
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
