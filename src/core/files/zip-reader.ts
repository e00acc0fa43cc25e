import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { FileError } from './errors.ts'
import type { FileLimits } from './table.ts'

export type ZipEntry = { name: string; method: number; packed: number; unpacked: number; headerAt: number }

export type Zip = {
  /** By name, with forward slashes and no leading one. */
  entries: ReadonlyMap<string, ZipEntry>
  /** Unpacked bytes of an entry, with a file handle of its own; throws FILE_TOO_LARGE_INSIDE as soon as more comes out than was agreed. */
  read: (entry: ZipEntry) => AsyncIterable<Buffer>
}

const END_RECORD = 0x06054b50
const END_RECORD_64 = 0x06064b50
const END_LOCATOR_64 = 0x07064b50
const CENTRAL_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const READ_BYTES = 256 * 1024
/** Below this the ratio says nothing: a sheet of equal rows packs 500 to 1. */
const RATIO_FROM_BYTES = 32 * 1024 * 1024

/**
 * The table of contents of a zip, by its central directory (random access: the parts of a workbook come in any order).
 * The sizes it declares are checked against the limits, and again while unpacking, since a bomb lies.
 */
export async function readZip(path: string, limits: FileLimits): Promise<Zip> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const entries = await readDirectory(file, size, limits)
    return { entries, read: (entry) => unpack(path, entry, limits) }
  } finally {
    await file.close()
  }
}

async function readDirectory(file: FileHandle, size: number, limits: FileLimits): Promise<Map<string, ZipEntry>> {
  const { count, at, bytes } = await directoryPlace(file, size)
  if (count > limits.zipEntries) throw tooLarge('entries', limits.zipEntries)
  // A header is 46 bytes and a name; names of 1,000 characters would be an attack on memory.
  if (at + bytes > size || bytes > limits.zipEntries * 1_000) throw broken()
  const directory = await readExactly(file, at, bytes)
  const entries = new Map<string, ZipEntry>()
  let total = 0
  for (let offset = 0, left = count; left > 0; left -= 1) {
    if (offset + 46 > directory.length || directory.readUInt32LE(offset) !== CENTRAL_HEADER) throw broken()
    const nameBytes = directory.readUInt16LE(offset + 28)
    const extraBytes = directory.readUInt16LE(offset + 30)
    const entry: ZipEntry = {
      name: directory
        .toString('utf8', offset + 46, offset + 46 + nameBytes)
        .replaceAll('\\', '/')
        .replace(/^\/+/, ''),
      method: directory.readUInt16LE(offset + 10),
      packed: directory.readUInt32LE(offset + 20),
      unpacked: directory.readUInt32LE(offset + 24),
      headerAt: directory.readUInt32LE(offset + 42),
    }
    if ((directory.readUInt16LE(offset + 8) & 1) === 1) throw new FileError({ code: 'FILE_IS_PASSWORD_PROTECTED' })
    readZip64(entry, directory.subarray(offset + 46 + nameBytes, offset + 46 + nameBytes + extraBytes))
    refuseBomb(entry, limits)
    total += entry.unpacked
    entries.set(entry.name, entry)
    offset += 46 + nameBytes + extraBytes + directory.readUInt16LE(offset + 32)
  }
  if (total > limits.partBytes * 2) throw tooLarge('size', limits.partBytes * 2)
  return entries
}

async function* unpack(path: string, entry: ZipEntry, limits: FileLimits): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    yield* unpackFrom(file, entry, limits)
  } finally {
    await file.close()
  }
}

async function* unpackFrom(file: FileHandle, entry: ZipEntry, limits: FileLimits): AsyncGenerator<Buffer> {
  const header = await readExactly(file, entry.headerAt, 30)
  if (header.readUInt32LE(0) !== LOCAL_HEADER) throw broken()
  const from = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = readRange(file, from, entry.packed)
  if (entry.method === 0) return yield* packed
  if (entry.method !== 8) throw broken()
  const source = Readable.from(packed, { objectMode: false, highWaterMark: READ_BYTES })
  const inflate = source
    .on('error', (error) => inflate.destroy(error))
    .pipe(createInflateRaw({ chunkSize: READ_BYTES }))
  const mostByRatio = Math.max(entry.packed * limits.zipRatio, RATIO_FROM_BYTES)
  let bytes = 0
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > limits.partBytes) throw tooLarge('size', limits.partBytes)
      if (bytes > mostByRatio) throw tooLarge('ratio', limits.zipRatio)
      yield chunk
    }
  } catch (error) {
    throw error instanceof FileError ? error : broken(error)
  } finally {
    source.destroy()
    inflate.destroy()
  }
}

async function* readRange(file: FileHandle, from: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; done += READ_BYTES) {
    yield await readExactly(file, from + done, Math.min(READ_BYTES, length - done))
  }
}

/** Where the central directory lies, by the record at the end of the file. */
async function directoryPlace(file: FileHandle, size: number): Promise<{ count: number; at: number; bytes: number }> {
  // The record is 22 bytes and a comment of at most 65,535.
  const tailAt = Math.max(0, size - 65_557)
  const tail = await readExactly(file, tailAt, size - tailAt)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END_RECORD) end -= 1
  if (end < 0) throw broken()
  const place = {
    count: tail.readUInt16LE(end + 10),
    bytes: tail.readUInt32LE(end + 12),
    at: tail.readUInt32LE(end + 16),
  }
  const is64 = place.count === 0xffff || place.bytes === 0xffffffff || place.at === 0xffffffff
  if (!is64 || end < 20 || tail.readUInt32LE(end - 20) !== END_LOCATOR_64) return place
  const record = await readExactly(file, Number(tail.readBigUInt64LE(end - 12)), 56)
  if (record.readUInt32LE(0) !== END_RECORD_64) throw broken()
  return {
    count: Number(record.readBigUInt64LE(32)),
    bytes: Number(record.readBigUInt64LE(40)),
    at: Number(record.readBigUInt64LE(48)),
  }
}

/** Sizes beyond 4 GiB, and those of writers that always use the long form, lie in the extra field 0x0001. */
function readZip64(entry: ZipEntry, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let value = at + 4
    for (const key of ['unpacked', 'packed', 'headerAt'] as const) {
      if (entry[key] !== 0xffffffff || value + 8 > extra.length) continue
      entry[key] = Number(extra.readBigUInt64LE(value))
      value += 8
    }
  }
}

function refuseBomb(entry: ZipEntry, limits: FileLimits): void {
  if (entry.unpacked > limits.partBytes) throw tooLarge('size', limits.partBytes)
  if (entry.unpacked > RATIO_FROM_BYTES && entry.unpacked > entry.packed * limits.zipRatio) {
    throw tooLarge('ratio', limits.zipRatio)
  }
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) throw broken()
    filled += bytesRead
  }
  return bytes
}

const broken = (cause?: unknown): FileError => new FileError({ code: 'FILE_BROKEN' }, cause)

const tooLarge = (what: 'size' | 'ratio' | 'entries', limit: number): FileError =>
  new FileError({ code: 'FILE_TOO_LARGE_INSIDE', what, limit })
