import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type Counting, daysOf } from './counting.ts'
import type { PeopleFacts } from './keep-people.ts'
import { MOST_RUNS, restOf, runsWithout } from './kept-days.ts'

/** A period as its sums by people stand: whole months through a day, single days of the company, and what is read from the facts. */
export interface KeptPeople {
  /** Of people, or of the company as a whole. */
  grain: 'person' | 'company'
  months: readonly { month: Day; through: Day }[]
  days: readonly Day[]
  rest: readonly Counting[]
}

/**
 * How a period is read. Takes the first days of the whole months in it, and whether people are told apart; single days stand for the company alone. Null where
 * nothing stands.
 */
export async function keptPeople(
  tx: Tx,
  facts: PeopleFacts,
  counting: Counting,
  { months, ofPeople }: { months: readonly Day[]; ofPeople: boolean },
): Promise<KeptPeople | null> {
  const { period } = counting
  const { rows } = await sql<{ months: { month: Day; through: Day }[]; days: Day[] }>`
    -- Which months and days of this period are summed up by people and have not changed since?
    select coalesce((select json_agg(json_build_object('month', k.month, 'through', k.through) order by k.month)
             from kept_people(${facts}, ${[...months]}::date[]) k), '[]') as months,
           ${ofPeople ? sql`'{}'::text[]` : sql`kept_days(${facts}, ${period.start}::date, ${period.end}::date, '')::text[]`} as days`.execute(
    tx,
  )
  const found = rows[0] ?? { months: [], days: [] }
  const inMonths = daysOf(found.months.map(({ month, through }) => ({ start: month, end: through })))
  const covered = new Set(inMonths)
  const single = found.days.filter((day) => !covered.has(day))
  const all = [...inMonths, ...single].toSorted()
  const days = runsWithout(period, all).length > MOST_RUNS ? [] : single
  const stand = days === single ? all : inMonths
  if (stand.length === 0) return null
  return { grain: ofPeople ? 'person' : 'company', months: found.months, days, rest: restOf(counting, stand) }
}

/** What the cells say: day (the first one of a month), owner_id, n, money, lengths. In parentheses. */
export function peopleCells(
  cut: 'cycle' | 'new',
  { grain, months, days }: KeptPeople,
  owners: readonly string[] | null,
): RawBuilder<unknown> {
  const whose = owners === null ? sql`` : sql`and c.owner_id = any(${[...owners]}::uuid[])`
  const ofMonths = sql`
    select c.day, nullif(c.owner_id, nil_uuid()) as owner_id, c.n, c.money, c.lengths
    from unnest(${months.map(({ month }) => month)}::date[], ${months.map(({ through }) => through)}::date[]) k (month, through)
    join funnel_people_cells c on c.workspace_id = (select app_workspace()) and c.cut = ${cut} and c.grain = ${grain} and c.day = k.month and c.through = k.through
    where true ${whose}`
  if (days.length === 0) return sql`(${ofMonths})`
  return sql`(${ofMonths}
    union all
    select day, null::uuid, n, money, lengths from funnel_people_cells
    where workspace_id = (select app_workspace()) and cut = ${cut} and grain = 'day' and day = any(${[...days]}::date[]))`
}

/** Sums of days of closed months of the whole company by kind: kind, day, n, money. In parentheses. */
export function closedDayCells(kinds: readonly string[], days: readonly Day[]): RawBuilder<unknown> {
  return sql`(
    select cut as kind, day, n, money from funnel_people_cells
    where workspace_id = (select app_workspace()) and cut = any(${[...kinds]}::text[]) and grain = 'day' and day = any(${[...days]}::date[]))`
}

/** Days of these runs whose sums of the company stand, of outcomes and of the ledger alike. For whoever sees everybody. */
export async function standingDays(tx: Tx, runs: readonly Period[]): Promise<Day[]> {
  const [first] = runs
  const last = runs.at(-1)
  if (!first || !last) return []
  const { rows } = await sql<{ days: Day[] }>`
    -- Which of these days are summed up and have not changed since?
    select array(select d from unnest(kept_days('closed', ${first.start}::date, ${last.end}::date, '')) d
      intersect select d from unnest(kept_days('booked', ${first.start}::date, ${last.end}::date, '')) d)::text[] as days`.execute(
    tx,
  )
  const days = (rows[0]?.days ?? [])
    .filter((day) => runs.some(({ start, end }) => day >= start && day < end))
    .toSorted()
  return runsOutside(runs, days).length > MOST_RUNS ? [] : days
}

/** What of these runs of days is not among the days. */
export function runsOutside(runs: readonly Period[], days: readonly Day[]): Period[] {
  return runs.flatMap((run) =>
    runsWithout(
      run,
      days.filter((day) => day >= run.start && day < run.end),
    ),
  )
}
