import { intersection, parsePeriod } from '#core/calendar/period.ts'
import { asInstant } from '#core/calendar/zone.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import { declarationOf, type DimensionKey, type MetricKey } from '../calc/declarations.ts'
import type { MetricFilters } from '../calc/question.ts'
import { isTime } from '../calc/time-buckets.ts'
import { recordsBehind } from '../data/records.ts'
import type { MetricAsking } from './figures.ts'
import { isOfStages, resolved } from './question.ts'

interface Asked {
  metric: MetricKey
  period: string
  filters: MetricFilters
  /** The cell: dimensions with their keys, null for «without». */
  cell: readonly { dimension: DimensionKey; key: string | null }[]
  after: readonly [moment: string, id: string, seq: number] | null
  limit: number
}

const ACTIVITY_KINDS: Partial<Record<MetricKey, string>> = { calls: 'call', meetings: 'meeting' }

/** `seller=<id>` as it stands in an address; without a key: «without». */
export function cellOfText(text: string): { dimension: DimensionKey; key: string | null } {
  const at = text.indexOf('=')
  const [dimension, key] = at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
  return { dimension: dimension as DimensionKey, key: key === '' ? null : key }
}

/**
 * A page of the records behind a figure or one cell of a cut.
 * @throws Refusal as resolved; METRIC_NO_RECORDS for a metric that is made of others
 */
export async function metricRecords(asking: MetricAsking, { metric, period, filters, cell, after, limit }: Asked) {
  const { records } = declarationOf(metric)
  if (records === null || isOfStages(metric)) throw new Refusal('METRIC_NO_RECORDS')
  const { slice } = await resolved(asking, {
    metrics: [metric],
    period,
    filters,
    dimensions: cell.map(({ dimension }) => dimension).filter((one) => !isTime(one)),
  })
  const inCell = { ...slice, dimensions: [] }
  for (const { dimension, key } of cell) {
    const own = isTime(dimension) ? parsePeriod(key ?? '') : null
    if (own) inCell.period = intersection(inCell.period, own) ?? { start: own.start, end: own.start }
  }
  const rows = await recordsBehind(asking.tx, {
    slice: inCell,
    records,
    cell: cell.filter(({ dimension }) => !isTime(dimension) && dimension !== 'company'),
    activityKind: ACTIVITY_KINDS[metric] ?? null,
    newClients: metric === 'newClients' ? 'firstSales' : metric === 'newClientsSales' ? 'deals' : null,
    cohort: metric === 'cohortConversion' || metric === 'cohortOpen',
    after,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const kinds = { payments: 'payment', activities: 'activity', leads: 'lead' } as const
  const kind = records in kinds ? kinds[records as keyof typeof kinds] : ('deal' as const)
  return {
    rows: page.map(({ id, dealId, title, ownerName, amountMinor, at }) => ({
      kind,
      id,
      dealId,
      title,
      ownerName,
      amountMinor,
      at: asInstant(at),
    })),
    nextCursor: last && rows.length > limit ? cursorText([last.moment, last.id, last.seq]) : null,
  }
}
