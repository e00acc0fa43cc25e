import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { monthsTouched, type Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { asText, bytesOf } from '#core/db/packed-bytes.ts'
import type { PackedColumn, PackedMonth } from '../calc/packed-deals.ts'
import type { Slice } from './slice.ts'

/** Facts of which the months of people are packed: sales, deals that came, deals that ended, deals that came by what became of them. */
export type MonthFacts = 'booked' | 'created' | 'closed' | 'cohort'

/** Classes belong to no month. */
export const CLASSES_MONTH = '1970-01-01' as Day

export const NIL = '00000000-0000-0000-0000-000000000000'
const EVERYBODY = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Packed months that have not changed since, and those that are to be read from the facts. */
export interface StandingMonths {
  rows: PackedMonth[]
  /** Changed of everybody. */
  months: Day[]
  /** Changed of single people; NIL: of nobody's deals. */
  changed: { ownerId: string; month: Day }[]
}

const COLUMNS: readonly PackedColumn[] = [
  'pipelines',
  'sources',
  'stages',
  'reasons',
  'profiles',
  'clients',
  'money',
  'seconds',
  'holders',
  'options',
  'products',
]

type PackedRow = { ownerId: string; month: Day; marks: string | null } & { [Column in PackedColumn]?: string }

/**
 * The months of these facts that touch the period, with these columns; where no dimension asks whose they are, those of everybody stand one behind another as one.
 * One statement: a month is told once, packed or changed.
 */
export async function standingMonths(
  tx: Tx,
  facts: MonthFacts,
  { period, owners, dimensions }: Pick<Slice, 'period' | 'owners' | 'dimensions'>,
  columns: ReadonlySet<PackedColumn>,
): Promise<StandingMonths> {
  const months = monthsTouched(period).map(firstDay)
  const asked = COLUMNS.filter((column) => columns.has(column))
  const list = (of: (column: PackedColumn) => RawBuilder<unknown>) =>
    sql.join([sql``, ...asked.map((column) => sql`${of(column)} as ${sql.ref(column)}`)], sql`, `)
  const whose = ownersAsked(owners)
  // Thousands of short rows cost more to hand over than all that is in them.
  const isOfEach = dimensions.some((one) => one === 'seller' || one === 'department')
  const rowOwner = isOfEach ? sql`m.owner_id` : sql`nil_uuid()`
  const joined = (column: string) => asText(sql`string_agg(${sql.ref(column)}, '')`)
  const { rows } = await sql<PackedRow>`
    -- Which packed months of deals stand, and which are to be read from the facts?
    with changed as materialized (
      select distinct s.owner_id, s.month from metrics_stale_months s
      where s.workspace_id = (select app_workspace()) and s.facts = ${facts} and s.month = any(${months}::date[])
      union
      select everybody_uuid(), e.month from metrics_changed_of_all(${facts}) e (month) where e.month = any(${months}::date[])
      union
      -- Arrivals stand with whoever had them first, but are seen by whoever sees whose they are now as well: to others the rows would tell too many.
      select everybody_uuid(), a.month from unnest(${months}::date[]) a (month) where ${facts} = 'created' and (select app_scope()) <> 'all'
    )
    select ${rowOwner} as "ownerId", m.month::text as month, ${joined('m.marks')} as marks ${list((column) => joined(`m.${column}`))}
    from metrics_deal_months m
    where m.workspace_id = (select app_workspace()) and m.facts = ${facts} and m.month = any(${months}::date[]) ${whose('m.owner_id')}
      and m.month <> all (array(select c.month from changed c where c.owner_id = everybody_uuid()))
      and (m.owner_id, m.month) not in (select c.owner_id, c.month from changed c)
    group by m.month ${isOfEach ? sql`, m.owner_id` : sql``}
    union all
    select c.owner_id, c.month::text, null ${list(() => sql`null`)} from changed c
    where c.owner_id = everybody_uuid() or true ${whose('c.owner_id')}`.execute(tx)
  const others = rows.flatMap(({ ownerId, month, marks }) => (marks === null ? [{ ownerId, month }] : []))
  const ofAll = new Set(others.filter(({ ownerId }) => ownerId === EVERYBODY).map(({ month }) => month))
  return {
    rows: rows.flatMap(({ marks, ownerId: of, month, ...row }) =>
      marks === null
        ? []
        : [{ ownerId: of === NIL ? null : of, month, marks: bytesOf(marks), ...unpacked(row, asked) }],
    ),
    months: [...ofAll],
    changed: others.filter(({ ownerId, month }) => ownerId !== EVERYBODY && !ofAll.has(month)),
  }
}

function unpacked(
  row: { readonly [Column in PackedColumn]?: string },
  columns: readonly PackedColumn[],
): Pick<PackedMonth, PackedColumn> {
  return Object.fromEntries(columns.map((column) => [column, bytesOf(row[column] ?? '')]))
}

function ownersAsked(owners: Slice['owners']): (column: string) => RawBuilder<unknown> {
  if (owners === null) return () => sql``
  if (owners === 'nobody') return (column) => sql`and ${sql.ref(column)} = nil_uuid()`
  return (column) => sql`and ${sql.ref(column)} = any(${[...owners]}::uuid[])`
}

/** The part of the slice that its changed months lie in; null: nothing has changed. */
export function changedSlice(slice: Slice, { months, changed }: StandingMonths): Slice | null {
  const all = [...months, ...changed.map(({ month }) => month)].toSorted()
  const [first] = all
  const last = all.at(-1)
  if (!first || !last) return null
  const end = firstDay(addMonths(monthOf(last), 1))
  const { period } = slice
  const people = [...new Set(changed.map(({ ownerId }) => ownerId))]
  const narrow = months.length === 0 && !people.includes(NIL) && people.length <= 40
  return {
    ...slice,
    period: { start: first > period.start ? first : period.start, end: end < period.end ? end : period.end },
    owners: narrow ? people : slice.owners,
  }
}

/** A condition that lets through the rows of changed months alone. */
export function isChanged({ months, changed }: StandingMonths, owner: string, day: string): RawBuilder<unknown> {
  const month = sql`date_trunc('month', ${sql.ref(day)}::timestamp)::date`
  return sql`(${month} = any(${[...months]}::date[]) or (coalesce(${sql.ref(owner)}, nil_uuid()), ${month}) in (
      select u.owner_id, u.month from unnest(${changed.map(({ ownerId }) => ownerId)}::uuid[], ${changed.map((one) => one.month)}::date[]) u (owner_id, month)))`
}

/** Days of a month that lie in the period, from 1; null: all. */
export function daysWithin(period: Period): (month: string) => { from: number; to: number } | null {
  return (month) => {
    const end = firstDay(addMonths(monthOf(month as Day), 1))
    if (period.start <= month && period.end >= end) return null
    const from = period.start > month ? Number(period.start.slice(8)) : 1
    return { from, to: period.end < end ? Number(addDays(period.end, -1).slice(8)) : 31 }
  }
}
