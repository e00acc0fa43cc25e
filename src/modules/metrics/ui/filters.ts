import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import type { Target } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { metricKeys, type MetricKey } from '../calc/declarations.ts'
import { comparisons } from '../calc/question.ts'

const ids = listParam(z.uuid())
/** Words may hold the comma that parts a list in the address: there they stand encoded. */
const words = listParam(z.string().max(600))
const decoded = (list: readonly string[]) => list.map((word) => decodeURIComponent(word))

const filterShape = {
  seller: ids,
  department: ids,
  pipeline: ids,
  source: ids,
  campaign: words,
  industry: words,
  region: words,
  client: words,
  size: words,
  class: words,
  field: words,
}

/** The question as it stands in the address. */
export const metricsSearch = z.object({
  period: z.string().refine(isPeriodKey).optional(),
  metrics: listParam(z.enum(metricKeys)),
  rows: z.string().default('seller'),
  columns: z.string().optional(),
  /** Which of the metrics stands in the cells when there are columns. */
  shown: z.enum(metricKeys).optional(),
  compare: z.enum([...comparisons, 'none']).default('previous'),
  /** How the change is taken apart. */
  by: z.string().optional(),
  ...filterShape,
})
export type MetricsSearch = z.output<typeof metricsSearch>

const USUAL: readonly MetricKey[] = ['sales', 'won', 'averageCheck', 'winRate']

/** The metrics that a page shows: those of the address, else the usual ones. */
export function metricsOf(search: MetricsSearch): readonly MetricKey[] {
  return search.metrics && search.metrics.length > 0 ? search.metrics : USUAL
}

/** Period and filters as the API takes them. */
export function filtersOf(search: Omit<MetricsSearch, 'rows' | 'compare'>, today: string) {
  return {
    period: search.period ?? currentPeriod(today),
    ...(search.seller && { sellerIds: search.seller }),
    ...(search.department && { departmentIds: search.department }),
    ...(search.pipeline && { pipelineIds: search.pipeline }),
    ...(search.source && { sourceIds: search.source }),
    ...(search.campaign && { campaigns: decoded(search.campaign) }),
    ...(search.industry && { industries: decoded(search.industry) }),
    ...(search.region && { regions: decoded(search.region) }),
    ...(search.client && { clientKinds: search.client as ('new' | 'existing' | 'none')[] }),
    ...(search.size && { dealSizes: search.size as 'zero'[] }),
    ...(search.class && { segments: search.class as ('A' | 'B' | 'C' | 'none')[] }),
    ...(search.field && { fields: search.field }),
  }
}
export type MetricsFilters = ReturnType<typeof filtersOf>

/** The page of cuts with this question. */
export function metricsTarget(search: Partial<MetricsSearch>): Target {
  return { to: '/metrics', search }
}

/** The address of a list behind a figure. */
export const recordsSearch = metricsSearch.extend({
  metric: z.enum(metricKeys).default('sales'),
  /** Encoded, as the words of filters. */
  cell: listParam(z.string().max(900)),
})
/** Which cell of a cut the records are of: `seller=<id>`. */
export function cellOf({ cell = [] }: z.output<typeof recordsSearch>): string[] {
  return decoded(cell)
}

export function recordsTarget(search: Partial<MetricsSearch>, metric: MetricKey, cell: readonly string[]): Target {
  return { to: '/metrics/records', search: { ...search, metric, cell: cell.map(encodeURIComponent).join(',') } }
}
