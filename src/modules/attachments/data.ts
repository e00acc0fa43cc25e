import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Subject, SubjectType } from './contract.ts'

/** What lies in the trash is not there, and neither is what hangs on it. */
const ofLiveDeal = sql`(s.deal_id is null or exists (select from deals d where d.workspace_id = s.workspace_id and d.id = s.deal_id and d.deleted_at is null))`
const tables: Record<SubjectType, RawBuilder<unknown>> = {
  deal: sql`deals s where s.deleted_at is null`,
  company: sql`companies s where s.deleted_at is null`,
  contact: sql`contacts s where s.deleted_at is null`,
  activity: sql`activities s where s.deleted_at is null and ${ofLiveDeal}`,
  contract: sql`contracts s where ${ofLiveDeal}`,
  invoice: sql`invoices s where ${ofLiveDeal}`,
}

/** Whether what a file lies at exists for the actor, and whose it is. */
export async function subjectOwner(
  tx: Tx,
  workspaceId: string,
  { type, id }: Subject,
): Promise<{ ownerId: string | null } | undefined> {
  const { rows } = await sql<{ ownerId: string | null }>`
    select s.owner_id as "ownerId" from ${tables[type]} and s.workspace_id = ${workspaceId}::uuid and s.id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

/** Where bytes lie: in the data folder, or in the bucket of the settings. */
export type StoreName = 'disk' | 's3'

export interface StoredFile {
  id: string
  store: StoreName
  subjectType: SubjectType
  subjectId: string
  fileName: string
  contentType: string
  sizeBytes: number
  sha256: string
  uploadedBy: { id: string; name: string } | null
  uploadedAt: Date
  deletedAt: Date | null
  deletedBy: { id: string; name: string } | null
}

const columns = sql`
  a.id, a.store, a.subject_type as "subjectType", a.subject_id as "subjectId", a.file_name as "fileName", a.content_type as "contentType",
  a.size_bytes::float8 as "sizeBytes", a.sha256, a.uploaded_at as "uploadedAt", a.deleted_at as "deletedAt",
  case when up.id is not null then jsonb_build_object('id', up.id, 'name', up.full_name) end as "uploadedBy",
  case when del.id is not null then jsonb_build_object('id', del.id, 'name', del.full_name) end as "deletedBy"`
const people = sql`
  left join people up on up.workspace_id = a.workspace_id and up.id = a.uploaded_by
  left join people del on del.workspace_id = a.workspace_id and del.id = a.deleted_by`

/** Files at a record, those that are gone last. */
export async function filesAt(tx: Tx, workspaceId: string, { type, id }: Subject): Promise<StoredFile[]> {
  const { rows } = await sql<StoredFile>`
    -- Which files lie at this record?
    select ${columns} from attachments a ${people}
    where a.workspace_id = ${workspaceId}::uuid and a.subject_type = ${type} and a.subject_id = ${id}::uuid
    order by a.deleted_at is not null, a.uploaded_at desc, a.id desc limit 500`.execute(tx)
  return rows
}

export async function fileById(tx: Tx, workspaceId: string, id: string): Promise<StoredFile | undefined> {
  const { rows } = await sql<StoredFile>`
    select ${columns} from attachments a ${people} where a.workspace_id = ${workspaceId}::uuid and a.id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

export interface NewFile {
  id: string
  store: StoreName
  subject: Subject
  fileName: string
  contentType: string
  sizeBytes: number
  sha256: string
  uploadedBy: string
  now: Date
}

export async function insertFile(tx: Tx, workspaceId: string, file: NewFile): Promise<void> {
  await sql`
    insert into attachments (workspace_id, id, subject_type, subject_id, file_name, content_type, size_bytes, sha256, uploaded_by, uploaded_at, store)
    values (${workspaceId}::uuid, ${file.id}::uuid, ${file.subject.type}, ${file.subject.id}::uuid, ${file.fileName}, ${file.contentType},
      ${file.sizeBytes}::bigint, ${file.sha256}, ${file.uploadedBy}::uuid, ${file.now}::timestamptz, ${file.store})`.execute(
    tx,
  )
}

/** Removes a file, or brings it back with null; false when its bytes have gone meanwhile. */
export async function setDeleted(
  tx: Tx,
  workspaceId: string,
  id: string,
  by: { personId: string; now: Date } | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update attachments set deleted_at = ${by?.now ?? null}::timestamptz, deleted_by = ${by?.personId ?? null}::uuid
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and bytes_gone_at is null`.execute(tx)
  return Number(numAffectedRows) > 0
}

/** Which of these files must stay on the disk: those in use, and those removed after the given moment. Of all companies: for the server alone. */
export async function filesToKeep(tx: Tx, ids: readonly string[], removedAfter: Date): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from attachments where id = any (${[...ids]}::uuid[]) and store = 'disk' and (deleted_at is null or deleted_at > ${removedAfter}::timestamptz)`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Notes that bytes are on their way to the bucket; the entry of the file takes the note away. */
export async function noteUpload(tx: Tx, workspaceId: string, id: string, now: Date): Promise<void> {
  await sql`
    insert into attachment_uploads (workspace_id, id, started_at)
    values (${workspaceId}::uuid, ${id}::uuid, ${now}::timestamptz)`.execute(tx)
}

export async function uploadArrived(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await sql`delete from attachment_uploads where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

/** Locks one file of the bucket that was removed before the moment and marks its bytes as gone. Of all companies: for the server alone. */
export async function takeRemovedFromBucket(tx: Tx, removedBefore: Date, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update attachments a set bytes_gone_at = ${now}::timestamptz
    from (
      select workspace_id, id from attachments
      where store = 's3' and bytes_gone_at is null and deleted_at <= ${removedBefore}::timestamptz
      order by deleted_at limit 1 for update skip locked) next
    where a.workspace_id = next.workspace_id and a.id = next.id
    returning a.id`.execute(tx)
  return rows[0]?.id
}

/** Takes one upload that began before the moment and never was entered. Of all companies: for the server alone. */
export async function takeBrokenUpload(tx: Tx, startedBefore: Date): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    delete from attachment_uploads u
    using (
      select workspace_id, id from attachment_uploads
      where started_at < ${startedBefore}::timestamptz order by started_at limit 1 for update skip locked) next
    where u.workspace_id = next.workspace_id and u.id = next.id
    returning u.id`.execute(tx)
  return rows[0]?.id
}
