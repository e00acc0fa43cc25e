import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { momentText } from '#core/db/moment-text.ts'
import type { CaseState, CaseMetric, Verdict } from '../contract.ts'
import type { StoredCase } from './cases.ts'

/** A line of a list of cases. */
export interface ListedCase extends Pick<
  StoredCase,
  | 'id'
  | 'metric'
  | 'level'
  | 'subjectId'
  | 'period'
  | 'activity'
  | 'openedOn'
  | 'openedAt'
  | 'gapMinor'
  | 'expected'
  | 'actual'
  | 'state'
  | 'reviewOn'
  | 'verdict'
> {
  subjectName: string
  owner: { id: string; name: string }
  openedBy: { id: string; name: string } | null
  stageName: string | null
  action: string | null
  actions: number
  comments: number
  /** The sort key to the microsecond. */
  moment: string
}

export interface CaseFilter {
  /** Null: all whom the actor sees. */
  owners: readonly string[] | null
  ids?: readonly string[] | undefined
  states?: readonly CaseState[] | undefined
  metrics?: readonly CaseMetric[] | undefined
  verdicts?: readonly Verdict[] | undefined
  opened?: { start: string; end: string } | undefined
  /** Reviews that are due by this day. */
  dueBy?: string | undefined
  after?: readonly [moment: string, id: string] | undefined
  limit: number
}

/** Cases, the newest first. */
export async function listCases(tx: Tx, filter: CaseFilter): Promise<ListedCase[]> {
  const { rows } = await sql<ListedCase>`
    -- Which deviations are there?
    select c.id, c.metric, c.level, c.subject_id as "subjectId", c.period, c.activity, c.opened_on as "openedOn", c.opened_at as "openedAt",
           c.gap_minor as "gapMinor", c.expected, c.actual, c.state, c.review_on as "reviewOn", c.verdict,
           coalesce(d.name, s.full_name, '') as "subjectName",
           json_build_object('id', c.owner_id, 'name', coalesce(o.full_name, '')) as owner,
           case when b.id is not null then json_build_object('id', b.id, 'name', b.full_name) end as "openedBy",
           st.name as "stageName", a.title as action, coalesce(a.n, 0)::int as actions, l.n::int as comments,
           ${momentText(sql`c.opened_at`)} as moment
    from cases c
    left join facts.departments d on c.level = 'department' and d.workspace_id = c.workspace_id and d.id = c.subject_id
    left join facts.people s on c.level = 'person' and s.workspace_id = c.workspace_id and s.id = c.subject_id
    left join facts.people o on o.workspace_id = c.workspace_id and o.id = c.owner_id
    left join facts.people b on b.workspace_id = c.workspace_id and b.id = c.opened_by
    left join facts.stages st on st.workspace_id = c.workspace_id and st.id = c.stage_id
    left join lateral (
      select max(x.title) filter (where x.place = 1) as title, count(*) as n
      from (select title, row_number() over (order by created_at desc, id desc) as place from cases_actions
            where workspace_id = c.workspace_id and case_id = c.id and state <> 'cancelled') x
    ) a on true
    left join lateral (
      select count(*) as n from cases_log where workspace_id = c.workspace_id and case_id = c.id and kind = 'comment'
    ) l on true
    where c.workspace_id = (select app_workspace()) ${conditions(filter)}
    order by c.opened_at desc, c.id desc limit ${filter.limit}`.execute(tx)
  return rows
}

function conditions({ owners, ids, states, metrics, verdicts, opened, dueBy, after }: CaseFilter): RawBuilder<unknown> {
  const found: RawBuilder<unknown>[] = []
  if (owners) found.push(sql`and c.owner_id = any(${[...owners]}::uuid[])`)
  if (ids) found.push(sql`and c.id = any(${[...ids]}::uuid[])`)
  if (states?.length) found.push(sql`and c.state = any(${[...states]}::text[])`)
  if (metrics?.length) found.push(sql`and c.metric = any(${[...metrics]}::text[])`)
  if (verdicts?.length) found.push(sql`and c.verdict = any(${[...verdicts]}::text[])`)
  if (opened) found.push(sql`and c.opened_on >= ${opened.start}::date and c.opened_on < ${opened.end}::date`)
  if (dueBy) found.push(sql`and c.state <> 'closed' and c.review_on <= ${dueBy}::date`)
  if (after) found.push(sql`and (c.opened_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return found.length > 0 ? sql.join(found, sql` `) : sql``
}

export interface Counts {
  open: number
  acting: number
  due: number
  closed: number
  gapMinor: number
  verdicts: { verdict: Verdict; n: number }[]
}

/** How many cases of each state the actor sees; the gap is that of the open ones. */
export async function countCases(tx: Tx, owners: readonly string[] | null, today: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    -- How many deviations are open, due and closed, and what are the open ones worth?
    with seen as (
      select state, verdict, review_on, gap_minor from cases
      where workspace_id = (select app_workspace()) and (${owners === null} or owner_id = any(${[...(owners ?? [])]}::uuid[]))
    )
    select count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'acting')::int as acting,
           count(*) filter (where state <> 'closed' and review_on <= ${today}::date)::int as due, count(*) filter (where state = 'closed')::int as closed,
           coalesce(sum(gap_minor) filter (where state <> 'closed'), 0)::bigint as "gapMinor",
           coalesce((select json_agg(json_build_object('verdict', v.verdict, 'n', v.n)) from
             (select verdict, count(*)::int as n from seen where state = 'closed' group by verdict order by verdict) v), '[]') as verdicts
    from seen`.execute(tx)
  return rows[0] ?? { open: 0, acting: 0, due: 0, closed: 0, gapMinor: 0, verdicts: [] }
}

export interface LogRow {
  id: string
  at: Date
  author: { id: string; name: string } | null
  kind:
    | 'opened'
    | 'comment'
    | 'cause'
    | 'action'
    | 'actionDone'
    | 'actionCancelled'
    | 'checked'
    | 'closed'
    | 'reopened'
    | 'handedOver'
  body: string | null
}

/** What was said and done about a case, in order. */
export async function logOf(tx: Tx, workspaceId: string, caseId: string): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`
    -- What happened to this case?
    select l.id, l.at, case when p.id is not null then json_build_object('id', p.id, 'name', p.full_name) end as author, l.kind, l.body
    from cases_log l left join facts.people p on p.workspace_id = l.workspace_id and p.id = l.author_id
    where l.workspace_id = ${workspaceId}::uuid and l.case_id = ${caseId}::uuid order by l.at, l.id`.execute(tx)
  return rows
}

/** Names of people by id. */
export async function namesOf(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    -- What are these people called?
    select id, full_name as name from facts.people where workspace_id = ${workspaceId}::uuid and id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
