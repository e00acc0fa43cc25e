import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

/**
 * The weights of a month's days with which the plan of a subject was approved: of its own approval, else of the nearest above it.
 * @param line the subject, then those above it
 */
export async function approvedDays(
  tx: Tx,
  workspaceId: string,
  metric: string,
  month: Month,
  line: readonly string[],
): Promise<readonly number[] | undefined> {
  const { rows } = await sql<{ subjectId: string; weights: number[] }>`
    -- With which working days was this plan approved?
    select a.subject_id as "subjectId", d.weights
    from plan_approved a join plan_version_days d on d.workspace_id = a.workspace_id and d.version_id = a.version_id and d.month = a.month
    where a.workspace_id = ${workspaceId}::uuid and a.metric = ${metric} and a.month = ${`${month}-01`}::date
      and a.subject_id = any (${[...line]}::uuid[]) and a.tier = 'target' and a.cut = 'all'`.execute(tx)
  const found = new Map(rows.map(({ subjectId, weights }) => [subjectId, weights]))
  const nearest = line.find((id) => found.has(id))
  return nearest === undefined ? undefined : found.get(nearest)
}

/** Makes a version what is approved of these subjects in its months; what an earlier approval had there goes. */
export async function approve(
  tx: Tx,
  workspaceId: string,
  versionId: string,
  subjectIds: readonly string[],
): Promise<void> {
  await sql`
    -- What was approved of these subjects before is so no more.
    delete from plan_approved a using plan_versions v
    where v.workspace_id = ${workspaceId}::uuid and v.id = ${versionId}::uuid and a.workspace_id = v.workspace_id and a.metric = v.metric
      and a.month between v.from_month and v.to_month and a.subject_id = any (${[...subjectIds]}::uuid[])`.execute(tx)
  await sql`
    -- This version is what is approved now.
    insert into plan_approved (workspace_id, metric, month, level, subject_id, owner_id, department_id, tier, cut, cut_key, amount_minor, version_id)
    select c.workspace_id, v.metric, c.month, c.level, c.subject_id, c.owner_id, c.department_id, c.tier, c.cut, c.cut_key, c.amount_minor, v.id
    from plan_version_cells c join plan_versions v on v.workspace_id = c.workspace_id and v.id = c.version_id
    where c.workspace_id = ${workspaceId}::uuid and c.version_id = ${versionId}::uuid
    on conflict (workspace_id, metric, month, level, subject_id, tier, cut, cut_key) do update
      set amount_minor = excluded.amount_minor, version_id = excluded.version_id`.execute(tx)
}
