import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type ColumnType, rowAsValues, rowsAsSelect, rowsAsTable } from '#core/db/rows-as-table.ts'
import type { CreditShare } from '../calc/credit.ts'
import type { Move } from '../calc/derive.ts'
import type { StoredDeal } from './histories.ts'
import { factCalls, type FactsWork, leaveFacts } from './write-facts.ts'

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

type DealState = StoredDeal & { enteredAt: number }

const DEAL = {
  id: 'uuid',
  title: 'text',
  pipelineId: 'uuid',
  stageId: 'uuid',
  ownerId: 'uuid',
  companyId: 'uuid',
  contactId: 'uuid',
  sourceId: 'uuid',
  amountMinor: 'int8',
  currency: 'text',
  baseMinor: 'int8',
  expectedCloseOn: 'day',
  lossReasonId: 'uuid',
  lossComment: 'text',
  lossCompetitorId: 'uuid',
  comment: 'text',
  custom: 'json',
  createdAt: 'moment',
  outcome: 'text',
  closedAt: 'moment',
  enteredAt: 'moment',
  logSeq: 'int4',
} as const satisfies Record<string, ColumnType>
const NEW_DEAL = { ...DEAL, externalSource: 'text', externalId: 'text', importId: 'uuid' } as const
const CHANGED_DEAL = { ...DEAL, deleted: 'flag' } as const
/** What a change may set, and in which column it stands. */
const COLUMN_OF = {
  title: 'title',
  pipelineId: 'pipeline_id',
  stageId: 'stage_id',
  ownerId: 'owner_id',
  companyId: 'company_id',
  contactId: 'contact_id',
  sourceId: 'source_id',
  amountMinor: 'amount_minor',
  currency: 'currency',
  baseMinor: 'base_minor',
  expectedCloseOn: 'expected_close_on',
  lossReasonId: 'loss_reason_id',
  lossComment: 'loss_comment',
  lossCompetitorId: 'loss_competitor_id',
  comment: 'comment',
  custom: 'custom',
  createdAt: 'created_at',
  outcome: 'outcome',
  closedAt: 'closed_at',
  enteredAt: 'stage_entered_at',
  logSeq: 'log_seq',
} as const satisfies Partial<Record<keyof typeof DEAL, string>>
type Field = keyof typeof COLUMN_OF
/** What of a deal follows from its moves. */
const STATE = [
  'pipelineId',
  'stageId',
  'outcome',
  'closedAt',
  'enteredAt',
  'logSeq',
] as const satisfies readonly Field[]
/** A loss names a reason, a competitor and says why. */
const MOST_FIELDS = 3
const MOVE = {
  dealId: 'uuid',
  seq: 'int4',
  pipelineId: 'uuid',
  fromStageId: 'uuid',
  toStageId: 'uuid',
  occurredAt: 'moment',
  certain: 'flag',
  voidsSeq: 'int4',
  ownerId: 'uuid',
  baseMinor: 'int8',
} as const satisfies Record<string, ColumnType>
const EDIT = {
  dealId: 'uuid',
  version: 'int4',
  at: 'moment',
  changes: 'json',
  baseMinorAfter: 'int8',
  creditAfter: 'json',
} as const satisfies Record<string, ColumnType>

/** What the deals of one file mostly have in common, and their moves. */
const ALIKE_IN_DEALS = [
  'pipelineId',
  'contactId',
  'currency',
  'lossComment',
  'lossCompetitorId',
  'comment',
  'custom',
  'externalSource',
  'importId',
] as const satisfies readonly (keyof typeof NEW_DEAL)[]
const ALIKE_IN_MOVES = ['pipelineId', 'voidsSeq'] as const satisfies readonly (keyof typeof MOVE)[]

/** Inserts deals, their state columns included, with their logs. */
export async function insertDeals(
  tx: Tx,
  workspaceId: string,
  { deals, moves, edits }: { deals: readonly DealState[]; moves: readonly NewMove[]; edits: readonly NewEdit[] },
  origin: Origin,
): Promise<void> {
  const made = sql`
    -- New deals of one batch.
    insert into deals (workspace_id, created_by, version, id, title, pipeline_id, stage_id, owner_id, company_id, contact_id, source_id, amount_minor,
      currency, base_minor, expected_close_on, loss_reason_id, loss_comment, loss_competitor_id, comment, custom, created_at, outcome, closed_at, stage_entered_at, log_seq,
      external_source, external_id, import_id)
    select ${workspaceId}::uuid, ${origin.actorId}::uuid, 1, ${rowsAsSelect(deals, NEW_DEAL, ALIKE_IN_DEALS)}`.execute(
    tx,
  )
  const logs = [sql`${movesInsert(workspaceId, moves, origin)}`.execute(tx)]
  if (edits.length > 0) logs.push(sql`${editsInsert(workspaceId, edits, origin)}`.execute(tx))
  return Promise.all([made, ...logs]).then(nothing)
}

/** Functions that send thousands of rows give the promise away: one that waits for it would hold the rows until the answer. */
const nothing = () => {}

const movesInsert = (workspaceId: string, moves: readonly NewMove[], { actorId, source, importId }: Origin) => sql`
    insert into stage_changes (workspace_id, actor_id, source, import_id, deal_id, seq, pipeline_id, from_stage_id, to_stage_id, occurred_at, certain,
      voids_seq, owner_id, base_minor)
    select ${workspaceId}::uuid, ${actorId}::uuid, ${source}, ${importId}::uuid, ${rowsAsSelect(moves, MOVE, ALIKE_IN_MOVES)}`

const editsInsert = (workspaceId: string, edits: readonly NewEdit[], { actorId, source, importId }: Origin) => sql`
    insert into deal_edits (workspace_id, actor_id, source, import_id, deal_id, version, at, changes, base_minor_after, credit_after)
    select ${workspaceId}::uuid, ${actorId}::uuid, ${source}, ${importId}::uuid, x.* from ${rowsAsTable(edits, EDIT)}`

export interface NewEdit {
  dealId: string
  /** The deal's version after the edit. */
  version: number
  at: number
  changes: Record<string, { from: unknown; to: unknown }>
  baseMinorAfter: number | null
  creditAfter: readonly CreditShare[] | null
}

export interface ChangedDeals {
  deals: readonly DealState[]
  moves: readonly NewMove[]
  edits: readonly NewEdit[]
  facts: FactsWork
  /** Nothing is asked after it. */
  isLast?: boolean
}

const ALL_SET = sql.raw(
  Object.entries(COLUMN_OF)
    .map(([name, column]) => `${column} = x."${name}"`)
    .join(', '),
)

const dealsUpdate = (workspaceId: string, deals: readonly DealState[]) => sql`
      update deals d
      set ${ALL_SET}, version = d.version + 1, updated_at = now(), deleted_at = case when x.deleted then coalesce(d.deleted_at, now()) end
      from ${rowsAsTable(deals, CHANGED_DEAL)}
      where d.workspace_id = ${workspaceId}::uuid and d.id = x.id`

/** Of one deal, and of its fields those alone that have changed: triggers that look at others are not asked. */
function oneUpdate(workspaceId: string, deal: DealState, fields: readonly Field[]) {
  const { names, columns } = setOf(fields)
  return sql`
      update deals d
      set (${names}) = (${rowAsValues(deal, columns)}), version = d.version + 1, updated_at = now()
      where d.workspace_id = ${workspaceId}::uuid and d.id = ${deal.id}::uuid`
}

interface SetList {
  names: RawBuilder<unknown>
  columns: Partial<Record<keyof DealState, ColumnType>>
}

const setLists = new Map<string, SetList>()

/** The state of a deal and these fields, put together once for each set of them. */
function setOf(fields: readonly Field[]): SetList {
  const key = fields.join(' ')
  const known = setLists.get(key)
  if (known) return known
  const wanted = [...STATE, ...fields]
  const made = {
    names: sql.raw(wanted.map((name) => COLUMN_OF[name]).join(', ')),
    columns: Object.fromEntries(wanted.map((name) => [name, DEAL[name]])),
  }
  setLists.set(key, made)
  return made
}

/** What one deal's edit has changed of its row; null when that is too much for a statement of its own, of which each is kept. */
function fieldsOf(edit: NewEdit | undefined): Field[] | null {
  const changed = Object.keys(edit?.changes ?? {})
  const fields = changed.filter((name): name is Field => name in COLUMN_OF)
  return fields.length > MOST_FIELDS || changed.includes('deleted') ? null : fields.toSorted()
}

/** Writes the new state of deals (their version goes up by one), both logs and the facts: one statement, since each costs a trip to the database. Gives the moment of the change. */
export async function writeChangedDeals(
  tx: Tx,
  workspaceId: string,
  { deals, moves, edits, facts, isLast }: ChangedDeals,
  origin: Origin,
): Promise<Date> {
  const moved = moves.length > 0 ? sql`, moved as (${movesInsert(workspaceId, moves, origin)})` : sql``
  const edited = edits.length > 0 ? sql`, edited as (${editsInsert(workspaceId, edits, origin)})` : sql``
  const [only] = deals
  const fields = deals.length === 1 ? fieldsOf(edits[0]) : null
  const calls = isLast && leaveFacts(tx, workspaceId, facts) ? sql`` : sql`, ${factCalls(workspaceId, facts)}`
  const { rows } = await sql<{ updatedAt: Date }>`
    -- Changed deals of one batch with what is added to their logs.
    with changed as (${only && fields ? oneUpdate(workspaceId, only, fields) : dealsUpdate(workspaceId, deals)}
    )${moved}${edited}
    select now() as "updatedAt"${calls}`.execute(tx)
  return rows[0]?.updatedAt ?? new Date()
}
