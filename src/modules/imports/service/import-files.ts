import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FILE_LIMITS } from '#core/files/table.ts'
import { Refusal } from '#core/http/refusal.ts'

const folderOf = (dataDir: string): string => path.join(dataDir, 'imports')

/** Where an uploaded file lies. `name` comes from our own table and never from outside. */
export function importFile(dataDir: string, name: string): string {
  return path.join(folderOf(dataDir), path.basename(name))
}

/**
 * Keeps an uploaded file under a name of our own, counting and hashing on the way; nothing stays of one that is too large or broke off.
 * @throws Refusal FILE_TOO_LARGE, FILE_IS_EMPTY
 */
export async function keepUpload(
  source: Readable,
  dataDir: string,
  id: string,
): Promise<{ name: string; size: number; sha256: string }> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
  const name = `${id}.upload`
  const target = importFile(dataDir, name)
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > FILE_LIMITS.bytes) done(new Refusal('FILE_TOO_LARGE', { bytes: size, limitBytes: FILE_LIMITS.bytes }))
      else {
        hash.update(chunk)
        done(null, chunk)
      }
    },
  })
  try {
    await pipeline(source, measure, createWriteStream(target, { mode: 0o600 }))
    if (size === 0) throw new Refusal('FILE_IS_EMPTY')
  } catch (error) {
    await rm(target, { force: true })
    throw error
  }
  return { name, size, sha256: hash.digest('hex') }
}

export async function dropUpload(dataDir: string, name: string): Promise<void> {
  await rm(importFile(dataDir, name), { force: true })
}
