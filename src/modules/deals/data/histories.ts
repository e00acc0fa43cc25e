import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealHistory, LedgerEdit, Move } from '../calc/derive.ts'
import { type Ground, groundKey, groundOf, type NamedStage } from './ground.ts'

/** A deal's own row as it stands in the table, with moments in milliseconds. */
export interface StoredDeal {
  id: string
  title: string
  pipelineId: string
  stageId: string
  ownerId: string | null
  companyId: string | null
  contactId: string | null
  sourceId: string | null
  amountMinor: number
  currency: string
  baseMinor: number
  expectedCloseOn: string | null
  lossReasonId: string | null
  lossComment: string | null
  /** Absent: nobody; whoever makes deals need not know of competitors. */
  lossCompetitorId?: string | null
  comment: string | null
  custom: Record<string, unknown>
  createdAt: number
  outcome: 'open' | 'won' | 'lost'
  closedAt: number | null
  logSeq: number
  version: number
  deleted: boolean
  externalSource: string | null
  externalId: string | null
  importId: string | null
}

export interface DealWithHistory {
  stored: StoredDeal
  history: DealHistory
}

/**
 * Locks these deals until the end of the transaction and gives each with its log. Deals that the actor does not see are missing in the answer. The lock comes
 * first: what is asked together with it does not know what those have written for whom it waited.
 */
export async function lockDeals(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<DealWithHistory[]> {
  const locked = sql`
    -- Nobody else changes these deals from now on.
    select from deals d where d.workspace_id = ${workspaceId}::uuid and d.id = any (${[...ids]}::uuid[]) order by d.id for update`.execute(
    tx,
  )
  const [, found] = await Promise.all([locked, readHistories(tx, workspaceId, ids)])
  return found
}

/** The deals as they are committed, each with its log; without a lock. */
export async function readHistories(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<DealWithHistory[]> {
  const { rows } = await sql<Flat>`
    -- What are these deals now, and what is their log?
    select ${dealColumns}, ${logColumns}
    from deals d
    where d.workspace_id = ${workspaceId}::uuid and d.id = any (${[...ids]}::uuid[])
    order by d.id`.execute(tx)
  return rows.map(withHistory)
}

/** A deal that a command is about, with what the command and its answer need besides. */
export interface OpenedDeal extends DealWithHistory, Ground {
  names: { owner: string | null; company: string | null; source: string | null }
}

type Opened = StoredDeal & Record<keyof OpenedDeal['names'], string | null> & { log: Log | null; ground: string[] }

/**
 * Locks one deal and reads all that a command needs, as a rule in one trip. The log comes from a function that looks anew when the lock had to be waited for.
 * Undefined when the deal does not exist for the actor; the server itself, which is no actor, sees none.
 */
export async function openDeal(tx: Tx, workspaceId: string, id: string): Promise<OpenedDeal | undefined> {
  const { rows } = await sql<Opened>`
    -- What is this deal now, and what is its log?
    select ${dealColumns}, deal_log(d.workspace_id, d.id) as log, ${groundKey} as ground,
           (select p.full_name from people p where p.workspace_id = d.workspace_id and p.id = d.owner_id) as owner,
           (select c.name from companies c where c.workspace_id = d.workspace_id and c.id = d.company_id) as company,
           (select s.name from sources s where s.workspace_id = d.workspace_id and s.id = d.source_id) as source
    from deals d
    where d.workspace_id = ${workspaceId}::uuid and d.id = ${id}::uuid
    for update of d`.execute(tx)
  const [found] = rows
  if (!found?.log) return undefined
  const { log, ground, owner, company, source, ...stored } = found
  const [moves, edits] = log
  return {
    ...withHistory({ ...stored, moves: (moves ?? []).map(loggedMove), edits: edits ?? [] }),
    names: { owner, company, source },
    ...(await groundOf(tx, workspaceId, ground)),
  }
}

/** What deal_log gives (db/migrations/0052_move_path.sql): without the names of columns, which cost more than the values. */
type Log = [moves: LoggedMove[] | null, edits: LedgerEdit[] | null]
type LoggedMove = [
  seq: number,
  pipelineId: string,
  toStageId: string | null,
  occurredAt: number,
  certain: boolean,
  voidsSeq: number | null,
  ownerId: string | null,
  baseMinor: number,
]

function loggedMove([seq, pipelineId, toStageId, occurredAt, certain, voidsSeq, ownerId, baseMinor]: LoggedMove): Move {
  return { seq, pipelineId, toStageId, occurredAt, certain, voidsSeq, ownerId, baseMinor }
}

type Flat = StoredDeal & { moves: Move[]; edits: LedgerEdit[] }

/** A moment in milliseconds; in floating point, which is exact for them and half the price of numeric. */
const ms = (column: string) => sql`(date_part('epoch', ${sql.ref(column)}) * 1000)::bigint`

const dealColumns = sql`
  d.id, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.owner_id as "ownerId", d.company_id as "companyId",
  d.contact_id as "contactId", d.source_id as "sourceId", d.amount_minor as "amountMinor", d.currency, d.base_minor as "baseMinor",
  d.expected_close_on as "expectedCloseOn", d.loss_reason_id as "lossReasonId", d.loss_comment as "lossComment",
  d.loss_competitor_id as "lossCompetitorId", d.comment, d.custom,
  ${ms('d.created_at')} as "createdAt", d.outcome, ${ms('d.closed_at')} as "closedAt", d.log_seq as "logSeq", d.version,
  d.deleted_at is not null as deleted, d.external_source as "externalSource", d.external_id as "externalId", d.import_id as "importId"`

const logColumns = sql`
  (select coalesce(json_agg(json_build_object('seq', c.seq, 'pipelineId', c.pipeline_id, 'toStageId', c.to_stage_id,
     'occurredAt', ${ms('c.occurred_at')}, 'certain', c.certain, 'voidsSeq', c.voids_seq, 'ownerId', c.owner_id, 'baseMinor', c.base_minor)), '[]')
   from stage_changes c where c.workspace_id = d.workspace_id and c.deal_id = d.id) as moves,
  (select coalesce(json_agg(json_build_object('version', e.version, 'at', ${ms('e.at')}, 'baseMinor', e.base_minor_after, 'credit', e.credit_after,
     'handedOver', e.changes ? 'ownerId')), '[]')
   from deal_edits e where e.workspace_id = d.workspace_id and e.deal_id = d.id
     and (e.base_minor_after is not null or e.credit_after is not null)) as edits`

function withHistory({ moves, edits, ...stored }: Flat): DealWithHistory {
  return { stored, history: { deal: dealRow(stored), moves, edits } }
}

/** The part of a deal that its facts depend on. */
export function dealRow(stored: StoredDeal): DealHistory['deal'] {
  const { id, ownerId, sourceId, baseMinor, createdAt, lossReasonId, deleted } = stored
  return { id, ownerId, sourceId, baseMinor, createdAt, lossReasonId, deleted }
}

/** All stages of the company, archived ones too: old logs speak of them. */
export async function allStages(tx: Tx, workspaceId: string): Promise<NamedStage[]> {
  const { rows } = await sql<NamedStage>`
    -- Which stages does the company have?
    select id, pipeline_id as "pipelineId", name, meaning, position, color, archived_at is not null as archived
    from stages where workspace_id = ${workspaceId}::uuid order by pipeline_id, position`.execute(tx)
  return rows
}
