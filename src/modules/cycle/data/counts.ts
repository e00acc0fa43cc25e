import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'

/** How much of each thing there is in a period, and how much of it is as it should be. */
export type Counts = Record<
  | 'goalsSet'
  | 'planSet'
  | 'planSums'
  | 'planApproved'
  | 'normsIssued'
  | 'headsNamed'
  | 'substitutesNamed'
  | 'casesInTime'
  | 'causesNamed'
  | 'actionsTaken'
  | 'effectsChecked'
  | 'casesClosed',
  { done: number; total: number }
>

/** A case is taken up in time when a cause is named or an action is planned within so many days. */
const DAYS_TO_TAKE_UP = 3

interface Asked {
  period: Period
  today: string
  /** Sellers in sight. */
  sellers: readonly string[]
  departments: readonly string[]
  seesAll: boolean
}

/** Health of plan, organisation, control and correction in the scope of whoever asks: one row a check. */
export async function countsOf(tx: Tx, workspaceId: string, asked: Asked): Promise<Counts> {
  const { period, today, sellers, departments, seesAll } = asked
  const { rows } = await sql<{ code: keyof Counts; done: number; total: number }>`
    -- What of the five steps is done in this period?
    with asked as (select ${workspaceId}::uuid as workspace_id, ${period.start}::date as from_day, ${period.end}::date as to_day, ${today}::date as today),
    months as (select m::date as month from asked, generate_series(date_trunc('month', from_day), to_day - 1, '1 month') m),
    sellers as (
      select p.id, p.department_id, p.hired_on, p.left_on from facts.people p, asked
      where p.workspace_id = asked.workspace_id and p.id = any (${[...sellers]}::uuid[])
        and (p.hired_on is null or p.hired_on < to_day) and (p.left_on is null or p.left_on >= from_day)
    ),
    units as (
      select d.id, d.parent_id, d.head_id from facts.departments d, asked
      where d.workspace_id = asked.workspace_id and d.archived_at is null and (${seesAll} or d.id = any (${[...departments]}::uuid[]))
    ),
    cells as (
      select c.month, c.level, c.subject_id, c.owner_id, c.amount_minor from facts.plan_cells c, asked
      where c.workspace_id = asked.workspace_id and c.metric = 'revenue' and c.month in (select month from months)
    ),
    worked as (
      select s.id, m.month from sellers s, months m
      where (s.hired_on is null or s.hired_on < (m.month + interval '1 month')::date) and (s.left_on is null or s.left_on >= m.month)
    ),
    inside as (
      with recursive below (top, id) as (
        select id, id from units union select b.top, d.id from below b join units d on d.parent_id = b.id
      ) select * from below
    ),
    distributed as (
      select c.month, c.subject_id, c.amount_minor,
        (select sum(x.amount_minor) from cells x join facts.people p on p.workspace_id = (select workspace_id from asked) and p.id = x.owner_id
         where x.month = c.month and x.level = 'person' and (c.level = 'company' or p.department_id in (select id from inside where top = c.subject_id))) as below
      from cells c where c.level in ('company', 'department')
    ),
    staffed as (select distinct d.id, d.head_id from units d join sellers s on s.department_id = d.id),
    approved as (
      select v.level, v.subject_id from facts.plan_versions v, asked
      where v.workspace_id = asked.workspace_id and v.metric = 'revenue' and v.state = 'approved' and v.from_month < to_day and v.to_month >= date_trunc('month', from_day)
    ),
    away as (
      select a.substitute_id from facts.absences a, asked
      where a.workspace_id = asked.workspace_id and a.state = 'approved' and a.from_on < to_day and a.to_on >= from_day
        and a.person_id = any (${[...sellers]}::uuid[])
    ),
    opened as (
      select c.id, c.cause, c.opened_on, (select min(x.created_at)::date from facts.cases_actions x
        where x.workspace_id = c.workspace_id and x.case_id = c.id and x.state <> 'cancelled') as acted_on
      from facts.cases c, asked
      where c.workspace_id = asked.workspace_id and c.opened_on >= from_day and c.opened_on < to_day
    ),
    actions as (
      select x.checked_on, x.review_on from facts.cases_actions x, asked
      where x.workspace_id = asked.workspace_id and x.state <> 'cancelled' and x.review_on >= from_day and x.review_on < least(to_day, today + 1)
    )
    select 'goalsSet' as code, least(count(*), 1)::int as done, 1 as total from facts.goals g, asked
      where g.workspace_id = asked.workspace_id and g.starts_on < to_day and g.ends_on > from_day
    union all
    select 'planSet', count(*) filter (where exists (select from cells c where c.month = w.month and c.owner_id = w.id))::int, count(*)::int from worked w
    union all
    select 'planSums', count(*) filter (where amount_minor = below)::int, count(*)::int from distributed
    union all
    select 'planApproved', count(*) filter (where exists (select from approved a where a.level = 'company' or a.subject_id = s.id
      or a.subject_id in (select top from inside where inside.id = s.id)))::int, count(*)::int from staffed s
    union all
    select 'normsIssued', count(*) filter (where exists (select from facts.norms n, asked
      where n.workspace_id = asked.workspace_id and n.owner_id = s.id and n.valid_from < to_day and (n.valid_to is null or n.valid_to >= from_day)))::int,
      count(*)::int from sellers s
    union all
    select 'headsNamed', count(head_id)::int, count(*)::int from staffed
    union all
    select 'substitutesNamed', count(substitute_id)::int, count(*)::int from away
    union all
    select 'casesInTime', count(*) filter (where acted_on <= opened_on + ${DAYS_TO_TAKE_UP}::int or cause is not null)::int,
      count(*) filter (where acted_on is not null or cause is not null or opened_on + ${DAYS_TO_TAKE_UP}::int < asked.today)::int from opened, asked
    union all
    select 'causesNamed', count(cause)::int, count(*)::int from opened
    union all
    select 'actionsTaken', count(acted_on)::int, count(*)::int from opened
    union all
    select 'effectsChecked', count(checked_on)::int, count(*)::int from actions
    union all
    select 'casesClosed', count(*) filter (where c.state = 'closed')::int, count(*)::int from facts.cases c, asked
      where c.workspace_id = asked.workspace_id and c.opened_on < from_day and (c.closed_at is null or c.closed_at >= from_day)`.execute(
    tx,
  )
  return Object.fromEntries(rows.map(({ code, ...counted }) => [code, counted])) as Counts
}
