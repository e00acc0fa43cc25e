import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Dismissal } from '../calc/dismissals.ts'

/** What this person has put off lately: snoozes that hold, and everything called no problem within a year. */
export async function dismissalsOf(tx: Tx, workspaceId: string, personId: string, today: string): Promise<Dismissal[]> {
  const { rows } = await sql<Dismissal>`
    -- What does this person not want to see on his list?
    select item, rule, subject_id as "subjectId", measure, until_on as "untilOn" from home_dismissals
    where workspace_id = ${workspaceId}::uuid and owner_id = ${personId}::uuid and (until_on > ${today}::date or until_on is null)
      and at > ${today}::date - 365`.execute(tx)
  return rows
}

export async function putDismissal(
  tx: Tx,
  workspaceId: string,
  personId: string,
  { item, rule, subjectId, measure, untilOn }: Dismissal,
  { reason, at }: { reason: string | null; at: Date },
): Promise<void> {
  await sql`
    insert into home_dismissals (workspace_id, owner_id, item, rule, subject_id, measure, until_on, reason, at)
    values (${workspaceId}::uuid, ${personId}::uuid, ${item}, ${rule}, ${subjectId}::uuid, ${measure}::float8, ${untilOn}::date, ${reason}, ${at})
    on conflict (workspace_id, owner_id, item) do update set rule = excluded.rule, subject_id = excluded.subject_id, measure = excluded.measure,
      until_on = excluded.until_on, reason = excluded.reason, at = excluded.at`.execute(tx)
}

/** Takes back what was said of these items, and what was learnt of their rules and people. */
export async function dropDismissals(
  tx: Tx,
  workspaceId: string,
  personId: string,
  signs: readonly { item: string; rule: string; subjectId: string | null }[],
): Promise<void> {
  await sql`
    delete from home_dismissals d using unnest(${signs.map((one) => one.item)}::text[], ${signs.map((one) => one.rule)}::text[],
      ${signs.map((one) => one.subjectId)}::uuid[]) as s (item, rule, subject_id)
    where d.workspace_id = ${workspaceId}::uuid and d.owner_id = ${personId}::uuid
      and (d.item = s.item or d.until_on is null and d.rule = s.rule and d.subject_id = s.subject_id)`.execute(tx)
}
