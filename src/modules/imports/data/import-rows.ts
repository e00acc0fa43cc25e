import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type RowAction, type RowOutcome, toldOf } from '../calc/import-counts.ts'
import type { RowProblem } from '../calc/row-problem.ts'

/** Keeps the rows that need an account. */
export async function insertRows(
  tx: Tx,
  workspaceId: string,
  importId: string,
  rows: readonly RowOutcome[],
): Promise<void> {
  if (rows.length === 0) return
  const told = rows.map((row) => ({ ...row, problems: toldOf(row) }))
  await sql`
    insert into import_rows (workspace_id, import_id, line, action, entity_id, problems, before)
    select ${workspaceId}::uuid, ${importId}::uuid, x.line, x.action, x."entityId", case when jsonb_array_length(x.problems) > 0 then x.problems end, x.before
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as x (line int, action text, "entityId" uuid, problems jsonb, before jsonb)`.execute(
    tx,
  )
}

export async function deleteRows(tx: Tx, workspaceId: string, importId: string): Promise<void> {
  await sql`delete from import_rows where workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid`.execute(
    tx,
  )
}

export interface ReportRow {
  line: number
  action: RowAction
  entityId: string | null
  problems: RowProblem[]
}

/** Rows of the report after a line, in the order of the file. */
export async function reportRows(
  tx: Tx,
  importId: string,
  {
    after,
    limit,
    action,
    reason,
  }: { after: number; limit: number; action?: string | undefined; reason?: string | undefined },
): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    -- Which rows of the file need an account, and why?
    select line, action, entity_id as "entityId", problems from import_rows
    where import_id = ${importId}::uuid and line > ${after}::int and problems is not null
      and (${action ?? null}::text is null or action = ${action ?? null})
      and (${reason ?? null}::text is null or problems @> jsonb_build_array(jsonb_build_object('reason', ${reason ?? null}::text)))
    order by line limit ${limit}::int`.execute(tx)
  return rows
}

export interface UpdateRow<Before> {
  line: number
  entityId: string
  before: Before
}

/** What an import changed and how it was before, after a line. */
export async function updateRows<Before>(
  tx: Tx,
  importId: string,
  after: number,
  limit: number,
): Promise<UpdateRow<Before>[]> {
  const { rows } = await sql<UpdateRow<Before>>`
    select line, entity_id as "entityId", before from import_rows
    where import_id = ${importId}::uuid and action = 'update' and line > ${after}::int and before is not null
    order by line limit ${limit}::int`.execute(tx)
  return rows
}
