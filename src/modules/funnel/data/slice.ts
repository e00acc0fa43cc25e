import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { firstDay } from '#core/calendar/month.ts'
import { monthsAndDays, type Period } from '#core/calendar/period.ts'
import { periodInstants } from '#core/calendar/zone.ts'

/** Null: everybody; 'nobody': deals without an owner. */
export type Owners = readonly string[] | null | 'nobody'

/** Whose deals of which pipeline. Null lists: everybody, every source. */
export interface Whose {
  pipelineId: string
  owners: Owners
  sources: readonly string[] | null
}

/**
 * A period cut so that a question costs as little as it can: whole months from the totals, the days left over from the totals by day, and
 * the same days as instants for what has no totals by day. With a filter by source nothing comes from totals, which do not know sources.
 */
export interface Cut {
  /** First days of whole months. */
  months: readonly Day[]
  days: readonly Day[]
  /** Half-open spans, at most two: as days and as instants. */
  spans: readonly { start: Day; end: Day; from: Date; to: Date }[]
}

/** Takes a period in the company's calendar and zone. `bySource`: everything must come from the deals themselves. */
export function cutPeriod(period: Period, zone: TimeZone, bySource: boolean): Cut {
  const { months, days } = bySource ? { months: [], days: [] } : monthsAndDays(period)
  const spans = (bySource ? [period] : runs(days)).map((run) => ({ ...run, ...periodInstants(run, zone) }))
  return { months: months.map(firstDay), days, spans }
}

/** Days in order as unbroken half-open runs. */
function runs(days: readonly Day[]): Period[] {
  const found: { start: Day; end: Day }[] = []
  for (const day of days) {
    const last = found.at(-1)
    if (last?.end === day) last.end = addDays(day, 1)
    else found.push({ start: day, end: addDays(day, 1) })
  }
  return found
}

/** `and owner_id = any(…)`, or nothing for everybody. Row level security stands behind it; this lets the planner use the index. */
export function ownedBy(owners: Owners, column = 'owner_id'): RawBuilder<unknown> {
  if (owners === null) return sql``
  // Totals say "nobody" with the nil id, since their keys take no null.
  if (owners === 'nobody') return sql`and coalesce(${sql.ref(column)}, nil_uuid()) = nil_uuid()`
  return sql`and ${sql.ref(column)} = any(${owners}::uuid[])`
}

/** The totals to read: of the company where nobody is singled out, else by owner. Others than those who see everybody always name their people. */
export function monthTotals(owners: Owners): RawBuilder<unknown> {
  return owners === null ? sql`facts.company_month_totals` : sql`facts.month_totals`
}

export function dayTotals(owners: Owners): RawBuilder<unknown> {
  return owners === null ? sql`facts.company_day_totals` : sql`facts.day_totals`
}

export function inPipeline(pipelineId: string | null): RawBuilder<unknown> {
  return pipelineId === null ? sql`` : sql`and pipeline_id = ${pipelineId}::uuid`
}

export function fromSources(sources: readonly string[] | null): RawBuilder<unknown> {
  return sources === null ? sql`` : sql`and source_id = any(${sources}::uuid[])`
}

/** The spans of a cut as rows: instants `start` and `finish`, days `first_day` and `end_day`, all half-open. */
export function spansOf({ spans }: Pick<Cut, 'spans'>): RawBuilder<unknown> {
  const instants = sql`${spans.map(({ from }) => from)}::timestamptz[], ${spans.map(({ to }) => to)}::timestamptz[]`
  const days = sql`${spans.map(({ start }) => start)}::date[], ${spans.map(({ end }) => end)}::date[]`
  return sql`unnest(${instants}, ${days}) as span (start, finish, first_day, end_day)`
}
