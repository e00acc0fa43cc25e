import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type Counting, countedBookings, countedOutcomes, countingOf, daysOf } from './counting.ts'
import { goodsOf } from './goods.ts'
import { type KeptPeriod, restOf } from './kept-days.ts'

/** What the sums of people by month tell (their columns are told where the table is made). */
export type OwnerCut = 'reason' | 'source' | 'rival' | 'cycle' | 'sold' | 'goods'

/** A period of some people: the first days of whole months that are summed up by owner, and what is read from the facts. */
export interface KeptMonths extends Pick<KeptPeriod, 'rest'> {
  owners: readonly string[]
  months: readonly Day[]
}

/** How the period of these people is read. Without any month that is summed up `rest` is the period as it was. */
export async function keptMonths(
  tx: Tx,
  facts: 'closed' | 'booked',
  counting: Counting,
  owners: readonly string[],
): Promise<KeptMonths> {
  const { start, end } = counting.period
  const { rows } = await sql<{ months: Day[] }>`
    -- Which whole months of this period are summed up by owner and have not changed since?
    select kept_months(${facts}, ${start}::date, ${end}::date)::text[] as months`.execute(tx)
  const months = rows[0]?.months ?? []
  return { owners, months, rest: restOf({ ...counting, owners }, daysOf(months.map(periodOfMonth))) }
}

const periodOfMonth = (first: Day): Period => ({ start: first, end: firstDay(addMonths(monthOf(first), 1)) })

/** Sums of these months of these people: owner_id, month, pipeline_id, outcome, a_id, b_id, n, money, part, quantity, lengths. In parentheses. */
export function ownerCells(cut: OwnerCut, { owners, months }: KeptMonths): RawBuilder<unknown> {
  return sql`(
    select owner_id, month, pipeline_id, outcome, a_id, b_id, n, money, part, quantity, lengths from funnel_owner_cells
    where workspace_id = (select app_workspace()) and cut = ${cut} and owner_id = any(${[...owners]}::uuid[]) and month = any(${[...months]}::date[]))`
}

/** The latest month of which the days are summed up and people are not. */
export async function ownerMonthToKeep(tx: Tx, workspaceId: string, facts: 'closed' | 'booked'): Promise<Day | null> {
  const { rows } = await sql<{ month: Day | null }>`
    -- Which month waits for its sums of people?
    select owner_month_to_keep(${workspaceId}::uuid, ${facts}) as month`.execute(tx)
  return rows[0]?.month ?? null
}

/** Forgets what people did in a month. */
export async function forgetOwnerMonth(
  tx: Tx,
  workspaceId: string,
  facts: 'closed' | 'booked',
  month: Day,
): Promise<void> {
  const cuts: OwnerCut[] = facts === 'closed' ? ['reason', 'source', 'rival', 'cycle'] : ['sold', 'goods']
  await sql`delete from funnel_owner_months where workspace_id = ${workspaceId}::uuid and facts = ${facts} and month = ${month}::date`.execute(
    tx,
  )
  await sql`delete from funnel_owner_cells where workspace_id = ${workspaceId}::uuid and cut = any(${cuts}::text[]) and month = ${month}::date`.execute(
    tx,
  )
}

/** Sums up what people did in a month: why and where they lost, whence deals came and against whom, how long what they won took, what they sold to leads of which source, and of which products. */
export async function sumUpOwnerMonth(
  tx: Tx,
  workspaceId: string,
  facts: 'closed' | 'booked',
  month: Day,
): Promise<void> {
  await forgetOwnerMonth(tx, workspaceId, facts, month)
  const counting = { ...(await countingOf(tx, periodOfMonth(month))), takesCorrections: false }
  const statements =
    facts === 'closed'
      ? [sumUpClosed(workspaceId, month, counting)]
      : [sumUpSold(workspaceId, month, counting), sumUpGoods(workspaceId, month, counting)]
  for (const statement of statements) await statement.execute(tx)
  await sql`insert into funnel_owner_months (workspace_id, facts, month) values (${workspaceId}::uuid, ${facts}, ${month}::date)`.execute(
    tx,
  )
}

const COLUMNS = sql`workspace_id, cut, owner_id, month, pipeline_id, outcome, a_id, b_id, n, money, lengths`

const sumUpClosed = (workspaceId: string, month: Day, counting: Counting) => sql`
  with ended as materialized (
    select * from ${countedOutcomes(counting)} c where outcome in ('won', 'lost')
  )
  insert into funnel_owner_cells (${COLUMNS})
  select ${workspaceId}::uuid, 'reason', coalesce(owner_id, nil_uuid()), ${month}::date, pipeline_id, outcome, coalesce(loss_reason_id, nil_uuid()),
         coalesce(furthest_stage_id, nil_uuid()), sum(n), sum(base_minor), null::float8[]
  from ended where outcome = 'lost' group by coalesce(owner_id, nil_uuid()), pipeline_id, outcome, loss_reason_id, furthest_stage_id
  union all
  select ${workspaceId}::uuid, 'source', coalesce(owner_id, nil_uuid()), ${month}::date, pipeline_id, outcome, coalesce(source_id, nil_uuid()), nil_uuid(),
         sum(n), sum(base_minor), null::float8[]
  from ended group by coalesce(owner_id, nil_uuid()), pipeline_id, outcome, source_id
  union all
  select ${workspaceId}::uuid, 'rival', coalesce(owner_id, nil_uuid()), ${month}::date, pipeline_id, outcome, coalesce(r.competitor_id, nil_uuid()), nil_uuid(),
         sum(n), sum(base_minor), null::float8[]
  from ended left join (select deal_id, competitor_id from facts.deal_rivals where workspace_id = ${workspaceId}::uuid) r using (deal_id)
  group by coalesce(owner_id, nil_uuid()), pipeline_id, outcome, r.competitor_id
  union all
  select ${workspaceId}::uuid, 'cycle', coalesce(owner_id, nil_uuid()), ${month}::date, pipeline_id, outcome, nil_uuid(), nil_uuid(), count(*), 0,
         array_agg(date_part('epoch', closed_at - created_at) order by date_part('epoch', closed_at - created_at))
  from ended where outcome = 'won' and n > 0 group by coalesce(owner_id, nil_uuid()), pipeline_id, outcome
  order by 2, 3`

const sumUpSold = (workspaceId: string, month: Day, counting: Counting) => sql`
  insert into funnel_owner_cells (${COLUMNS})
  select ${workspaceId}::uuid, 'sold', coalesce(owner_id, nil_uuid()), ${month}::date, pipeline_id, '', coalesce(source_id, nil_uuid()), nil_uuid(),
         sum(n), sum(base_minor), null::float8[]
  from ${countedBookings(counting)} b group by coalesce(owner_id, nil_uuid()), pipeline_id, source_id
  order by 3`

const sumUpGoods = (workspaceId: string, month: Day, counting: Counting) => sql`
  insert into funnel_owner_cells (workspace_id, cut, owner_id, month, pipeline_id, outcome, a_id, b_id, holder_id, n, money, part, quantity)
  select ${workspaceId}::uuid, 'goods', coalesce(owner_id, nil_uuid()), ${month}::date, pipeline_id, '', coalesce(source_id, nil_uuid()), product_id,
         coalesce(holder_id, nil_uuid()), 0, 0, sum(part), sum(quantity)
  from ${goodsOf(countedBookings(counting))} g group by coalesce(owner_id, nil_uuid()), pipeline_id, source_id, product_id, coalesce(holder_id, nil_uuid())
  order by 3`
