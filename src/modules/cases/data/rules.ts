import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Rule } from '../contract.ts'

/** What the company has changed. */
export async function ownRules(tx: Tx, workspaceId: string): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    -- When does a deviation open a case here?
    select code, enabled, threshold, least_minor as "leastMinor" from cases_rules where workspace_id = ${workspaceId}::uuid`.execute(
    tx,
  )
  return rows
}

export async function putRule(
  tx: Tx,
  workspaceId: string,
  { code, enabled, threshold, leastMinor }: Rule,
): Promise<void> {
  await sql`
    insert into cases_rules (workspace_id, code, enabled, threshold, least_minor)
    values (${workspaceId}::uuid, ${code}, ${enabled}, ${threshold}, ${leastMinor}::bigint)
    on conflict (workspace_id, code) do update set enabled = excluded.enabled, threshold = excluded.threshold, least_minor = excluded.least_minor`.execute(
    tx,
  )
}
