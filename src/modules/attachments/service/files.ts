import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { FILE_TYPES } from '../calc/file-type.ts'
import type { Attachment, Subject } from '../contract.ts'
import { fileById, filesAt, filesToKeep, insertFile, setDeleted, type StoredFile, subjectOwner } from '../data.ts'
import { can } from '../policy.ts'
import { dropBytes, hasBytes, idsOnDisk, type KeptBytes } from './stored-bytes.ts'

/** For so long a removed file can be brought back. */
const KEPT_DAYS = 30
const DAY_MS = 24 * 3_600_000
const HOUR_MS = 3_600_000

export interface By {
  actor: Actor
  now: Date
}

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

/** Enters a file whose bytes are kept. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function enterFile(
  tx: Tx,
  by: By,
  { id, subject, fileName, kept }: { id: string; subject: Subject; fileName: string; kept: KeptBytes },
): Promise<Attachment> {
  const { actor, now } = by
  await allowFile(tx, actor, subject)
  const { type, sizeBytes, sha256 } = kept
  const { contentType } = FILE_TYPES[type]
  await insertFile(tx, actor.workspaceId, {
    id,
    subject,
    fileName,
    contentType,
    sizeBytes,
    sha256,
    uploadedBy: actor.personId,
    now,
  })
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

/** @throws Refusal FORBIDDEN, NOT_FOUND, FILE_IS_GONE when its bytes went with time */
export async function restoreFile(tx: Tx, by: By, id: string, dataDir: string): Promise<void> {
  const { actor } = by
  if (!can(actor, 'add')) throw new Refusal('FORBIDDEN')
  const file = await fileById(tx, actor.workspaceId, id)
  if (!file) throw new Refusal('NOT_FOUND')
  await owned(tx, actor, { type: file.subjectType, id: file.subjectId })
  if (!mayRemove(actor, file) && file.deletedBy?.id !== actor.personId) throw new Refusal('FORBIDDEN')
  if (!(await hasBytes(dataDir, id))) throw new Refusal('FILE_IS_GONE')
  await setDeleted(tx, actor.workspaceId, id, null)
  await audit(tx, actor, 'file.restored', file.subjectType, file.subjectId, { file: file.fileName })
  await tell(tx, actor, { type: file.subjectType, id: file.subjectId })
}

/** Removes bytes that nobody needs: of files removed a month ago, and of uploads that broke off. Gives their number. */
export async function sweepFiles({
  gate,
  config,
  clock,
}: Pick<Services, 'gate' | 'config' | 'clock'>): Promise<number> {
  const now = clock.now().getTime()
  let removed = 0
  for await (const ids of idsOnDisk(config.dataDir, new Date(now - HOUR_MS))) {
    const kept = await gate.asServer((tx) => filesToKeep(tx, ids, new Date(now - KEPT_DAYS * DAY_MS)))
    for (const id of ids) {
      if (kept.has(id)) continue
      await dropBytes(config.dataDir, id)
      removed += 1
    }
  }
  return removed
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
  const { subjectType: _type, subjectId: _id, deletedAt, deletedBy, uploadedAt, ...rest } = file
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
