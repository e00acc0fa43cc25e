import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { StoredDeal } from './histories.ts'

/** Deals of another system by their ids there, as the actor sees them; those in the trash too. */
export async function dealsByExternalId(
  tx: Tx,
  workspaceId: string,
  system: string,
  externalIds: readonly string[],
): Promise<(StoredDeal & { enteredAt: number })[]> {
  const { rows } = await sql<StoredDeal & { enteredAt: number }>`
    -- Which of these deals of another system are here already?
    select d.id, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.owner_id as "ownerId", d.company_id as "companyId",
           d.contact_id as "contactId", d.source_id as "sourceId", d.amount_minor as "amountMinor", d.currency, d.base_minor as "baseMinor",
           d.expected_close_on as "expectedCloseOn", d.loss_reason_id as "lossReasonId", d.loss_comment as "lossComment", d.comment, d.custom,
           (extract(epoch from d.created_at) * 1000)::bigint as "createdAt", d.outcome,
           (extract(epoch from d.closed_at) * 1000)::bigint as "closedAt", d.log_seq as "logSeq", d.version, d.deleted_at is not null as deleted,
           d.external_source as "externalSource", d.external_id as "externalId", d.import_id as "importId",
           (extract(epoch from d.stage_entered_at) * 1000)::bigint as "enteredAt"
    from deals d
    where d.workspace_id = ${workspaceId}::uuid and d.external_source = ${system} and d.external_id = any (${[...externalIds]}::text[])`.execute(
    tx,
  )
  return rows
}

/** Whether any deal of this system is here: for a first import nothing needs to be looked up. */
export async function hasDealsOf(tx: Tx, workspaceId: string, system: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from deals where workspace_id = ${workspaceId}::uuid and external_source = ${system} and external_id is not null) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}
