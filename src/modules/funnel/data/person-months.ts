import { type RawBuilder, sql } from 'kysely'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { asText, bytesOf } from '#core/db/packed-bytes.ts'
import { type CountedWays, type PackedStays, type PackedWays, unpackedStays, unpackedWays } from '../calc/packed.ts'
import type { CohortGroup } from '../calc/cohort.ts'
import { type PackedWindow, unpackedWindows } from '../calc/packed-windows.ts'
import type { StayBucket } from '../calc/time.ts'
import type { Cut } from './slice.ts'

/** A month of somebody's facts. */
export interface PersonMonth {
  ownerId: string
  /** Its first day. */
  month: Day
}

/** A span of somebody's facts, half-open. */
export interface PersonSpan {
  ownerId: string
  from: Date
  to: Date
}

/** A packed row with its bytes as text (see asText). */
type AsTold<Row, Bytes extends keyof Row> = Omit<Row, Bytes> & Record<Bytes, string>

/** Months that have not changed since their rows `m` were made: those that have are one list, however many they are. */
const unchanged = (facts: 'left' | 'ways') =>
  sql`(m.owner_id, m.month) not in (select c.owner_id, c.month from changed_months(${sql.lit(facts)}) c)`

const asked = (owners: readonly string[], months: readonly Day[]): RawBuilder<unknown> => sql`
  m.workspace_id = (select app_workspace()) and m.owner_id = any(${owners}::uuid[]) and m.month = any(${months}::date[])`

/**
 * Stays that ended in these months on these stages, of people whose months have not changed since they were summed up; and the months that have, which
 * are to be read from the facts. `clock`: 'lasted' by the calendar, 'worked' by the working hours of `basis`.
 */
export async function keptStays(
  tx: Tx,
  { owners, months }: { owners: readonly string[]; months: readonly Day[] },
  { stageIds, clock, basis }: { stageIds: readonly string[]; clock: 'lasted' | 'worked'; basis: string | null },
): Promise<{ buckets: StayBucket[]; others: PersonMonth[] }> {
  if (months.length === 0) return { buckets: [], others: [] }
  const { rows } = await sql<PersonMonth & AsTold<PackedStays, 'cells'>>`
    -- How long did the stays take in the months that have not changed since they were summed up?
    select m.owner_id as "ownerId", m.month::text as month, array_to_string(m.places, ',') as places, ${asText(sql`m.${sql.ref(clock)}`)} as cells
    from funnel_person_stays m
    where ${asked(owners, months)} ${basis === null ? sql`` : sql`and m.basis = ${basis}`} and ${unchanged('left')}`.execute(
    tx,
  )
  return {
    buckets: unpackedStays(
      rows.map((row) => ({ ...row, cells: bytesOf(row.cells) })),
      stageIds,
    ),
    others: without(owners, months, rows),
  }
}

/** The ways of the deals that these people's were created in the period with, from their months and, where those have changed, from the deals. */
export async function waysOfPeople(
  tx: Tx,
  owners: readonly string[],
  { pipelineId, cut, zone }: { pipelineId: string; cut: Cut; zone: TimeZone },
): Promise<CountedWays> {
  const kept =
    cut.months.length === 0
      ? []
      : (
          await sql<PersonMonth & AsTold<PackedWays, 'ways' | 'moves'>>`
    -- Which ways did deals take in the months that have not changed since they were summed up?
    select m.owner_id as "ownerId", m.month::text as month, array_to_string(m.places, ',') as places, ${asText(sql`m.ways`)} as ways, ${asText(sql`m.moves`)} as moves
    from funnel_person_ways m where ${asked(owners, cut.months)} and m.basis = ${zone} and ${unchanged('ways')}`.execute(
            tx,
          )
        ).rows
  const spans = [...inRuns(without(owners, cut.months, kept), zone), ...ofEach(owners, cut.spans)]
  return unpackedWays(
    [...kept, ...(await waysOfSpans(tx, spans))].map((row) => ({
      ...row,
      ways: bytesOf(row.ways),
      moves: bytesOf(row.moves),
    })),
    pipelineId,
  )
}

/**
 * How the deals of these people that were created in the period stood at the end of the window, of months that have not changed since they were summed up; and
 * the spans that are to be read from the deals. `place` of the window among those of a row, from 1.
 */
export async function keptWindows(
  tx: Tx,
  owners: readonly string[],
  { pipelineId, cut, zone, place }: { pipelineId: string; cut: Cut; zone: TimeZone; place: number },
): Promise<{ groups: CohortGroup[]; spans: PersonSpan[] }> {
  if (cut.months.length === 0) return { groups: [], spans: ofEach(owners, cut.spans) }
  const { rows } = await sql<PersonMonth & AsTold<PackedWindow, 'cells'>>`
    -- How did deals stand at the end of their window in the months that have not changed since they were summed up?
    select m.owner_id as "ownerId", m.month::text as month, array_to_string(m.places, ',') as places, ${asText(sql`m.windows[${place}::int]`)} as cells
    from funnel_person_ways m
    where ${asked(owners, cut.months)} and m.basis = ${zone} and m.windows is not null and ${unchanged('ways')}`.execute(
    tx,
  )
  const others = without(owners, cut.months, rows)
  return {
    groups: unpackedWindows(
      rows.map((row) => ({ ...row, cells: bytesOf(row.cells) })),
      pipelineId,
    ),
    spans: [...inRuns(others, zone), ...ofEach(owners, cut.spans)],
  }
}

async function waysOfSpans(tx: Tx, spans: readonly PersonSpan[]): Promise<AsTold<PackedWays, 'ways' | 'moves'>[]> {
  if (spans.length === 0) return []
  const { rows } = await sql<AsTold<PackedWays, 'ways' | 'moves'>>`
    -- Which ways did deals take that are not summed up?
    select array_to_string(w.places, ',') as places, ${asText(sql`w.ways`)} as ways, ${asText(sql`w.moves`)} as moves from ${spanRows(spans)}
    cross join lateral person_ways((select app_workspace()), span.owner_id, span.start, span.finish) w`.execute(tx)
  return rows
}

/** Spans as rows: owner_id, start, finish. */
export function spanRows(spans: readonly PersonSpan[]): RawBuilder<unknown> {
  return sql`unnest(${spans.map(({ ownerId }) => ownerId)}::uuid[], ${spans.map(({ from }) => from)}::timestamptz[],
    ${spans.map(({ to }) => to)}::timestamptz[]) as span (owner_id, start, finish)`
}

/** The spans of each of these people. */
export function ofEach(owners: readonly string[], spans: readonly { from: Date; to: Date }[]): PersonSpan[] {
  return spans.flatMap(({ from, to }) => [...new Set(owners)].map((ownerId) => ({ ownerId, from, to })))
}

/** Months of people as spans; months in a row are one. */
export function inRuns(months: readonly PersonMonth[], zone: TimeZone): PersonSpan[] {
  const found: { ownerId: string; from: Day; to: Day }[] = []
  const starts = new Map<Day, Date>()
  const startOf = (day: Day): Date => {
    const start = starts.get(day) ?? startOfDay(day, zone)
    starts.set(day, start)
    return start
  }
  for (const { ownerId, month } of months) {
    const last = found.at(-1)
    const to = firstDay(addMonths(monthOf(month), 1))
    if (last?.ownerId === ownerId && last.to === month) last.to = to
    else found.push({ ownerId, from: month, to })
  }
  return found.map(({ ownerId, from, to }) => ({ ownerId, from: startOf(from), to: startOf(to) }))
}

function without(owners: readonly string[], months: readonly Day[], found: readonly PersonMonth[]): PersonMonth[] {
  const known = new Set(found.map(({ ownerId, month }) => ownerId + month))
  return [...new Set(owners)].flatMap((ownerId) =>
    months.filter((month) => !known.has(ownerId + month)).map((month) => ({ ownerId, month })),
  )
}
