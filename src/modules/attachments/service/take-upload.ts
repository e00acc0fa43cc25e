import type { Readable } from 'node:stream'
import { uuid7 } from '#core/db/uuid7.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import type { Attachment, Subject } from '../contract.ts'
import { noteUpload } from '../data.ts'
import { storeForNew } from './file-stores.ts'
import { allowFile, enterFile } from './files.ts'
import { dropBytes, keepBytes } from './stored-bytes.ts'

/**
 * Takes a file: its bytes to the disk, where they are checked, then to the store, then its entry. Bytes on their way to a bucket are
 * noted first, so that what never was entered is found and swept.
 * @throws Refusal FORBIDDEN, NOT_FOUND, FILES_UNREACHABLE and those of keepBytes
 */
export async function takeUpload(
  services: Services,
  actor: Actor,
  { source, subject, fileName }: { source: Readable; subject: Subject; fileName: string },
): Promise<Attachment> {
  const { gate, config, clock } = services
  // Whose record it is not learns so before a byte is read.
  await gate.as(actor, (tx) => allowFile(tx, actor, subject), { readOnly: true })
  const id = uuid7()
  const store = storeForNew(services)
  const kept = await keepBytes(source, config.dataDir, id, fileName)
  try {
    if (store.name === 's3') await gate.as(actor, (tx) => noteUpload(tx, actor.workspaceId, id, clock.now()))
    await store.keep(id, kept)
    const file = { id, subject, fileName, kept, store: store.name }
    return await gate.as(actor, (tx) => enterFile(tx, { actor, now: clock.now() }, file))
  } catch (error) {
    await dropBytes(config.dataDir, id)
    throw error
  }
}
