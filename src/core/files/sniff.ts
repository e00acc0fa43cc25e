import type { FileHandle } from 'node:fs/promises'
import { encodingByBom, encodingByZeros, encodingOfText, type EncodingGuess } from './encoding.ts'
import { FileError, type ForeignKind } from './errors.ts'
import type { FileLimits } from './table.ts'
import { readZip, type Zip } from './zip-reader.ts'

export type FileKind = { kind: 'xlsx'; zip: Zip } | ({ kind: 'text' } & EncodingGuess)

const HEAD = 64 * 1024

/**
 * What a file is by its content; the name is never looked at.
 * Throws FileError with the reason when it is nothing that holds a table.
 */
export async function sniffFile(path: string, file: FileHandle, limits: FileLimits): Promise<FileKind> {
  const stat = await file.stat()
  if (!stat.isFile()) throw new FileError({ code: 'FILE_NOT_READABLE' })
  const { size } = stat
  if (size === 0) throw new FileError({ code: 'FILE_IS_EMPTY' })
  if (size > limits.bytes) throw new FileError({ code: 'FILE_TOO_LARGE', bytes: size, limitBytes: limits.bytes })
  const head = await readAt(file, 0, Math.min(size, HEAD))
  if (startsWith(head, 'PK\u0003\u0004') || startsWith(head, 'PK\u0005\u0006')) return sniffZip(path, limits)
  if (startsWith(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw await oleProblem(file, size)
  const foreign = SIGNATURES.find(([signature]) => startsWith(head, signature))
  if (foreign !== undefined) throw notTable(foreign[1])

  const marked = encodingByBom(head)
  if (marked !== null) {
    if (size <= marked.bomBytes) throw new FileError({ code: 'FILE_IS_EMPTY' })
    return { kind: 'text', ...marked }
  }
  if (head.includes(0)) {
    const wide = encodingByZeros(head)
    if (wide === null) throw notTable('binary')
    return { kind: 'text', ...wide }
  }
  if (controlShare(head) > 0.02) throw notTable('binary')
  return { kind: 'text', encoding: await encodingOfText(file), bomBytes: 0 }
}

/** Refuses texts that are marked up rather than delimited; `text` is the beginning of the file, decoded. */
export function refuseMarkup(text: string): void {
  const start = text.trimStart().slice(0, 2_000).toLowerCase()
  if (start === '') throw new FileError({ code: 'FILE_IS_EMPTY' })
  if (/^(<!doctype html|<html|<table|<head|<meta|<body|<style)/.test(start)) throw notTable('html')
  if (/^<\?xml|^<[a-z][\w:-]*[\s>]/.test(start)) throw notTable(/<html[\s>]/.test(start) ? 'html' : 'xml')
  if (/^(\{\s*["}]|\[\s*[{[\]"])/.test(start)) throw notTable('json')
}

async function sniffZip(path: string, limits: FileLimits): Promise<FileKind> {
  const zip = await readZip(path, limits)
  const has = (prefix: string): boolean => [...zip.entries.keys()].some((name) => name.startsWith(prefix))
  if (has('xl/workbook.bin')) throw notTable('xlsb')
  if (has('xl/')) return { kind: 'xlsx', zip }
  if (has('word/')) throw notTable('docx')
  if (has('content.xml') && has('mimetype')) throw notTable('ods')
  throw notTable('zip')
}

/** An OLE container is an old .xls, or a password over a new one, or an old document of another program. */
async function oleProblem(file: FileHandle, size: number): Promise<FileError> {
  const bytes = await readAt(file, 0, Math.min(size, 16 * 1024 * 1024))
  const has = (name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) return new FileError({ code: 'FILE_IS_PASSWORD_PROTECTED' })
  if (has('WordDocument') || has('PowerPoint Document')) return notTable('ole')
  return new FileError({ code: 'FILE_IS_OLD_XLS' })
}

const SIGNATURES: readonly (readonly [string, ForeignKind])[] = [
  ['%PDF-', 'pdf'],
  ['\x89PNG', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF8', 'image'],
  ['II*\0', 'image'],
  ['MM\0*', 'image'],
  ['RIFF', 'binary'],
  ['\x1f\x8b', 'archive'],
  ['7z\xbc\xaf\x27\x1c', 'archive'],
  ['Rar!\x1a', 'archive'],
  ['BZh9', 'archive'],
  ['\xfd7zXZ', 'archive'],
]

const notTable = (looksLike: ForeignKind): FileError => new FileError({ code: 'FILE_IS_NOT_TABLE', looksLike })

const startsWith = (head: Buffer, signature: string): boolean =>
  head.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'))

/** Share of bytes that no text has: control characters but tab, line ends, form feed and Excel's 0x1A at the end. */
function controlShare(head: Buffer): number {
  const controls = head.filter((byte) => byte < 32 && ![9, 10, 11, 12, 13, 26].includes(byte)).length
  return controls / head.length
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  const { bytesRead } = await file.read(bytes, 0, length, position)
  return bytes.subarray(0, bytesRead)
}
