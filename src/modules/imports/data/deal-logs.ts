import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { LoggedMove } from '../calc/deal-changes.ts'

/** The stage logs of these deals, by deal. */
export async function dealLogs(
  tx: Tx,
  workspaceId: string,
  dealIds: readonly string[],
): Promise<Map<string, LoggedMove[]>> {
  if (dealIds.length === 0) return new Map()
  const { rows } = await sql<LoggedMove>`
    -- What does the log say of these deals?
    select deal_id as "dealId", seq, pipeline_id as "pipelineId", to_stage_id as "toStageId", (extract(epoch from occurred_at) * 1000)::bigint as "occurredAt",
           certain, voids_seq as "voidsSeq", source, owner_id as "ownerId", base_minor as "baseMinor"
    from facts.stage_changes where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...dealIds]}::uuid[]) order by deal_id, seq`.execute(
    tx,
  )
  return Map.groupBy(rows, ({ dealId }) => dealId)
}

/** Which of these ids of another system belong to deals that this query sees; asked past row security to find ids that are taken. */
export async function takenIds(
  tx: Tx,
  workspaceId: string,
  system: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select external_id as id from deals where workspace_id = ${workspaceId}::uuid and external_source = ${system} and external_id = any (${[...ids]}::text[])`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}
