import { type RawBuilder, sql } from 'kysely'
import { MANY_SHAPES } from '#core/db/database.ts'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import type { BulkDeal, BulkValuesOf } from '../calc/bulk-plan.ts'
import type { BulkChange, BulkOutcome } from '../contract/bulk.ts'
import { allOf, conditionsOf, type DealQuery } from './deal-filter.ts'

/** Which deals a change is about: named ones, or all that a query finds. */
export type BulkTarget = { workspaceId: string; ids: readonly string[] } | { query: DealQuery }

const conditions = (target: BulkTarget): RawBuilder<unknown> =>
  'query' in target
    ? sql`${allOf(conditionsOf(target.query))} and d.outcome = any (${[...target.query.outcomes]}::text[])`
    : sql`d.workspace_id = ${target.workspaceId}::uuid and d.deleted_at is null and d.id = any (${[...target.ids]}::uuid[])`

/** A portion of the deals by id, after the given one. */
export async function bulkDeals(tx: Tx, target: BulkTarget, after: string | null, limit: number): Promise<BulkDeal[]> {
  const { rows } = await sql<BulkDeal>`${MANY_SHAPES}
    -- Which deals is the change about, and what are they now?
    select d.id, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.outcome, d.owner_id as "ownerId", d.source_id as "sourceId",
           d.expected_close_on as "expectedCloseOn", d.amount_minor as "amountMinor", d.currency, d.custom
    from deals d where ${conditions(target)} and (${after}::uuid is null or d.id > ${after}::uuid)
    order by d.id limit ${limit}::int`.execute(tx)
  return rows
}

/** How many deals a change is about; one more than the limit tells that there are more. */
export async function countBulk(tx: Tx, target: BulkTarget, limit: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`${MANY_SHAPES}
    -- How many deals is the change about?
    select count(*)::int as n from (select from deals d where ${conditions(target)} limit ${limit + 1}::int) x`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

export interface StoredBulk {
  id: string
  question: unknown
  status: BulkChange['status']
  rowsDone: number
  rowsTotal: number | null
  /** `after`: the last deal that was looked at, from which an interrupted run goes on. */
  result: { outcome: BulkOutcome | null; after: string | null; undone: BulkChange['undone'] } | null
}

export async function insertBulk(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  { question, rowsTotal }: { question: unknown; rowsTotal: number },
): Promise<string> {
  const row = { workspace_id: workspaceId, author_id: personId, list: 'deals.list', rows_total: rowsTotal }
  const insert = tx.insertInto('bulk_changes').values({ ...row, question: JSON.stringify(question) })
  return (await insert.returning('id').executeTakeFirstOrThrow()).id
}

/** Of the actor's own, locked until the end of the transaction. */
export async function lockBulk(tx: Tx, id: string): Promise<StoredBulk | undefined> {
  return bulk(tx, id, sql`for update`)
}

export async function readBulk(tx: Tx, id: string): Promise<StoredBulk | undefined> {
  return bulk(tx, id, sql``)
}

async function bulk(tx: Tx, id: string, lock: RawBuilder<unknown>): Promise<StoredBulk | undefined> {
  const { rows } = await sql<StoredBulk>`
    -- What is this change of many deals, and how far is it?
    select id, question, status, rows_done as "rowsDone", rows_total as "rowsTotal", result from bulk_changes where id = ${id}::uuid ${lock}`.execute(
    tx,
  )
  return rows[0]
}

export async function updateBulk(
  tx: Tx,
  id: string,
  { status, rowsDone, result }: Pick<StoredBulk, 'status' | 'rowsDone' | 'result'>,
): Promise<void> {
  await sql`
    update bulk_changes set status = ${status}, rows_done = ${rowsDone}::int, result = ${JSON.stringify(result)}::jsonb,
      finished_at = case when ${status} in ('done', 'failed', 'undone') then now() end
    where id = ${id}::uuid`.execute(tx)
}

/** What one deal was and became. */
export interface BulkRow {
  recordId: string
  before: BulkValuesOf
  after: BulkValuesOf
}

export async function insertBulkRows(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  changeId: string,
  rows: readonly BulkRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    -- What each of these deals was before.
    insert into bulk_change_rows (workspace_id, change_id, author_id, record_id, before, after)
    select ${workspaceId}::uuid, ${changeId}::uuid, ${personId}::uuid, x.* from ${rowsAsTable(rows, { recordId: 'uuid', before: 'json', after: 'json' })}`.execute(
    tx,
  )
}

export async function bulkRows(tx: Tx, changeId: string, after: string | null, limit: number): Promise<BulkRow[]> {
  const { rows } = await sql<BulkRow>`
    -- What were the deals of this change before?
    select record_id as "recordId", before, after from bulk_change_rows
    where change_id = ${changeId}::uuid and (${after}::uuid is null or record_id > ${after}::uuid) order by record_id limit ${limit}::int`.execute(
    tx,
  )
  return rows
}
