import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Whose figures, on which day, and the working day before it. */
export interface About {
  workspaceId: string
  people: readonly string[]
  day: string
  before: string
}

const all = async <Row>(tx: Tx, query: RawBuilder<Row>): Promise<Row[]> => (await query.execute(tx)).rows
const ids = (people: readonly string[]) => sql`${[...people]}::uuid[]`

export interface DayOfPerson {
  personId: string
  name: string
  won: number
  wonMinor: number
  created: number
  calls: number
  meetings: number
  /** Norms of that day; null where there is none. */
  callNorm: number | null
  meetingNorm: number | null
}

/** What each did on the working day before, beside his norms. */
export function dayBefore(tx: Tx, { workspaceId, people, before }: About): Promise<DayOfPerson[]> {
  return all(
    tx,
    sql<DayOfPerson>`
    -- What did each of them do on that day, and what was his norm?
    with totals as (
      -- A day of a closed month counts as plan/fact counts it.
      select owner_id, kind, sum(n)::int as n, sum(money)::bigint as money from facts.counted_days
      where workspace_id = ${workspaceId}::uuid and day = ${before}::date and owner_id = any (${ids(people)})
        and kind in ('booked', 'created', 'activity:call', 'activity:meeting')
      group by owner_id, kind
    ), day_norms as (
      select owner_id, kind, max(per_day)::float8 as per_day from facts.norms
      where workspace_id = ${workspaceId}::uuid and owner_id = any (${ids(people)}) and valid_from <= ${before}::date
        and (valid_to is null or valid_to >= ${before}::date)
      group by owner_id, kind
    )
    select p.id as "personId", p.full_name as name,
      coalesce((select n from totals t where t.owner_id = p.id and kind = 'booked'), 0) as won,
      coalesce((select money from totals t where t.owner_id = p.id and kind = 'booked'), 0) as "wonMinor",
      coalesce((select n from totals t where t.owner_id = p.id and kind = 'created'), 0) as created,
      coalesce((select n from totals t where t.owner_id = p.id and kind = 'activity:call'), 0) as calls,
      coalesce((select n from totals t where t.owner_id = p.id and kind = 'activity:meeting'), 0) as meetings,
      (select per_day from day_norms n where n.owner_id = p.id and kind = 'call') as "callNorm",
      (select per_day from day_norms n where n.owner_id = p.id and kind = 'meeting') as "meetingNorm"
    from facts.people p where p.workspace_id = ${workspaceId}::uuid and p.id = any (${ids(people)})
    order by p.full_name collate "ru-x-icu"`,
  )
}

export interface DealRow {
  id: string
  title: string
  ownerName: string | null
  stageName: string
  amountMinor: number
  closeOn: string | null
  stepAt: Date | null
}

const dealRows = (about: About, condition: RawBuilder<unknown>) => sql<DealRow>`
  -- Which of their open deals are these, the largest first?
  select s.deal_id as id, d.title, p.full_name as "ownerName", g.name as "stageName", s.base_minor as "amountMinor",
         s.expected_close_on as "closeOn", s.next_due_at as "stepAt"
  from (select * from facts.deal_signs s
        where s.workspace_id = ${about.workspaceId}::uuid and s.owner_id = any (${ids(about.people)}) and ${condition}
        order by s.base_minor desc, s.deal_id limit 10) s
  join facts.deals d on d.workspace_id = s.workspace_id and d.id = s.deal_id
  join facts.stages g on g.workspace_id = s.workspace_id and g.id = s.stage_id
  left join facts.people p on p.workspace_id = s.workspace_id and p.id = s.owner_id
  order by s.base_minor desc, s.deal_id`

/** Deals that are to close within a week. */
export function hotDeals(tx: Tx, about: About): Promise<DealRow[]> {
  return all(
    tx,
    dealRows(
      about,
      sql`s.expected_close_on >= ${about.day}::date - 7 and s.expected_close_on <= ${about.day}::date + 7`,
    ),
  )
}

/** Deals without a next step, or whose step is overdue. */
export function stuckDeals(tx: Tx, about: About): Promise<DealRow[]> {
  return all(tx, dealRows(about, sql`(s.next_due_at is null or s.next_due_at < ${about.day}::date)`))
}

export interface CallRow {
  id: string
  dealId: string | null
  dealTitle: string | null
  ownerName: string | null
  at: Date
  seconds: number
  result: string | null
}

/** The longest calls of the last week, to listen to. */
export function callsToHear(tx: Tx, { workspaceId, people, day }: About): Promise<CallRow[]> {
  return all(
    tx,
    sql<CallRow>`
    -- Which calls of the week are worth listening to?
    select a.id, a.deal_id as "dealId", d.title as "dealTitle", p.full_name as "ownerName", a.occurred_at as at, a.duration_s as seconds, a.result
    from facts.activities a
    left join facts.deals d on d.workspace_id = a.workspace_id and d.id = a.deal_id
    left join facts.people p on p.workspace_id = a.workspace_id and p.id = a.owner_id
    where a.workspace_id = ${workspaceId}::uuid and a.owner_id = any (${ids(people)}) and a.kind = 'call' and a.done
      and a.occurred_at >= ${day}::date - 7 and a.occurred_at < ${day}::date and a.duration_s >= 60
    order by a.duration_s desc, a.id limit 8`,
  )
}

export interface GoalRow {
  id: string
  title: string
  ownerName: string | null
  endsOn: string
}

export function goalsNow(tx: Tx, { workspaceId, day }: About): Promise<GoalRow[]> {
  return all(
    tx,
    sql<GoalRow>`
    -- Which goals run now?
    select g.id, g.title, p.full_name as "ownerName", g.ends_on as "endsOn" from facts.goals g
    left join facts.people p on p.workspace_id = g.workspace_id and p.id = g.owner_id
    where g.workspace_id = ${workspaceId}::uuid and g.closed_at is null and g.starts_on <= ${day}::date and g.ends_on > ${day}::date
    order by g.ends_on, g.title limit 20`,
  )
}

/** Who is away on a day, with the consent of those above. */
export async function awayOn(tx: Tx, workspaceId: string, from: string, end: string) {
  return all(
    tx,
    sql<{ personId: string; fromOn: string; toOn: string }>`
    -- Who is away in these days?
    select person_id as "personId", from_on as "fromOn", to_on as "toOn" from facts.absences
    where workspace_id = ${workspaceId}::uuid and state = 'approved' and from_on < ${end}::date and to_on >= ${from}::date`,
  )
}
