import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day, daysBetween } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type Counting, countedBookings, countedOutcomes, splitByClosed } from './counting.ts'

/** Facts of which days are summed up by what the totals do not know: deals by the day of their end, the ledger, stays by the day of their end. */
export type KeptFacts = 'closed' | 'booked' | 'left'

/** What the cells of a day tell (their columns are told where the table is made). */
export type DayCut = 'reason' | 'source' | 'rival' | 'cycle' | 'sold' | 'goods' | 'worked'

/** A period of the whole company: the days that stand in cells, and the others, which are read from the facts. */
export interface KeptPeriod {
  days: readonly Day[]
  rest: readonly Counting[]
}

/** More holes than this make a statement longer than reading it all is worth. */
export const MOST_RUNS = 24

/** The days of a span, the present one too, that are summed up and have not changed since. For whoever sees everybody; `basis`: the calendar of stays. */
export async function keptDays(tx: Tx, facts: KeptFacts, { start, end }: Period, basis = ''): Promise<Day[]> {
  const { rows } = await sql<{ days: Day[] }>`
    -- Which days of this period are summed up and have not changed since?
    select standing_days(${facts}, ${start}::date, ${end}::date, ${basis})::text[] as days`.execute(tx)
  const days = rows[0]?.days ?? []
  return runsWithout({ start, end }, days).length > MOST_RUNS ? [] : days
}

/** How the period is read: cells for the days that have them. Without any day in cells `rest` is the period as it was. */
export async function keptPeriod(tx: Tx, facts: 'closed' | 'booked', counting: Counting): Promise<KeptPeriod> {
  const days = await keptDays(tx, facts, counting.period)
  return { days, rest: restOf(counting, days) }
}

/** What of a period is read from the facts when these days of it, in order, stand in cells. */
export function restOf(counting: Counting, days: readonly Day[]): Counting[] {
  if (days.length === 0) return [counting]
  const { period, closed, takesCorrections } = counting
  const rest: Counting[] = runsWithout(period, days).map((run) => ({
    ...counting,
    period: run,
    ...splitByClosed(run, closed),
    takesCorrections: false,
  }))
  if (takesCorrections) rest.push({ ...counting, closed: [], live: [] })
  return rest
}

/** The other days of a period in unbroken runs. */
export function runsWithout({ start, end }: Period, days: readonly Day[]): Period[] {
  const runs: Period[] = []
  let from = start
  for (const day of days) {
    if (day > from) runs.push({ start: from, end: day })
    from = addDays(day, 1)
  }
  if (from < end) runs.push({ start: from, end })
  return runs
}

const NOTHING: Counting = {
  period: { start: '2000-01-01' as Day, end: '2000-01-01' as Day },
  closed: [],
  live: [{ start: '2000-01-01' as Day, end: '2000-01-01' as Day }],
  takesCorrections: false,
}

const unionOf = (rest: readonly Counting[], of: (counting: Counting) => RawBuilder<unknown>) =>
  sql`(${sql.join((rest.length > 0 ? rest : [NOTHING]).map(of), sql` union all `)})`

/** Outcomes of the days that stand in no cells; columns as of countedOutcomes. */
export function restOfOutcomes({ rest }: Pick<KeptPeriod, 'rest'>): RawBuilder<unknown> {
  return unionOf(rest, countedOutcomes)
}

/** The ledger of the days that stand in no cells; columns as of countedBookings. */
export function restOfBookings({ rest }: Pick<KeptPeriod, 'rest'>): RawBuilder<unknown> {
  return unionOf(rest, countedBookings)
}

/** How the sums of whole months are told apart from those of days. */
export const ofMonth = (cut: DayCut): string => `${cut} of month`

/**
 * Cells of these days: day, pipeline_id, outcome, a_id, b_id, bucket, n, money, part, quantity, lengths. In parentheses. By months, whole months stand together under
 * their first day.
 */
export function dayCells(cut: DayCut, days: readonly Day[], by: 'day' | 'month' = 'month'): RawBuilder<unknown> {
  const { months, single } = by === 'month' ? wholeMonths(days) : { months: [], single: days }
  const cells = (name: string, which: readonly Day[]) => sql`
    select day, pipeline_id, outcome, a_id, b_id, bucket, n, money, part, quantity, lengths from funnel_day_cells
    where workspace_id = (select app_workspace()) and cut = ${name} and day = any(${[...which]}::date[])`
  return months.length === 0
    ? sql`(${cells(cut, single)})`
    : sql`(${cells(cut, single)} union all ${cells(ofMonth(cut), months)})`
}

/** Days in order as whole months, by their first days, and the days left over. */
export function wholeMonths(days: readonly Day[]): { months: Day[]; single: Day[] } {
  const months: Day[] = []
  const single: Day[] = []
  for (const [month, own] of Map.groupBy(days, monthOf)) {
    if (own.length === daysBetween(firstDay(month), firstDay(addMonths(month, 1)))) months.push(firstDay(month))
    else single.push(...own)
  }
  return { months, single }
}
