import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '#core/http/refusal.ts'
import { extensionOf, FILE_TYPES, type FileTypeId, fileTypeOf, HEAD_BYTES, nameFits } from '../calc/file-type.ts'
import { MOST_BYTES } from '../contract.ts'

/** Bytes lie in 4,096 folders by the end of their id: no folder grows beyond what a disk likes. */
function folderOf(dataDir: string, id: string): string {
  return path.join(dataDir, 'files', id.slice(-3))
}

/** The place of a file's bytes. `id` is ours and never comes from a name. */
export function bytesOf(dataDir: string, id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('not an id of ours')
  return path.join(folderOf(dataDir, id), id)
}

export interface KeptBytes {
  type: FileTypeId
  sizeBytes: number
  sha256: string
}

/**
 * Streams an upload to the disk, counting and hashing on the way; its first bytes must be of a kind that is taken and that its name says.
 * Nothing stays of one that is refused or broke off.
 * @throws Refusal FILE_TOO_LARGE, FILE_IS_EMPTY, FILE_KIND_REFUSED, FILE_TYPE_DIFFERS
 */
export async function keepBytes(source: Readable, dataDir: string, id: string, fileName: string): Promise<KeptBytes> {
  await mkdir(folderOf(dataDir, id), { recursive: true, mode: 0o700 })
  const target = bytesOf(dataDir, id)
  const hash = createHash('sha256')
  let head = Buffer.alloc(0)
  let type: FileTypeId | undefined
  let refusal: unknown
  let sizeBytes = 0
  // What is refused is read to its end all the same and thrown away: a request that is cut off would never see its answer.
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length
      if (sizeBytes > MOST_BYTES)
        refusal ??= new Refusal('FILE_TOO_LARGE', { bytes: sizeBytes, limitBytes: MOST_BYTES })
      if (sizeBytes > MOST_BYTES * 2) return done(refusal as Error)
      if (refusal !== undefined) return done()
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
      hash.update(chunk)
      try {
        if (type === undefined && head.length >= HEAD_BYTES) type = checkedType(head, fileName)
        done(null, chunk)
      } catch (error) {
        refusal = error
        done()
      }
    },
  })
  try {
    await pipeline(source, measure, createWriteStream(target, { mode: 0o600 }))
    if (refusal !== undefined) throw refusal
    if (sizeBytes === 0) throw new Refusal('FILE_IS_EMPTY')
    type ??= checkedType(head, fileName)
  } catch (error) {
    await dropBytes(dataDir, id)
    throw error
  }
  return { type, sizeBytes, sha256: hash.digest('hex') }
}

function checkedType(head: Uint8Array, name: string): FileTypeId {
  const found = fileTypeOf(head)
  if (typeof found !== 'string') throw new Refusal('FILE_KIND_REFUSED', { name, kind: found.refused })
  if (!nameFits(name, found))
    throw new Refusal('FILE_TYPE_DIFFERS', { name, named: extensionOf(name), found: FILE_TYPES[found].id })
  return found
}

export async function dropBytes(dataDir: string, id: string): Promise<void> {
  await rm(bytesOf(dataDir, id), { force: true })
}

/** The bytes from one place to another, both included; undefined when they are not there (a backup without files). */
export async function openBytes(
  dataDir: string,
  id: string,
  range?: { from: number; to: number },
): Promise<Readable | undefined> {
  const file = bytesOf(dataDir, id)
  const there = await stat(file).catch(() => undefined)
  if (!there) return undefined
  return range ? createReadStream(file, { start: range.from, end: range.to }) : createReadStream(file)
}

/** Whether the bytes are still on the disk. */
export async function hasBytes(dataDir: string, id: string): Promise<boolean> {
  return (await stat(bytesOf(dataDir, id)).catch(() => undefined)) !== undefined
}

/** Ids of the files on the disk that have not been touched since a moment, folder by folder. */
export async function* idsOnDisk(dataDir: string, untouchedSince: Date): AsyncGenerator<string[]> {
  const root = path.join(dataDir, 'files')
  for (const folder of await readdir(root).catch(() => [])) {
    const ids: string[] = []
    for (const name of await readdir(path.join(root, folder)).catch(() => [])) {
      const { mtime } = await stat(path.join(root, folder, name))
      if (/^[0-9a-f-]{36}$/.test(name) && mtime < untouchedSince) ids.push(name)
    }
    if (ids.length > 0) yield ids
  }
}
