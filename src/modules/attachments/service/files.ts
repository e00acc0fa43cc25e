import { DAY_MS } from '#core/calendar/day.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { FILE_TYPES } from '../calc/file-type.ts'
import type { Attachment, Subject } from '../contract.ts'
import {
  fileById,
  filesAt,
  insertFile,
  setDeleted,
  type StoredFile,
  type StoreName,
  subjectOwner,
  uploadArrived,
} from '../data.ts'
import { can } from '../policy.ts'
import { storeOf } from './file-stores.ts'
import type { KeptBytes } from './stored-bytes.ts'

/** For so long a removed file can be brought back. */
export const KEPT_DAYS = 30

/** Files at a record with the traces of those that are gone. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function listFiles(tx: Tx, by: By, subject: Subject) {
  const { actor } = by
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  await owned(tx, actor, subject)
  const files = await filesAt(tx, actor.workspaceId, subject)
  return {
    files: files.map((file) => attachmentOf(file, by)),
    may: { add: can(actor, 'add') && !actor.readOnly },
  }
}

/** Whether the actor may put a file here: asked before its bytes are read. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function allowFile(tx: Tx, actor: Actor, subject: Subject): Promise<void> {
  if (!can(actor, 'add') || actor.readOnly) throw new Refusal('FORBIDDEN')
  await owned(tx, actor, subject)
}

interface UploadedFile {
  id: string
  subject: Subject
  fileName: string
  kept: KeptBytes
  store: StoreName
}

/** Enters a file whose bytes are kept. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function enterFile(
  tx: Tx,
  by: By,
  { id, subject, fileName, kept, store }: UploadedFile,
): Promise<Attachment> {
  const { actor, now } = by
  await allowFile(tx, actor, subject)
  const { type, sizeBytes, sha256 } = kept
  const { contentType } = FILE_TYPES[type]
  await insertFile(tx, actor.workspaceId, {
    id,
    store,
    subject,
    fileName,
    contentType,
    sizeBytes,
    sha256,
    uploadedBy: actor.personId,
    now,
  })
  if (store === 's3') await uploadArrived(tx, actor.workspaceId, id)
  await tell(tx, actor, subject)
  const file = await fileById(tx, actor.workspaceId, id)
  if (!file) throw new Refusal('NOT_FOUND')
  return attachmentOf(file, by)
}

/** A file that may be taken away now. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function openFile(tx: Tx, actor: Actor, id: string): Promise<StoredFile> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const file = await fileById(tx, actor.workspaceId, id)
  if (!file || file.deletedAt) throw new Refusal('NOT_FOUND')
  await owned(tx, actor, { type: file.subjectType, id: file.subjectId })
  return file
}

/** Its line stays with who removed it and when. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function removeFile(tx: Tx, by: By, id: string): Promise<void> {
  const { actor, now } = by
  const file = await openFile(tx, actor, id)
  if (!mayRemove(actor, file)) throw new Refusal('FORBIDDEN')
  await setDeleted(tx, actor.workspaceId, id, { personId: actor.personId, now })
  await audit(tx, actor, 'file.removed', file.subjectType, file.subjectId, { file: file.fileName, sha256: file.sha256 })
  await tell(tx, actor, { type: file.subjectType, id: file.subjectId })
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, FILE_IS_GONE when its bytes went with time, FILES_UNREACHABLE */
export async function restoreFile(
  tx: Tx,
  by: By,
  id: string,
  services: Pick<Services, 'config' | 'log'>,
): Promise<void> {
  const { actor } = by
  if (!can(actor, 'add')) throw new Refusal('FORBIDDEN')
  const file = await fileById(tx, actor.workspaceId, id)
  if (!file) throw new Refusal('NOT_FOUND')
  await owned(tx, actor, { type: file.subjectType, id: file.subjectId })
  if (!mayRemove(actor, file) && file.deletedBy?.id !== actor.personId) throw new Refusal('FORBIDDEN')
  if (!(await storeOf(file.store, services).has(id))) throw new Refusal('FILE_IS_GONE')
  // The nightly sweep may have been here between the two.
  if (!(await setDeleted(tx, actor.workspaceId, id, null))) throw new Refusal('FILE_IS_GONE')
  await audit(tx, actor, 'file.restored', file.subjectType, file.subjectId, { file: file.fileName })
  await tell(tx, actor, { type: file.subjectType, id: file.subjectId })
}

async function owned(tx: Tx, { workspaceId }: Actor, subject: Subject): Promise<{ ownerId: string | null }> {
  const owner = await subjectOwner(tx, workspaceId, subject)
  if (!owner) throw new Refusal('NOT_FOUND')
  return owner
}

async function tell(tx: Tx, actor: Actor, subject: Subject): Promise<void> {
  const { workspaceId, personId } = actor
  const { ownerId } = await owned(tx, actor, subject)
  announce(tx, { workspaceId, topic: subject.type, id: subject.id, ownerIds: [ownerId], byPersonId: personId })
}

function mayRemove(actor: Actor, file: StoredFile): boolean {
  if (actor.readOnly || !can(actor, 'add')) return false
  return can(actor, 'removeAny') || file.uploadedBy?.id === actor.personId
}

const INLINE: ReadonlySet<string> = new Set(
  Object.values(FILE_TYPES).flatMap(({ inline, contentType }) => (inline ? contentType : [])),
)

/** Whether a file of this type may be shown in the page itself. */
export function isInline(contentType: string): boolean {
  return INLINE.has(contentType)
}

function attachmentOf(file: StoredFile, { actor, now }: By): Attachment {
  const { subjectType: _type, subjectId: _id, store: _store, deletedAt, deletedBy, uploadedAt, ...rest } = file
  const isFresh = deletedAt !== null && now.getTime() - deletedAt.getTime() < KEPT_DAYS * DAY_MS
  return {
    ...rest,
    uploadedAt: uploadedAt.toISOString(),
    deleted: deletedAt ? { at: deletedAt.toISOString(), by: deletedBy } : null,
    inline: isInline(file.contentType),
    may: {
      remove: deletedAt === null && mayRemove(actor, file),
      restore: isFresh && (mayRemove(actor, file) || (deletedBy?.id === actor.personId && !actor.readOnly)),
    },
  }
}
