import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface OpenMatter {
  kind: 'task' | 'case' | 'ritual' | 'absence'
  id: string
  title: string
  ownerId: string | null
  ownerName: string | null
  dueOn: string | null
  amountMinor: number | null
}

/** What was to be done before this day and is open still; the largest money first, then the oldest. */
export async function openMatters(tx: Tx, workspaceId: string, before: string, limit: number): Promise<OpenMatter[]> {
  const { rows } = await sql<OpenMatter>`
    -- What is left open from before?
    select m.*, p.full_name as "ownerName" from (
      (select 'task' as kind, t.id, t.title, t.owner_id as "ownerId", t.due_on as "dueOn", null::bigint as "amountMinor"
       from facts.tasks t
       where t.workspace_id = ${workspaceId}::uuid and t.state = 'open' and t.due_at < ${before}::date and t.due_on < ${before}::date
       order by t.due_at desc limit ${limit})
      union all
      (select 'case', c.id, c.metric || ' ' || c.level, c.owner_id, c.review_on, c.gap_minor
       from facts.cases c where c.workspace_id = ${workspaceId}::uuid and c.state <> 'closed' and c.opened_on < ${before}::date limit ${limit})
      union all
      (select 'absence', a.id, a.kind, a.person_id, a.from_on, null
       from facts.absences a where a.workspace_id = ${workspaceId}::uuid and a.state = 'requested' and a.from_on < ${before}::date limit ${limit})
    ) m
    left join facts.people p on p.workspace_id = ${workspaceId}::uuid and p.id = m."ownerId"
    order by m."amountMinor" nulls last, m."dueOn", m.id limit ${limit}`.execute(tx)
  return rows
}

export interface CloseCounts {
  plans: number
  staleDeals: number
  overdueTasks: number
  openCases: number
  resultsHeld: number
}

/** What is to be looked at before a month is closed: [from, end). */
export async function closeCounts(tx: Tx, workspaceId: string, from: string, end: string): Promise<CloseCounts> {
  const { rows } = await sql<CloseCounts>`
    -- Is this month ready to be closed?
    select
      (select count(*)::int from facts.plan_cells c where c.workspace_id = ${workspaceId}::uuid and c.metric = 'revenue' and c.month = ${from}::date) as plans,
      (select count(*)::int from facts.deal_signs s where s.workspace_id = ${workspaceId}::uuid and s.expected_close_on < ${end}::date) as "staleDeals",
      (select count(*)::int from facts.tasks t where t.workspace_id = ${workspaceId}::uuid and t.state = 'open' and t.due_on < ${end}::date) as "overdueTasks",
      (select count(*)::int from facts.cases c where c.workspace_id = ${workspaceId}::uuid and c.state <> 'closed' and c.opened_on < ${end}::date) as "openCases",
      (select count(*)::int from facts.rituals r where r.workspace_id = ${workspaceId}::uuid and r.kind = 'month' and r.state = 'held'
         and r.day >= ${from}::date and r.day < (${end}::date + 15)) as "resultsHeld"`.execute(tx)
  return rows[0] ?? { plans: 0, staleDeals: 0, overdueTasks: 0, openCases: 0, resultsHeld: 0 }
}

/** Whether the company was there before a day that begins at a moment, or has anything that is dated before it. */
export async function wasThere(tx: Tx, workspaceId: string, day: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    -- Was there anything before this day?
    select exists (select from facts.workspaces w where w.id = ${workspaceId}::uuid and w.created_at < ${at}::timestamptz)
      or exists (select from facts.deals d where d.workspace_id = ${workspaceId}::uuid and d.created_at < ${at}::timestamptz)
      or exists (select from facts.activities a where a.workspace_id = ${workspaceId}::uuid and a.occurred_at < ${at}::timestamptz)
      or exists (select from facts.payments r where r.workspace_id = ${workspaceId}::uuid and r.paid_on < ${day}::date)
      or exists (select from facts.spend s where s.workspace_id = ${workspaceId}::uuid and s.day < ${day}::date)
      or exists (select from facts.plan_cells c where c.workspace_id = ${workspaceId}::uuid and c.month < ${day}::date) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}

/** Keeps with the closed month what is open at its end. */
export async function carryOver(
  tx: Tx,
  workspaceId: string,
  month: string,
  rows: readonly OpenMatter[],
): Promise<void> {
  const column = <Value>(of: (row: OpenMatter) => Value) => rows.map(of)
  await sql`
    select cycle_carry(${workspaceId}::uuid, ${`${month}-01`}::date, ${column(({ kind }) => kind)}::text[], ${column(({ id }) => id)}::uuid[],
      ${column(({ ownerId }) => ownerId)}::uuid[], ${column(({ title }) => title)}::text[], ${column(({ dueOn }) => dueOn)}::date[],
      ${column(({ amountMinor }) => amountMinor)}::bigint[])`.execute(tx)
}
