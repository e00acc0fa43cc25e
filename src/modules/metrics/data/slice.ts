import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { firstDay } from '#core/calendar/month.ts'
import { monthsAndDays, type Period } from '#core/calendar/period.ts'
import { periodInstants } from '#core/calendar/zone.ts'
import type { Currency } from '#core/money/currency.ts'
import { fromSources, ownedBy, type Owners } from '#modules/funnel/api.ts'
import { dealSizeBounds, dealSizeKeys } from '../calc/deal-sizes.ts'
import type { DimensionKey } from '../calc/declarations.ts'
import { isTime } from '../calc/time-buckets.ts'

/** A question with its names resolved: whose facts, of which time, by what. Null lists let everything through. */
export interface Slice {
  period: Period
  zone: TimeZone
  currency: Currency
  dimensions: readonly DimensionKey[]
  owners: Owners
  /** All of the company when nobody named any: the index of creation begins with the pipeline. */
  pipelineIds: readonly string[]
  /** Whether pipelines were named. */
  ofPipelines: boolean
  sources: readonly string[] | null
  sizes: readonly string[] | null
  /** ABC classes of clients now. */
  segments: readonly string[] | null
  campaigns: readonly string[] | null
  industries: readonly string[] | null
  regions: readonly string[] | null
  clientKinds: readonly string[] | null
  /** Custom choice fields: of each any of these options. */
  fields: ReadonlyMap<string, readonly string[]>
}

/** Whether totals know all that the question is about: whose, in which pipeline, on which stage, when. */
export function totalsKnow(slice: Slice): boolean {
  const { dimensions, sources, sizes, segments, campaigns, industries, regions, clientKinds, fields } = slice
  const plain = dimensions.every(
    (one) => isTime(one) || ['company', 'department', 'seller', 'pipeline', 'stage'].includes(one),
  )
  return (
    plain &&
    [sources, sizes, segments, campaigns, industries, regions, clientKinds].every((list) => list === null) &&
    fields.size === 0
  )
}

/**
 * Whether pipelines stand for themselves: each counts what was created in it and what came to it, by whatever has become of it there. All together count a deal
 * once.
 */
export function byPipeline({ ofPipelines, dimensions }: Pick<Slice, 'ofPipelines' | 'dimensions'>): boolean {
  return ofPipelines || dimensions.includes('pipeline') || dimensions.includes('stage')
}

/** Whether single days are asked for: totals of months do not do then. */
export function byDays({ dimensions }: Slice): boolean {
  return dimensions.includes('day') || dimensions.includes('week')
}

/** Whether somebody is singled out: the totals of the company have no owners. */
export function byOwner({ owners, dimensions }: Slice): boolean {
  return owners !== null || dimensions.includes('seller') || dimensions.includes('department')
}

/** Months to read from totals of months and days to read from totals of days. */
export function totalsOf(slice: Slice): { months: Day[]; days: Period[] } {
  if (byDays(slice)) return { months: [], days: [slice.period] }
  const { months, days } = monthsAndDays(slice.period)
  return { months: months.map(firstDay), days: dayRuns(days) }
}

/** Days in order as unbroken half-open runs. */
export function dayRuns(days: readonly Day[]): Period[] {
  const found: { start: Day; end: Day }[] = []
  for (const day of days) {
    const last = found.at(-1)
    const next = addDays(day, 1)
    if (last?.end === day) last.end = next
    else found.push({ start: day, end: next })
  }
  return found
}

/** Conditions on the columns of deal_reach and bookings: whose, pipelines, sources, sizes, custom fields. */
export function within(slice: Slice, ownerColumn = 'owner_id', dealColumn = 'deal_id'): RawBuilder<unknown> {
  const { owners, pipelineIds, ofPipelines, sources, sizes, segments, fields, currency } = slice
  const parts = [ownedBy(owners, ownerColumn), fromSources(sources)]
  if (ofPipelines) parts.push(sql`and pipeline_id = any(${pipelineIds}::uuid[])`)
  if (sizes) parts.push(sql`and ${sizeOf(sql`base_minor`, currency)} = any(${sizes}::text[])`)
  if (segments)
    parts.push(sql`and coalesce((select class.abc from facts.deals deal
      join facts.client_classes class on class.workspace_id = (select app_workspace()) and class.client_id = deal.company_id
      where deal.workspace_id = (select app_workspace()) and deal.id = ${sql.ref(dealColumn)}), 'none') = any(${segments}::text[])`)
  for (const [fieldId, options] of fields) {
    // Not `exists`: the column would be taken for that of the choices themselves.
    parts.push(sql`and ${sql.ref(dealColumn)} in (select choice.deal_id from facts.deal_choices choice where choice.workspace_id = (select app_workspace())
      and choice.field_id = ${fieldId}::uuid and choice.option_id = any(${options}::uuid[]))`)
  }
  return sql.join(parts, sql` `)
}

/** Conditions on the profile `f`, and whether there are any. */
export function ofProfile({ campaigns, industries, regions, clientKinds }: Slice): RawBuilder<unknown> | null {
  const lists = [
    ['campaign', campaigns],
    ['industry', industries],
    ['region', regions],
    ['client_kind', clientKinds],
  ] as const
  const parts = lists.flatMap(([column, list]) =>
    list === null ? [] : [sql`coalesce(${sql.ref(`f.${column}`)}, 'none') = any(${list}::text[])`],
  )
  return parts.length > 0 ? sql`where ${sql.join(parts, sql` and `)}` : null
}

/** The band of an amount. */
export function sizeOf(amount: RawBuilder<unknown>, currency: Currency): RawBuilder<unknown> {
  const bounds = dealSizeBounds(currency)
  const cases = dealSizeKeys.map((key, band) => {
    const to = bounds[band]
    return to === undefined ? sql`else ${sql.lit(key)}` : sql`when abs(${amount}) < ${sql.lit(to)} then ${sql.lit(key)}`
  })
  return sql`case ${sql.join(cases, sql` `)} end`
}

export function instantsOf({ period, zone }: Slice): { from: Date; to: Date } {
  return periodInstants(period, zone)
}
