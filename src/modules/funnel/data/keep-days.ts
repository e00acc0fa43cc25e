import { sql } from 'kysely'
import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import type { WorkDay } from '../calc/work-days.ts'
import { countedBookings, countedOutcomes, countingOf } from './counting.ts'
import { goodsOf } from './goods.ts'
import { type DayCut, type KeptFacts, ofMonth } from './kept-days.ts'
import { forgetOwnerMonth, sumUpOwnerMonth } from './kept-months.ts'
import { bucketOf } from './length-buckets.ts'
import { workDaysTable, workedUntil } from './working-stays.ts'

const CUTS: Record<KeptFacts, readonly DayCut[]> = {
  closed: ['reason', 'source', 'rival', 'cycle'],
  booked: ['sold', 'goods'],
  left: ['worked'],
}

/** Companies that have deals. */
export async function companiesWithDeals(tx: Tx): Promise<{ workspaceId: string; timeZone: TimeZone }[]> {
  const { rows } = await sql<{ workspaceId: string; timeZone: TimeZone }>`
    -- Which companies have deals?
    select w.id as "workspaceId", w.time_zone as "timeZone" from facts.workspaces w
    where exists (select from facts.deal_reach r where r.workspace_id = w.id)`.execute(tx)
  return rows
}

/** Days of one month that wait for their cells: those that are over, and the present one. */
export async function daysToKeep(
  tx: Tx,
  workspaceId: string,
  { facts, basis, today }: { facts: KeptFacts; basis: string; today: Day },
): Promise<Day[]> {
  const { rows } = await sql<{ days: Day[] | null }>`
    -- Which days wait to be summed up?
    select days_to_keep(${workspaceId}::uuid, ${facts}, ${basis}, ${today}::date)::text[] as days`.execute(tx)
  return rows[0]?.days ?? []
}

/** Takes note that these days are being summed up: what changes from now on says so anew. Their cells are gone. */
export async function forgetDays(tx: Tx, workspaceId: string, facts: KeptFacts, days: readonly Day[]): Promise<void> {
  const cuts = CUTS[facts]
  await sql`delete from funnel_stale_days where workspace_id = ${workspaceId}::uuid and facts = ${facts} and day = any(${[...days]}::date[])`.execute(
    tx,
  )
  await sql`delete from funnel_day_cells where workspace_id = ${workspaceId}::uuid and cut = any(${[...cuts]}::text[]) and day = any(${[...days]}::date[])`.execute(
    tx,
  )
}

/** Notes the days as summed up; days of closed months by the moment of their closing, stays by their calendar. Gives those that are over. */
export async function noteKept(
  tx: Tx,
  workspaceId: string,
  { facts, days, basis, today }: { facts: KeptFacts; days: readonly Day[]; basis: string; today: Day },
): Promise<Day[]> {
  await sql`
    insert into funnel_kept_days (workspace_id, facts, day, basis, is_over)
    select ${workspaceId}::uuid, ${facts}, d, case when ${facts} = 'left' then ${basis} else coalesce(p.closed_at::text, '') end, d < ${today}::date
    from unnest(${[...days]}::date[]) d
    left join facts.closed_periods p on p.workspace_id = ${workspaceId}::uuid and p.month = date_trunc('month', d)::date
    on conflict (workspace_id, facts, day) do update set basis = excluded.basis, is_over = excluded.is_over`.execute(tx)
  return days.filter((day) => day < today).toSorted()
}

/** Sums up the month of these days when all its days are: the sums of a month stand as long as each of its days does. */
export async function sumUpMonth(
  tx: Tx,
  workspaceId: string,
  facts: KeptFacts,
  [day]: readonly Day[],
  basis: string,
): Promise<void> {
  if (!day) return
  const month = firstDay(monthOf(day))
  const end = firstDay(addMonths(monthOf(day), 1))
  const names = CUTS[facts].map(ofMonth)
  await sql`delete from funnel_day_cells where workspace_id = ${workspaceId}::uuid and cut = any(${names}::text[]) and day = ${month}::date`.execute(
    tx,
  )
  const { rows } = await sql<{ whole: boolean }>`
    -- Is every day of this month summed up?
    select count(*) = ${end}::date - ${month}::date as whole from funnel_kept_days
    where workspace_id = ${workspaceId}::uuid and facts = ${facts} and day >= ${month}::date and day < ${end}::date and is_over
      and (${facts} <> 'left' or basis = ${basis})`.execute(tx)
  const isWhole = rows[0]?.whole ?? false
  if (facts !== 'left') await (isWhole ? sumUpOwnerMonth : forgetOwnerMonth)(tx, workspaceId, facts, month)
  if (!isWhole) return
  for (const cut of CUTS[facts])
    await sql`
      insert into funnel_day_cells (workspace_id, cut, day, pipeline_id, outcome, a_id, b_id, bucket, n, money, part, quantity, lengths)
      select ${workspaceId}::uuid, ${ofMonth(cut)}, ${month}::date, c.pipeline_id, c.outcome, c.a_id, c.b_id, c.bucket, sum(c.n), sum(c.money), sum(c.part), sum(c.quantity),
             ${
               cut === 'cycle'
                 ? sql`(select array_agg(l order by l) from funnel_day_cells m cross join unnest(m.lengths) l
                        where m.workspace_id = ${workspaceId}::uuid and m.cut = 'cycle' and m.day >= ${month}::date and m.day < ${end}::date
                          and m.pipeline_id = c.pipeline_id and m.bucket = c.bucket)`
                 : sql`null::float8[]`
             }
      from funnel_day_cells c
      where c.workspace_id = ${workspaceId}::uuid and c.cut = ${cut} and c.day >= ${month}::date and c.day < ${end}::date
      group by c.pipeline_id, c.outcome, c.a_id, c.b_id, c.bucket`.execute(tx)
}

/** What a run of days is read as: its days alone, without what is corrected later. */
async function countingOfDays(tx: Tx, days: readonly Day[]) {
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) throw new Error('no days')
  return { ...(await countingOf(tx, { start: first, end: addDays(last, 1) })), takesCorrections: false }
}

/** Keeps the cells as they are till the end of the transaction, and tells whose days they are: those that nothing has changed since before it. */
export async function keepCells(
  tx: Tx,
  workspaceId: string,
): Promise<{ facts: KeptFacts; days: Day[]; basis: string }[]> {
  const { rows } = await sql<{ facts: KeptFacts; days: Day[]; basis: string }>`
    -- Which days of each month are summed up?
    select k.facts, array_agg(k.day order by k.day)::text[] as days, case when k.facts = 'left' then k.basis else '' end as basis
    from funnel_kept_days k
    left join facts.closed_periods p on p.workspace_id = k.workspace_id and p.month = date_trunc('month', k.day)::date and k.facts <> 'left'
    where k.workspace_id = ${workspaceId}::uuid and (k.facts = 'left' or k.basis = coalesce(p.closed_at::text, ''))
      and not exists (select from funnel_stale_days s where s.workspace_id = k.workspace_id and s.facts = k.facts and s.day = k.day and s.at < now())
    group by k.facts, date_trunc('month', k.day), 3`.execute(tx)
  // Months of people are proved where nothing of the month has changed since.
  await sql`
    create temporary table months_before on commit drop as
    select m.facts, m.month from funnel_owner_months m where m.workspace_id = ${sql.lit(workspaceId)}::uuid
      and not exists (select from funnel_stale_days s where s.workspace_id = m.workspace_id and s.facts = m.facts and s.at < now()
        and s.day >= m.month and s.day < (m.month + interval '1 month')::date)`.execute(tx)
  await sql`create temporary table cells_before on commit drop as ${cellsOf(workspaceId)}`.execute(tx)
  return rows
}

/** How many cells of days that were summed up are not what they are now. */
export async function cellDifferences(tx: Tx, workspaceId: string): Promise<{ missing: number; wrong: number }> {
  const { rows } = await sql<{ missing: number; wrong: number }>`
    -- How many cells of days were not what the facts give?
    with now as materialized (${cellsOf(workspaceId)})
    select (select count(*)::int from (select * from now except all select * from cells_before) more) as missing,
           (select count(*)::int from (select * from cells_before except all select * from now) less) as wrong`.execute(
    tx,
  )
  return rows[0] ?? { missing: 0, wrong: 0 }
}

const cellsOf = (workspaceId: string) => sql`
  select cut, day, nil_uuid() as owner_id, nil_uuid() as holder_id, pipeline_id, outcome, a_id, b_id, bucket, n, money, part, quantity, lengths
  from funnel_day_cells where workspace_id = ${sql.lit(workspaceId)}::uuid
  union all
  select c.cut || ' of people', c.month, c.owner_id, c.holder_id, c.pipeline_id, c.outcome, c.a_id, c.b_id, 0, c.n, c.money, c.part, c.quantity, c.lengths
  from funnel_owner_cells c
  join months_before m on m.facts = case when c.cut in ('sold', 'goods') then 'booked' else 'closed' end and m.month = c.month
  where c.workspace_id = ${sql.lit(workspaceId)}::uuid`

/** Sums up the deals that ended on these days: why and where they were lost, whence they came, against whom, how long they took. */
export async function sumUpClosed(tx: Tx, workspaceId: string, days: readonly Day[]): Promise<void> {
  const counting = await countingOfDays(tx, days)
  const length = sql`date_part('epoch', closed_at - created_at)`
  await sql`
    with ended as materialized (
      select * from ${countedOutcomes(counting)} c where closed_day = any(${[...days]}::date[]) and outcome in ('won', 'lost')
    )
    insert into funnel_day_cells (workspace_id, cut, day, pipeline_id, outcome, a_id, b_id, bucket, n, money, part, lengths)
    select ${workspaceId}::uuid, 'reason', closed_day, pipeline_id, outcome, coalesce(loss_reason_id, nil_uuid()), coalesce(furthest_stage_id, nil_uuid()), 0,
           sum(n), sum(base_minor), null::numeric, null::float8[]
    from ended where outcome = 'lost' group by closed_day, pipeline_id, outcome, loss_reason_id, furthest_stage_id
    union all
    select ${workspaceId}::uuid, 'source', closed_day, pipeline_id, outcome, coalesce(source_id, nil_uuid()), nil_uuid(), 0, sum(n), sum(base_minor), null::numeric, null::float8[]
    from ended group by closed_day, pipeline_id, outcome, source_id
    union all
    select ${workspaceId}::uuid, 'rival', closed_day, pipeline_id, outcome, coalesce(r.competitor_id, nil_uuid()), nil_uuid(), 0, sum(n), sum(base_minor), null::numeric, null::float8[]
    from ended left join (select deal_id, competitor_id from facts.deal_rivals where workspace_id = ${workspaceId}::uuid) r using (deal_id)
    group by closed_day, pipeline_id, outcome, r.competitor_id
    union all
    select ${workspaceId}::uuid, 'cycle', closed_day, pipeline_id, outcome, nil_uuid(), nil_uuid(), ${bucketOf(length)}, count(*), 0,
           sum(${length}::numeric), array_agg(${length} order by ${length})
    from ended where outcome = 'won' and n > 0 group by closed_day, pipeline_id, outcome, ${bucketOf(length)}`.execute(
    tx,
  )
}

/** Sums up the ledger of these days by source, and of which products it consists. */
export async function sumUpBooked(tx: Tx, workspaceId: string, days: readonly Day[]): Promise<void> {
  const counting = await countingOfDays(tx, days)
  await sql`
    insert into funnel_day_cells (workspace_id, cut, day, pipeline_id, outcome, a_id, b_id, bucket, n, money)
    select ${workspaceId}::uuid, 'sold', day, pipeline_id, '', coalesce(source_id, nil_uuid()), nil_uuid(), 0, sum(n), sum(base_minor)
    from ${countedBookings(counting)} b where day = any(${[...days]}::date[]) group by day, pipeline_id, source_id`.execute(
    tx,
  )
  const ofDays = sql`(select * from ${countedBookings(counting)} b where day = any(${[...days]}::date[]))`
  await sql`
    insert into funnel_day_cells (workspace_id, cut, day, pipeline_id, outcome, a_id, b_id, bucket, n, money, part, quantity)
    select ${workspaceId}::uuid, 'goods', day, pipeline_id, '', coalesce(source_id, nil_uuid()), product_id, 0, 0, 0, sum(part), sum(quantity)
    from ${goodsOf(ofDays)} g group by day, pipeline_id, source_id, product_id`.execute(tx)
}

/** Sums up the stays that ended on these days by the working time that they took. */
export async function sumUpLeft(
  tx: Tx,
  workspaceId: string,
  days: readonly Day[],
  { zone, workDays }: { zone: string; workDays: readonly WorkDay[] },
): Promise<void> {
  await sql`
    with days as materialized ${workDaysTable(workDays)},
    ended as materialized (
      select (s.left_at at time zone ${zone})::date as day, s.pipeline_id, s.stage_id,
             ${workedUntil(sql`s.left_at`)} - (${workedUntil(sql`s.entered_at`)}) as seconds
      from unnest(${[...days]}::date[]) d
      join facts.stage_stays s on s.left_at >= d::timestamp at time zone ${zone} and s.left_at < (d + 1)::timestamp at time zone ${zone}
      where s.workspace_id = ${workspaceId}::uuid and s.certain and not s.skipped
    )
    insert into funnel_day_cells (workspace_id, cut, day, pipeline_id, outcome, a_id, b_id, bucket, n, money)
    select ${workspaceId}::uuid, 'worked', day, pipeline_id, '', stage_id, nil_uuid(), ${bucketOf(sql`seconds`)}, count(*), sum(round(seconds))::bigint
    from ended group by day, pipeline_id, stage_id, ${bucketOf(sql`seconds`)}`.execute(tx)
}
