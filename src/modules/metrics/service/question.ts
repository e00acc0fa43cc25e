import { parsePeriod, type Period } from '#core/calendar/period.ts'
import { zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Currency } from '#core/money/currency.ts'
import { ownersOf } from '#modules/funnel/api.ts'
import { canBeCutBy, declarationOf, type DimensionKey, type MetricKey } from '../calc/declarations.ts'
import type { MetricFilters, MetricQuestion } from '../calc/question.ts'
import { bucketCount, isTime } from '../calc/time-buckets.ts'
import { choiceFields } from '../data/names.ts'
import { allStages, type StageOfAll } from '../data/odds.ts'
import type { Slice } from '../data/slice.ts'
import { can } from '../policy.ts'
import type { MetricAsking } from './figures.ts'

/** More points than this no table and no chart can show. */
export const MOST_POINTS = 5_000

/** A question that can be answered: its slice, and what there is to know of the company. */
export interface Resolved {
  slice: Slice
  stages: readonly StageOfAll[]
  filters: MetricFilters
  /** Whether the whole is asked for beside the cells. */
  withTotal: boolean
}

/** By which dimension a metric must be able to be cut, for the filter to mean anything. */
const FILTERED_BY: Record<keyof MetricFilters, DimensionKey> = {
  sellerIds: 'seller',
  departmentIds: 'department',
  pipelineIds: 'pipeline',
  sourceIds: 'source',
  campaigns: 'campaign',
  industries: 'industry',
  regions: 'region',
  clientKinds: 'clientKind',
  dealSizes: 'dealSize',
  segments: 'segment',
  fields: 'field:',
}

/**
 * @throws Refusal FORBIDDEN for those who see no deals; PERIOD_REVERSED, PERIOD_FAR, PERIOD_UNREADABLE; METRIC_DIMENSION and METRIC_FILTER for
 * what a metric cannot be cut or filtered by; METRIC_FIELD_GONE for a field that is not there any more; METRIC_POINTS for more than can be
 * shown; NOT_FOUND for people out of sight
 */
export async function resolved({ tx, actor }: MetricAsking, question: MetricQuestion): Promise<Resolved> {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  const period = periodOf(question.period)
  const { metrics, dimensions = [], filters = {} } = question
  checkCut(metrics, dimensions, filters)
  checkPoints(period, metrics, dimensions)
  const fields = await fieldsAsked(tx, dimensions, filters.fields ?? [])
  const stages = await allStages(tx)
  const all = [...new Set(stages.map((stage) => stage.pipelineId))]
  const slice: Slice = {
    period,
    zone: zoneOf({ actor }),
    currency: actor.workspace.currency as Currency,
    dimensions,
    owners: await ownersOf(tx, actor, {
      ...(filters.sellerIds && { sellerIds: [...filters.sellerIds] }),
      ...(filters.departmentIds && { departmentIds: [...filters.departmentIds] }),
    }),
    pipelineIds: filters.pipelineIds ?? all,
    ofPipelines: filters.pipelineIds !== undefined,
    sources: filters.sourceIds ?? null,
    sizes: filters.dealSizes ?? null,
    segments: filters.segments ?? null,
    campaigns: filters.campaigns ?? null,
    industries: filters.industries ?? null,
    regions: filters.regions ?? null,
    clientKinds: filters.clientKinds ?? null,
    fields,
  }
  return { slice, stages, filters, withTotal: question.total ?? true }
}

/** Says what is wrong with a period instead of «not a period». */
export function periodOf(key: string): Period {
  const period = parsePeriod(key)
  if (period) return period
  const [from = '', to] = key.split('..')
  if (/^\d{4}-\d\d-\d\d$/.test(from) && to !== undefined && /^\d{4}-\d\d-\d\d$/.test(to) && from > to)
    throw new Refusal('PERIOD_REVERSED', { from, to })
  if (/^\d{4}(?:-|$)/.test(key) && (Number(key.slice(0, 4)) < 1900 || Number(key.slice(0, 4)) >= 2100))
    throw new Refusal('PERIOD_FAR', { year: key.slice(0, 4) })
  throw new Refusal('PERIOD_UNREADABLE', { period: key.slice(0, 40) })
}

function checkCut(metrics: readonly MetricKey[], dimensions: readonly DimensionKey[], filters: MetricFilters): void {
  if (new Set(dimensions).size < dimensions.length) throw new Refusal('METRIC_SAME_DIMENSION')
  const named = Object.entries(FILTERED_BY).filter(([name]) => filters[name as keyof MetricFilters] !== undefined)
  for (const metric of metrics) {
    const cannot = dimensions.find((dimension) => !canBeCutBy(metric, dimension))
    const allowed = declarationOf(metric).dimensions
    if (cannot) throw new Refusal('METRIC_DIMENSION', { metric, dimension: cannot, allowed })
    if (isOfStages(metric) && !dimensions.includes('stage')) throw new Refusal('METRIC_NEEDS_STAGE', { metric })
    const filter = named.find(([, dimension]) => !canBeCutBy(metric, dimension))
    if (filter) throw new Refusal('METRIC_FILTER', { metric, dimension: filter[1], allowed })
  }
}

/** Conversions between stages and drop-off say something of a stage and nothing of a pipeline. */
export function isOfStages(metric: MetricKey): boolean {
  return metric === 'stageConversion' || metric === 'dropOff' || metric === 'dropOffMoney'
}

/** Every period of a plan is a plan/fact of its own. */
const MOST_PLANS = 62

function checkPoints(period: Period, metrics: readonly MetricKey[], dimensions: readonly DimensionKey[]): void {
  const points = dimensions.filter(isTime).reduce((product, kind) => product * bucketCount(period, kind), 1)
  const planned = metrics.some((metric) => ['plan', 'expected'].includes(declarationOf(metric).base))
  const most = planned ? MOST_PLANS : MOST_POINTS
  if (points > most) throw new Refusal('METRIC_POINTS', { points, most })
}

async function fieldsAsked(
  tx: MetricAsking['tx'],
  dimensions: readonly DimensionKey[],
  filters: readonly string[],
): Promise<Map<string, string[]>> {
  const asked = new Map<string, string[]>()
  for (const filter of filters) {
    const [fieldId = '', option = ''] = filter.split(':')
    asked.set(fieldId, [...(asked.get(fieldId) ?? []), option])
  }
  const cut = dimensions.filter((one) => one.startsWith('field:')).map((one) => one.slice('field:'.length))
  if (asked.size + cut.length === 0) return asked
  const known = new Map((await choiceFields(tx)).map((field) => [field.id, field]))
  for (const id of [...asked.keys(), ...cut]) {
    const field = known.get(id)
    if (!field || field.archived) throw new Refusal('METRIC_FIELD_GONE', { name: field?.name ?? null })
  }
  return asked
}

/** Whether nothing but people is named: a median or a plan of all that a seller does says nothing of his deals of one source. */
export function isOfPeople(filters: MetricFilters): boolean {
  return Object.entries(filters).every(
    ([name, asked]) => asked === undefined || name === 'sellerIds' || name === 'departmentIds',
  )
}
