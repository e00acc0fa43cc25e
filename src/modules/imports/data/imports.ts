import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Profile } from '../calc/found.ts'
import type { ImportCounts } from '../calc/import-counts.ts'
import type { Mapping } from '../calc/mapping.ts'
import type { Kind } from '../calc/targets.ts'
import type { Status } from '../contract.ts'

export interface StoredImport {
  id: string
  workspaceId: string
  kind: Kind
  fileName: string
  fileSize: number
  fileSha256: string
  filePath: string
  status: Status
  profile: Partial<Profile> & { options?: ReadingOptions; forceKind?: Kind }
  mapping: Mapping | null
  counts: ImportCounts | null
  made: Record<string, string[]>
  progressRows: number
  totalRows: number | null
  error: { code: string; data?: Record<string, unknown> } | null
  createdBy: string
  createdByName: string | null
  createdAt: Date
  stepStartedAt: Date | null
  finishedAt: Date | null
  version: number
}

/** What people set where the reader guessed wrong. */
export interface ReadingOptions {
  encoding?: string | undefined
  delimiter?: string | undefined
  quote?: '"' | "'" | null | undefined
  headerLine?: number | null | undefined
  sheet?: string | undefined
}

const columns = sql`i.id, i.workspace_id as "workspaceId", i.kind, i.file_name as "fileName", i.file_size as "fileSize", i.file_sha256 as "fileSha256",
  i.file_path as "filePath", i.status, i.profile, i.mapping, i.counts, i.made, i.progress_rows as "progressRows", i.total_rows as "totalRows", i.error,
  i.created_by as "createdBy", p.full_name as "createdByName", i.created_at as "createdAt", i.step_started_at as "stepStartedAt",
  i.finished_at as "finishedAt", i.version`

export async function findImport(tx: Tx, id: string): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`
    select ${columns} from imports i left join people p on p.workspace_id = i.workspace_id and p.id = i.created_by
    where i.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export async function listImports(
  tx: Tx,
  filter: {
    kind?: string | undefined
    createdBy: string | null
    after?: readonly [string, string] | undefined
    limit: number
  },
): Promise<StoredImport[]> {
  const { kind = null, createdBy, after, limit } = filter
  const { rows } = await sql<StoredImport>`
    -- Which imports were there, the newest first? Profiles are large and not for a list.
    select i.id, i.workspace_id as "workspaceId", i.kind, i.file_name as "fileName", i.file_size as "fileSize", i.status,
      jsonb_build_object('file', jsonb_build_object('rows', i.profile #> '{file,rows}')) as profile, i.counts, i.progress_rows as "progressRows",
      i.total_rows as "totalRows", i.error, i.created_by as "createdBy", p.full_name as "createdByName", i.created_at as "createdAt",
      i.step_started_at as "stepStartedAt", i.finished_at as "finishedAt", i.version
    from imports i left join people p on p.workspace_id = i.workspace_id and p.id = i.created_by
    where (${kind}::text is null or i.kind = ${kind}) and (${createdBy}::uuid is null or i.created_by = ${createdBy}::uuid)
      and (${after?.[0] ?? null}::timestamptz is null or (i.created_at, i.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by i.created_at desc, i.id desc limit ${limit + 1}::int`.execute(tx)
  return rows
}

export async function insertImport(
  tx: Tx,
  row: Pick<
    StoredImport,
    'id' | 'workspaceId' | 'kind' | 'fileName' | 'fileSize' | 'fileSha256' | 'filePath' | 'createdBy' | 'createdAt'
  > & { forceKind?: Kind | undefined },
): Promise<void> {
  await tx
    .insertInto('imports')
    .values({
      workspace_id: row.workspaceId,
      id: row.id,
      kind: row.kind,
      file_name: row.fileName,
      file_size: row.fileSize,
      file_sha256: row.fileSha256,
      file_path: row.filePath,
      profile: JSON.stringify(row.forceKind ? { forceKind: row.forceKind } : {}),
      created_by: row.createdBy,
      created_at: row.createdAt,
      step_started_at: row.createdAt,
    })
    .execute()
}

export interface ImportChange {
  kind?: Kind
  status?: Status
  profile?: object
  mapping?: Mapping | null
  counts?: ImportCounts | null
  made?: Record<string, string[]>
  error?: { code: string; data?: Record<string, unknown> } | null
  progressRows?: number
  totalRows?: number | null
  stepStartedAt?: Date
  finishedAt?: Date | null
}

/** Changes an import that is in one of these states (and of this version); false when it is not, by now. */
export async function changeImport(
  tx: Tx,
  { workspaceId, id, version }: { workspaceId: string; id: string; version?: number },
  from: readonly Status[],
  change: ImportChange,
): Promise<boolean> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  const { numUpdatedRows } = await tx
    .updateTable('imports')
    .set({
      ...(change.kind !== undefined && { kind: change.kind }),
      ...(change.status !== undefined && { status: change.status }),
      ...(change.profile !== undefined && { profile: JSON.stringify(change.profile) }),
      ...(change.mapping !== undefined && { mapping: json(change.mapping) }),
      ...(change.counts !== undefined && { counts: json(change.counts) }),
      ...(change.made !== undefined && { made: JSON.stringify(change.made) }),
      ...(change.error !== undefined && { error: json(change.error) }),
      ...(change.progressRows !== undefined && { progress_rows: change.progressRows }),
      ...(change.totalRows !== undefined && { total_rows: change.totalRows }),
      ...(change.stepStartedAt !== undefined && { step_started_at: change.stepStartedAt }),
      ...(change.finishedAt !== undefined && { finished_at: change.finishedAt }),
      version: sql`version + 1`,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where(sql<boolean>`status = any (${[...from]}::text[])`)
    .where(sql<boolean>`(${version ?? null}::int is null or version = ${version ?? null}::int)`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How far a step is. False when somebody has stopped it, or it is another step by now. */
export async function reportProgress(
  tx: Tx,
  { workspaceId, id, version }: { workspaceId: string; id: string; version: number },
  rows: number,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update imports set progress_rows = ${rows}::bigint
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and version = ${version}::int`.execute(tx)
  return numAffectedRows > 0n
}

export async function deleteImport(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('imports').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** One import of a company writes at a time; the others wait here. The lock goes with the transaction. */
export async function lockImports(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('imports ' || ${workspaceId}::text, 0))`.execute(tx)
}

/** Names of uploaded files of all companies that are still wanted: of imports made since then, and of those that are running. */
export async function filesInUse(tx: Tx, since: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select file_path as name from imports
    where created_at >= ${since}::timestamptz or status in ('reading', 'checking', 'committing', 'reverting')`.execute(
    tx,
  )
  return rows.map(({ name }) => name)
}
