import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import type { MetricKey } from '../calc/declarations.ts'
import { type Declared, type metricsContract, way } from '../contract.ts'
import { filtersOf, metricsOf, type MetricsFilters, type MetricsSearch } from './filters.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

export const useMetricsTexts = () => useTexts({ ru, en })

export type Table = Outputs<typeof metricsContract>['figures']
export type FigureOfCell = NonNullable<Table['total'][MetricKey]>

/** What there is to choose from; the same for the whole session. */
export function useCatalogue() {
  const query = useQuery({
    queryKey: ['metrics', 'catalogue'],
    queryFn: () => api.metrics.catalogue({}),
    staleTime: 300_000,
  })
  const byKey = useMemo(() => new Map<string, Declared>(query.data?.metrics.map((one) => [one.key, one])), [query.data])
  const dimensions = useMemo(
    () => new Map<string, string>(query.data?.dimensions.map(({ id, name }) => [id, name])),
    [query.data],
  )
  return { catalogue: query.data, byKey, dimensions }
}

/** The question of the address, answered. */
export function useCut(search: MetricsSearch) {
  const { today } = useViewer()
  const input = {
    metrics: [...metricsOf(search)],
    dimensions: [search.rows, ...(search.columns ? [search.columns] : [])],
    ...(search.compare !== 'none' && { comparison: search.compare }),
    ...filtersOf(search, today),
  }
  return useQuery({
    queryKey: ['metrics', 'figures', input],
    queryFn: () => api.metrics.figures(input),
    placeholderData: keepPreviousData,
  })
}

/** Why a figure has changed; nothing is asked of metrics that have no causes. */
export function useExplained(metric: MetricKey, filters: MetricsFilters, by: string | undefined, enabled = true) {
  const input = { metric, ...filters, ...(by && { by: way.parse(by) }) }
  return useQuery({
    queryKey: ['metrics', 'explain', input],
    queryFn: () => api.metrics.explain(input),
    placeholderData: keepPreviousData,
    retry: false,
    enabled,
  })
}

/** How a figure is written in its unit. A change of a share is points. */
export function useWriteFigure() {
  const format = useFormat()
  const { currency } = useViewer()
  void currency
  return useCallback(
    (value: number | null, unit: Declared['unit'], { signed = false } = {}): string => {
      switch (unit) {
        case 'money':
        case 'moneyPerDay':
          return format.moneyCompact(value === null ? null : Math.round(value), { signed })
        case 'share':
        case 'ratio':
          return signed ? format.points(value) : format.share(value)
        case 'days':
        case 'minutes':
          return value === null ? format.noData : format.duration(value * (unit === 'days' ? 86_400 : 60))
        case 'count':
          return format.number(value, { signed, digits: Number.isInteger(value ?? 0) ? 0 : 1 })
      }
    },
    [format],
  )
}

/** Whose figures a page shows, in words. */
export function useScopeName(isNarrowed: boolean): string {
  const { scope } = useMetricsTexts()
  const { role } = useViewer()
  if (isNarrowed) return scope.chosen
  if (role === 'seller') return scope.own
  return role === 'head' || role === 'director' ? scope.people : scope.all
}

/** The same question by the rows alone and by the columns alone, for the sums at the ends; only where there are columns. */
export function useMargins(search: MetricsSearch, shown: MetricKey): { rows: Table; columns: Table } | undefined {
  const { today } = useViewer()
  const filters = filtersOf(search, today)
  const question = (dimension: string) => ({
    metrics: [shown],
    dimensions: [dimension],
    ...(search.compare !== 'none' && { comparison: search.compare }),
    ...filters,
  })
  const asked = [question(search.rows), question(search.columns ?? search.rows)] as const
  const query = useQuery({
    queryKey: ['metrics', 'margins', asked],
    queryFn: async () => ({
      rows: await api.metrics.figures(asked[0]),
      columns: await api.metrics.figures(asked[1]),
    }),
    placeholderData: keepPreviousData,
    enabled: search.columns !== undefined,
  })
  return search.columns === undefined ? undefined : query.data
}
