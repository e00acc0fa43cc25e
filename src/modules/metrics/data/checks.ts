import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface FactsCheck {
  id: string
  state: 'running' | 'done' | 'failed'
  startedAt: Date
  finishedAt: Date | null
  done: number
  total: number
  differences: { table: string; missing: number; wrong: number }[]
}

/** The last check of the actor's company, or the one under way. */
export async function lastCheck(tx: Tx): Promise<FactsCheck | null> {
  const { rows } = await sql<FactsCheck>`
    -- What did the last check of the facts find?
    select id, state, started_at as "startedAt", finished_at as "finishedAt", done, total, differences
    from metrics_checks where workspace_id = (select app_workspace()) order by id desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Begins a check; null when one is under way. One that has not moved for an hour is taken for dead. */
export async function beginCheck(tx: Tx, workspaceId: string, personId: string | null): Promise<string | null> {
  await sql`
    update metrics_checks set state = 'failed', finished_at = now()
    where workspace_id = ${workspaceId}::uuid and state = 'running' and started_at < now() - interval '1 hour'`.execute(
    tx,
  )
  const { rows } = await sql<{ id: string }>`
    insert into metrics_checks (workspace_id, started_by, total)
    select ${workspaceId}::uuid, ${personId}::uuid, count(*) from facts.deals where workspace_id = ${workspaceId}::uuid
    on conflict do nothing returning id`.execute(tx)
  return rows[0]?.id ?? null
}

export async function noteProgress(tx: Tx, workspaceId: string, id: string, done: number): Promise<void> {
  await sql`update metrics_checks set done = ${done}::int, total = greatest(total, ${done}::int)
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

export async function endCheck(
  tx: Tx,
  workspaceId: string,
  id: string,
  { state, done, differences }: Pick<FactsCheck, 'state' | 'done' | 'differences'>,
): Promise<void> {
  await sql`update metrics_checks set state = ${state}, finished_at = now(), done = ${done}::int, total = greatest(total, ${done}::int),
      differences = ${JSON.stringify(differences)}::jsonb
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}
