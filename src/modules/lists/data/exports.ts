import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { ListExport } from '../contract.ts'
import type { ExportQuestion } from '../service/list-source.ts'

export interface StoredExport {
  id: string
  list: string
  authorId: string
  format: ListExport['format']
  question: ExportQuestion
  status: ListExport['status']
  rowsDone: number
  rowsTotal: number | null
  fileName: string
  fileSize: number | null
  error: { code: string } | null
  createdAt: Date
  finishedAt: Date | null
  expiresAt: Date | null
}

const exportsWhere = (condition: RawBuilder<unknown>) => sql<StoredExport>`
    -- Which exports are there, and how far are they?
    select id, list, author_id as "authorId", format, question, status, rows_done as "rowsDone", rows_total as "rowsTotal", file_name as "fileName",
           file_size as "fileSize", error, created_at as "createdAt", finished_at as "finishedAt", expires_at as "expiresAt"
    from list_exports where ${condition} order by created_at desc limit 30`

/** The author's own exports, newest first. */
export async function readExports(tx: Tx, personId: string): Promise<StoredExport[]> {
  return (await exportsWhere(sql`author_id = ${personId}::uuid`).execute(tx)).rows
}

/** Of the actor's own. */
export async function readExport(tx: Tx, id: string): Promise<StoredExport | undefined> {
  return (await exportsWhere(sql`id = ${id}::uuid`).execute(tx)).rows[0]
}

export async function countRunning(tx: Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many exports of this person wait or run?
    select count(*)::int as n from list_exports where author_id = ${personId}::uuid and status in ('waiting', 'running')`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

export async function insertExport(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  { list, format, question, fileName }: Pick<StoredExport, 'list' | 'format' | 'question' | 'fileName'>,
): Promise<string> {
  const row = { workspace_id: workspaceId, author_id: personId, list, format, file_name: fileName }
  const insert = tx.insertInto('list_exports').values({ ...row, question: JSON.stringify(question) })
  return (await insert.returning('id').executeTakeFirstOrThrow()).id
}

/** Begins the work, unless it was cancelled or is over. Gives whether it may go on. */
export async function beginExport(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update list_exports set status = 'running', rows_done = 0 where id = ${id}::uuid and status in ('waiting', 'running')`.execute(
    tx,
  )
  return numAffectedRows > 0n
}

/** Says how far the work is; gives false when it was cancelled meanwhile. */
export async function markProgress(tx: Tx, id: string, done: number, total: number): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update list_exports set rows_done = ${done}::bigint, rows_total = ${total}::bigint where id = ${id}::uuid and status = 'running'`.execute(
    tx,
  )
  return numAffectedRows > 0n
}

export async function finishExport(
  tx: Tx,
  id: string,
  { rows, size, now, expiresAt }: { rows: number; size: number; now: Date; expiresAt: Date },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update list_exports set status = 'done', rows_done = ${rows}::bigint, rows_total = ${rows}::bigint, file_size = ${size}::bigint,
      finished_at = ${now}::timestamptz, expires_at = ${expiresAt}::timestamptz
    where id = ${id}::uuid and status = 'running'`.execute(tx)
  return numAffectedRows > 0n
}

export async function stopExport(
  tx: Tx,
  id: string,
  status: 'failed' | 'cancelled' | 'expired',
  now: Date,
  error: { code: string } | null = null,
): Promise<void> {
  await sql`
    update list_exports set status = ${status}, error = ${error && JSON.stringify(error)}::jsonb, finished_at = coalesce(finished_at, ${now}::timestamptz)
    where id = ${id}::uuid and status not in ('failed', 'cancelled', 'expired')`.execute(tx)
}

/** For the server: files of finished exports whose time is not over, of all companies. */
export async function liveExports(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which files of exports are still needed?
    select id from list_exports where status in ('waiting', 'running') or (status = 'done' and expires_at > ${now}::timestamptz)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

export async function expireExports(tx: Tx, now: Date): Promise<void> {
  await sql`update list_exports set status = 'expired' where status = 'done' and expires_at <= ${now}::timestamptz`.execute(
    tx,
  )
}
