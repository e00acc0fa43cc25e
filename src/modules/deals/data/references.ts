import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface References {
  ownerId?: string | null | undefined
  companyId?: string | null | undefined
  contactId?: string | null | undefined
  sourceId?: string | null | undefined
  lossReasonId?: string | null | undefined
  lossCompetitorId?: string | null | undefined
}

/** Which of these are not there for the actor: names of the fields. */
export async function missingReferences(
  tx: Tx,
  workspaceId: string,
  references: References,
): Promise<(keyof References)[]> {
  const {
    ownerId = null,
    companyId = null,
    contactId = null,
    sourceId = null,
    lossReasonId = null,
    lossCompetitorId = null,
  } = references
  const { rows } = await sql<{ field: keyof References }>`
    -- Which of the records that a deal is to point at do not exist here?
    select field from (values
      ('ownerId', ${ownerId}::uuid, exists (select from people where workspace_id = ${workspaceId}::uuid and id = ${ownerId}::uuid)),
      ('companyId', ${companyId}::uuid, exists (select from companies where workspace_id = ${workspaceId}::uuid and id = ${companyId}::uuid)),
      ('contactId', ${contactId}::uuid, exists (select from contacts where workspace_id = ${workspaceId}::uuid and id = ${contactId}::uuid)),
      ('sourceId', ${sourceId}::uuid, exists (select from sources where workspace_id = ${workspaceId}::uuid and id = ${sourceId}::uuid)),
      ('lossReasonId', ${lossReasonId}::uuid, exists (select from loss_reasons where workspace_id = ${workspaceId}::uuid and id = ${lossReasonId}::uuid)),
      ('lossCompetitorId', ${lossCompetitorId}::uuid, exists (select from competitors where workspace_id = ${workspaceId}::uuid and id = ${lossCompetitorId}::uuid))
    ) as r (field, id, found) where id is not null and not found`.execute(tx)
  return rows.map(({ field }) => field)
}

/** Whether the pipeline of a stage is out of use: deals that are there live on, no new one begins there. */
export async function isInArchivedPipeline(tx: Tx, workspaceId: string, stageId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    -- Is the pipeline of this stage in the archive?
    select p.archived_at is not null as found from stages s join pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    where s.workspace_id = ${workspaceId}::uuid and s.id = ${stageId}::uuid`.execute(tx)
  return rows[0]?.found ?? false
}

/** Whether the company has named reasons of loss, so that a loss must carry one. */
export async function hasLossReasons(tx: Tx, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    -- Are there reasons of loss to choose from?
    select exists (select from loss_reasons where workspace_id = ${workspaceId}::uuid and archived_at is null) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}
