import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Move } from '../calc/derive.ts'
import type { StoredDeal } from './histories.ts'

/** Where a change came from. */
export type ChangeSource = 'ui' | 'api' | 'import' | 'sync' | 'rule' | 'demo'

/** Who wrote a row of the log, and how. */
export interface Origin {
  actorId: string | null
  source: ChangeSource
  importId: string | null
}

export interface NewMove extends Move {
  dealId: string
  fromStageId: string | null
}

/** Inserts deals, their state columns included. */
export async function insertDeals(
  tx: Tx,
  workspaceId: string,
  deals: readonly (StoredDeal & { enteredAt: number })[],
  createdBy: string | null,
): Promise<void> {
  await sql`
    -- New deals of one batch.
    insert into deals (workspace_id, id, title, pipeline_id, stage_id, owner_id, company_id, contact_id, source_id, amount_minor, currency, base_minor,
      expected_close_on, loss_reason_id, loss_comment, comment, custom, created_at, created_by, outcome, closed_at, stage_entered_at, log_seq, version,
      external_source, external_id, import_id)
    select ${workspaceId}::uuid, x.id, x.title, x."pipelineId", x."stageId", x."ownerId", x."companyId", x."contactId", x."sourceId", x."amountMinor", x.currency,
      x."baseMinor", x."expectedCloseOn", x."lossReasonId", x."lossComment", x.comment, coalesce(x.custom, '{}'), to_timestamp(x."createdAt" / 1000.0::float8), ${createdBy}::uuid,
      x.outcome, to_timestamp(x."closedAt" / 1000.0::float8), to_timestamp(x."enteredAt" / 1000.0::float8), x."logSeq", 1, x."externalSource", x."externalId", x."importId"
    from json_to_recordset(${JSON.stringify(deals)}::json) as x (id uuid, title text, "pipelineId" uuid, "stageId" uuid, "ownerId" uuid, "companyId" uuid,
      "contactId" uuid, "sourceId" uuid, "amountMinor" bigint, currency text, "baseMinor" bigint, "expectedCloseOn" date, "lossReasonId" uuid,
      "lossComment" text, comment text, custom jsonb, "createdAt" bigint, outcome text, "closedAt" bigint, "enteredAt" bigint, "logSeq" int,
      "externalSource" text, "externalId" text, "importId" uuid)`.execute(tx)
}

/** Appends to the stage log. */
export async function insertMoves(
  tx: Tx,
  workspaceId: string,
  moves: readonly NewMove[],
  origin: Origin,
): Promise<void> {
  await sql`
    -- New rows of the stage log.
    insert into stage_changes (workspace_id, deal_id, seq, pipeline_id, from_stage_id, to_stage_id, occurred_at, certain, voids_seq, actor_id, source,
      owner_id, base_minor, import_id)
    select ${workspaceId}::uuid, x."dealId", x.seq, x."pipelineId", x."fromStageId", x."toStageId", to_timestamp(x."occurredAt" / 1000.0::float8), x.certain, x."voidsSeq",
      ${origin.actorId}::uuid, ${origin.source}, x."ownerId", x."baseMinor", ${origin.importId}::uuid
    from json_to_recordset(${JSON.stringify(moves)}::json) as x ("dealId" uuid, seq int, "pipelineId" uuid, "fromStageId" uuid, "toStageId" uuid,
      "occurredAt" bigint, certain boolean, "voidsSeq" int, "ownerId" uuid, "baseMinor" bigint)`.execute(tx)
}

export interface NewEdit {
  dealId: string
  /** The deal's version after the edit. */
  version: number
  at: number
  changes: Record<string, { from: unknown; to: unknown }>
  baseMinorAfter: number | null
}

export interface ChangedDeals {
  deals: readonly (StoredDeal & { enteredAt: number })[]
  moves: readonly NewMove[]
  edits: readonly NewEdit[]
  /** What factsDifference gave. */
  facts: string
}

/** Writes the new state of deals (their version goes up by one), both logs and the facts: one statement, since each costs a trip to the database. */
export async function writeChangedDeals(
  tx: Tx,
  workspaceId: string,
  { deals, moves, edits, facts }: ChangedDeals,
  origin: Origin,
): Promise<void> {
  await sql`
    -- Changed deals of one batch with what is added to their logs.
    with changed as (
      update deals d
      set title = x.title, pipeline_id = x."pipelineId", stage_id = x."stageId", owner_id = x."ownerId", company_id = x."companyId", contact_id = x."contactId",
          source_id = x."sourceId", amount_minor = x."amountMinor", currency = x.currency, base_minor = x."baseMinor", expected_close_on = x."expectedCloseOn",
          loss_reason_id = x."lossReasonId", loss_comment = x."lossComment", comment = x.comment, custom = coalesce(x.custom, '{}'),
          created_at = to_timestamp(x."createdAt" / 1000.0::float8), outcome = x.outcome, closed_at = to_timestamp(x."closedAt" / 1000.0::float8),
          stage_entered_at = to_timestamp(x."enteredAt" / 1000.0::float8), log_seq = x."logSeq", version = d.version + 1, updated_at = now(),
          deleted_at = case when x.deleted then coalesce(d.deleted_at, now()) end
      from jsonb_to_recordset(${JSON.stringify(deals)}::jsonb) as x (id uuid, title text, "pipelineId" uuid, "stageId" uuid, "ownerId" uuid, "companyId" uuid,
        "contactId" uuid, "sourceId" uuid, "amountMinor" bigint, currency text, "baseMinor" bigint, "expectedCloseOn" date, "lossReasonId" uuid,
        "lossComment" text, comment text, custom jsonb, "createdAt" bigint, outcome text, "closedAt" bigint, "enteredAt" bigint, "logSeq" int, deleted boolean)
      where d.workspace_id = ${workspaceId}::uuid and d.id = x.id
    ), moved as (
      insert into stage_changes (workspace_id, deal_id, seq, pipeline_id, from_stage_id, to_stage_id, occurred_at, certain, voids_seq, actor_id, source,
        owner_id, base_minor, import_id)
      select ${workspaceId}::uuid, x."dealId", x.seq, x."pipelineId", x."fromStageId", x."toStageId", to_timestamp(x."occurredAt" / 1000.0::float8), x.certain, x."voidsSeq",
        ${origin.actorId}::uuid, ${origin.source}, x."ownerId", x."baseMinor", ${origin.importId}::uuid
      from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as x ("dealId" uuid, seq int, "pipelineId" uuid, "fromStageId" uuid, "toStageId" uuid,
        "occurredAt" bigint, certain boolean, "voidsSeq" int, "ownerId" uuid, "baseMinor" bigint)
    ), edited as (
      insert into deal_edits (workspace_id, deal_id, version, at, actor_id, source, changes, base_minor_after, import_id)
      select ${workspaceId}::uuid, x."dealId", x.version, to_timestamp(x.at / 1000.0::float8), ${origin.actorId}::uuid, ${origin.source}, x.changes, x."baseMinorAfter",
        ${origin.importId}::uuid
      from jsonb_to_recordset(${JSON.stringify(edits)}::jsonb) as x ("dealId" uuid, version int, at bigint, changes jsonb, "baseMinorAfter" bigint)
    )
    select write_facts(${workspaceId}::uuid, ${facts}::jsonb)`.execute(tx)
}
