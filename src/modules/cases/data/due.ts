import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

/** Open cases with an action whose review is due and that was not checked since. */
export async function casesToCheck(tx: Tx, workspaceId: string, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which cases wait for the check of their effect?
    select distinct c.id from cases c join cases_actions a on a.workspace_id = c.workspace_id and a.case_id = c.id
    where c.workspace_id = ${workspaceId}::uuid and c.state <> 'closed' and a.state <> 'cancelled' and a.review_on <= ${today}::date
      and (a.checked_on is null or a.checked_on < a.review_on)`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Open cases about people who have left. */
export async function casesOfGone(
  tx: Tx,
  workspaceId: string,
  today: string,
): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`
    -- Which cases are about people who are gone?
    select c.id, c.version from cases c join facts.people p on p.workspace_id = c.workspace_id and p.id = c.subject_id
    where c.workspace_id = ${workspaceId}::uuid and c.state <> 'closed' and c.level = 'person' and p.left_on < ${today}::date`.execute(
    tx,
  )
  return rows
}

export interface Workplace {
  workspaceId: string
  name: string
  timeZone: TimeZone
  currency: string
  isDemo: boolean
}

/** All companies, for what is done for each by its own clock. */
export async function workplaces(tx: Tx): Promise<Workplace[]> {
  const { rows } = await sql<Workplace>`
    -- Which companies are there, and what time is it there?
    select id as "workspaceId", name, time_zone as "timeZone", currency, is_demo as "isDemo" from facts.workspaces`.execute(
    tx,
  )
  return rows
}
