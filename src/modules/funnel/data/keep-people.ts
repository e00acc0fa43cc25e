import { type RawBuilder, sql } from 'kysely'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { countedBookings, countedOutcomes, countingOf } from './counting.ts'

/** Facts of which people's months are summed up. */
export type PeopleFacts = 'closed' | 'booked'

const CUTS: Record<PeopleFacts, readonly string[]> = {
  closed: ['cycle', 'created', 'closed_won', 'closed_lost'],
  booked: ['new', 'booked'],
}

/**
 * Sums up the month of these days by people and as a whole: the days from its first one that stand in an unbroken run; and each of these days of the company.
 * After the days are noted as kept.
 */
export async function sumUpPeople(
  tx: Tx,
  workspaceId: string,
  facts: PeopleFacts,
  days: readonly Day[],
): Promise<void> {
  const [day] = days
  if (!day) return
  const month = firstDay(monthOf(day))
  const end = firstDay(addMonths(monthOf(day), 1))
  const through = await runOf(tx, facts, month, end)
  await forget(tx, workspaceId, facts, { month, through, days })
  const counting = { ...(await countingOf(tx, { start: month, end })), takesCorrections: false }
  const into = { workspaceId, month, through, days }
  if (facts === 'closed') await sumUpLengths(tx, into, countedOutcomes(counting))
  else await sumUpNew(tx, into, countedBookings(counting))
  if (counting.closed.length > 0) await sumUpDays(tx, into, facts)
}

interface Into {
  workspaceId: string
  month: Day
  through: Day
  days: readonly Day[]
}

/** The first day of a month that does not stand. */
async function runOf(tx: Tx, facts: PeopleFacts, month: Day, end: Day): Promise<Day> {
  const { rows } = await sql<{ through: Day }>`
    -- Up to which day do all days of this month stand in their sums?
    select coalesce(min(d)::date, ${end}::date)::text as through
    from generate_series(${month}::date, ${end}::date - 1, interval '1 day') d
    where d::date <> all (kept_days(${facts}, ${month}::date, ${end}::date, ''))`.execute(tx)
  return rows[0]?.through ?? month
}

/** The sums before the last stay: whoever has asked which stand may be about to read them. */
async function forget(
  tx: Tx,
  workspaceId: string,
  facts: PeopleFacts,
  { month, through, days }: Pick<Into, 'month' | 'through' | 'days'>,
): Promise<void> {
  const ours = sql`workspace_id = ${workspaceId}::uuid and cut = any(${[...CUTS[facts]]}::text[])`
  await sql`
    delete from funnel_people_cells where ${ours} and grain in ('person', 'company') and day = ${month}::date
      and (through = ${through}::date or through <> all (array(
        select m.through from funnel_people_months m where m.workspace_id = ${workspaceId}::uuid and m.facts = ${facts} and m.month = ${month}::date)))`.execute(
    tx,
  )
  await sql`delete from funnel_people_cells where ${ours} and grain = 'day' and day = any(${[...days]}::date[])`.execute(
    tx,
  )
  await sql`
    insert into funnel_people_months (workspace_id, facts, month, through) values (${workspaceId}::uuid, ${facts}, ${month}::date, ${through}::date)
    on conflict (workspace_id, facts, month) do update set through = excluded.through`.execute(tx)
}

const COLUMNS = sql`workspace_id, cut, grain, day, through, owner_id, n, money, lengths`

async function sumUpLengths(
  tx: Tx,
  { workspaceId, month, through, days }: Into,
  outcomes: RawBuilder<unknown>,
): Promise<void> {
  const sums = sql`count(*), 0, array_agg(seconds order by seconds)`
  await sql`
    with won as materialized (
      select coalesce(owner_id, nil_uuid()) as owner_id, closed_day, date_part('epoch', closed_at - created_at) as seconds
      from ${outcomes} c where outcome = 'won' and n > 0
    )
    insert into funnel_people_cells (${COLUMNS})
    select ${workspaceId}::uuid, 'cycle', 'person', ${month}::date, ${through}::date, owner_id, ${sums}
    from won where closed_day < ${through}::date group by owner_id
    union all
    select ${workspaceId}::uuid, 'cycle', 'company', ${month}::date, ${through}::date, nil_uuid(), ${sums}
    from won where closed_day < ${through}::date having count(*) > 0
    union all
    select ${workspaceId}::uuid, 'cycle', 'day', closed_day, closed_day + 1, nil_uuid(), ${sums}
    from won where closed_day = any(${[...days]}::date[]) group by closed_day`.execute(tx)
}

async function sumUpNew(
  tx: Tx,
  { workspaceId, month, through, days }: Into,
  bookings: RawBuilder<unknown>,
): Promise<void> {
  const sums = sql`coalesce(sum(n) filter (where first_sale), 0), coalesce(sum(base_minor) filter (where client_kind = 'new'), 0), null::float8[]`
  await sql`
    with sold as materialized (
      select coalesce(b.owner_id, nil_uuid()) as owner_id, b.day, b.n, b.base_minor, f.first_sale, f.client_kind
      from ${bookings} b join facts.metrics_profiles f on f.workspace_id = ${workspaceId}::uuid and f.id = b.profile
      where f.first_sale or f.client_kind = 'new'
    )
    insert into funnel_people_cells (${COLUMNS})
    select ${workspaceId}::uuid, 'new', 'person', ${month}::date, ${through}::date, owner_id, ${sums}
    from sold where day < ${through}::date group by owner_id
    union all
    select ${workspaceId}::uuid, 'new', 'company', ${month}::date, ${through}::date, nil_uuid(), ${sums}
    from sold where day < ${through}::date having count(*) > 0
    union all
    select ${workspaceId}::uuid, 'new', 'day', day, day + 1, nil_uuid(), ${sums}
    from sold where day = any(${[...days]}::date[]) group by day`.execute(tx)
}

/** Days of a closed month as it was closed. */
async function sumUpDays(tx: Tx, { workspaceId, month, days }: Into, facts: PeopleFacts): Promise<void> {
  const kind = facts === 'closed' ? sql`kind` : sql`'booked'`
  const rows = facts === 'closed' ? sql`facts.closed_deals` : sql`facts.closed_bookings`
  await sql`
    insert into funnel_people_cells (${COLUMNS})
    select ${workspaceId}::uuid, ${kind}, 'day', greatest(day, month), greatest(day, month) + 1, nil_uuid(), sum(n), sum(base_minor), null::float8[]
    from ${rows} where workspace_id = ${workspaceId}::uuid and month = ${month}::date and greatest(day, month) = any(${[...days]}::date[])
      ${facts === 'closed' ? sql`and kind <> 'came'` : sql``}
    group by ${facts === 'closed' ? sql`kind, ` : sql``} greatest(day, month)`.execute(tx)
}

/** Keeps these sums as they are till the end of the transaction: those that nothing has changed since. */
export async function keepPeopleCells(tx: Tx, workspaceId: string): Promise<void> {
  await sql`
    create temporary table people_standing on commit drop as
    select f.facts, k.month, k.through from (values ('closed'), ('booked')) f (facts)
    cross join lateral kept_people(f.facts, array(select m.month from funnel_people_months m
      where m.workspace_id = ${sql.lit(workspaceId)}::uuid and m.facts = f.facts)) k`.execute(tx)
  await sql`
    create temporary table days_standing on commit drop as
    select f.facts, d as day from (values ('closed'), ('booked')) f (facts) cross join lateral unnest(kept_days(f.facts, '1900-01-01', '2100-01-01', '')) d`.execute(
    tx,
  )
  await sql`create temporary table people_before on commit drop as ${standing(workspaceId)}`.execute(tx)
}

const standing = (workspaceId: string) => sql`
  select c.cut, c.grain, c.day, c.through, c.owner_id, c.n, c.money, c.lengths from funnel_people_cells c
  where c.workspace_id = ${sql.lit(workspaceId)}::uuid and case when c.grain = 'day'
    then exists (select from days_standing s where s.facts = case when c.cut in ('new', 'booked') then 'booked' else 'closed' end and s.day = c.day)
    else exists (select from people_standing s where s.facts = case when c.cut in ('new', 'booked') then 'booked' else 'closed' end and s.month = c.day
      and s.through = c.through) end`

/** How many of these sums are not what they are now. */
export async function peopleDifferences(tx: Tx, workspaceId: string): Promise<{ missing: number; wrong: number }> {
  const { rows } = await sql<{ missing: number; wrong: number }>`
    -- How many sums of people were not what the facts give?
    with now as materialized (${standing(workspaceId)})
    select (select count(*)::int from (select * from now except all select * from people_before) more) as missing,
           (select count(*)::int from (select * from people_before except all select * from now) less) as wrong`.execute(
    tx,
  )
  return rows[0] ?? { missing: 0, wrong: 0 }
}
