import { isAscii, isUtf8 } from 'node:buffer'
import type { FileHandle } from 'node:fs/promises'
import { cyrillicEncoding } from './cyrillic.ts'
import type { Encoding } from './table.ts'

export type EncodingGuess = { encoding: Encoding; bomBytes: number }

const BLOCK = 1024 * 1024
/** Bytes of broken or non-ASCII text that are looked at one by one: enough for letter statistics. */
const STUDIED = 512 * 1024

/** Encoding named by the first bytes, or null. */
export function encodingByBom(head: Buffer): EncodingGuess | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 }
  return null
}

/** UTF-16 without a mark shows itself by zero bytes on one side of each pair; null when there are no such pairs. */
export function encodingByZeros(head: Buffer): EncodingGuess | null {
  let even = 0
  let odd = 0
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even += 1
    if (head[at + 1] === 0) odd += 1
  }
  // Cyrillic letters have 4 there, digits, delimiters and line ends have 0.
  const pairs = head.length >> 1
  if (odd > pairs * 0.1 && even < pairs * 0.01) return { encoding: 'utf-16le', bomBytes: 0 }
  if (even > pairs * 0.1 && odd < pairs * 0.01) return { encoding: 'utf-16be', bomBytes: 0 }
  return null
}

/**
 * Encoding of an eight-bit text. The whole file is looked at, since the first letter beyond ASCII may stand in its last
 * line: 200 MB take about 0.1 s. Valid UTF-8, or nearly so (exports that cut a letter in two), is UTF-8; otherwise
 * a Cyrillic encoding against windows-1252 by what the letters look like.
 */
export async function encodingOfText(file: FileHandle): Promise<Encoding> {
  const buffer = Buffer.allocUnsafe(BLOCK)
  const studied: Buffer[] = []
  let studiedBytes = 0
  let valid = true
  let tail = 0
  let position = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, tail, BLOCK - tail, position)
    if (bytesRead === 0) break
    position += bytesRead
    const block = buffer.subarray(0, tail + bytesRead)
    const cut = unfinishedUtf8(block)
    const whole = block.subarray(0, block.length - cut)
    if (!isAscii(whole)) {
      if (!isUtf8(whole)) valid = false
      if (studiedBytes < STUDIED) {
        const piece = Buffer.from(whole.subarray(firstHighByte(whole)).subarray(0, STUDIED / 4))
        studied.push(piece)
        studiedBytes += piece.length
      }
    }
    block.copy(buffer, 0, block.length - cut)
    tail = cut
  }
  if (valid && tail === 0) return 'utf-8'
  const text = Buffer.concat([...studied, buffer.subarray(0, tail)])
  return mostlyUtf8(text) ? 'utf-8' : eightBitEncoding(text)
}

/** A Cyrillic encoding or windows-1252, by the company that each letter beyond ASCII keeps. */
export function eightBitEncoding(bytes: Uint8Array): Encoding {
  const cyrillic = cyrillicEncoding(bytes)
  if (cyrillic !== 'windows-1251' && standsInRuns(bytes)) return cyrillic
  // Cyrillic words are runs of such letters; in Latin text they stand among ASCII letters («Müller», «Größe»).
  let inRuns = 0
  let amongLatin = 0
  let euroSigns = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const start = at
    while (at < bytes.length && isCyrillicLetter(bytes[at]!)) at += 1
    const length = at - start
    if (length > 0 && [bytes[start - 1], bytes[at]].some((byte) => byte !== undefined && isLatinLetter(byte)))
      amongLatin += length
    else if (length > 1) inRuns += length
    if (bytes[at] === 0x80 && !isCyrillicLetter(bytes[at + 1] ?? 0x20)) euroSigns += 1
  }
  return amongLatin + euroSigns > inRuns ? 'windows-1252' : 'windows-1251'
}

/** Whether what lies beyond ASCII mostly stands together, as letters of words do. */
function standsInRuns(bytes: Uint8Array): boolean {
  let together = 0
  let all = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at]! < 0x80) continue
    all += 1
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) together += 1
  }
  return together > all / 2
}

const isLatinLetter = (byte: number): boolean => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)

/** А–я, Ё ё and the Ukrainian Є І Ї Ґ of windows-1251. */
const isCyrillicLetter = (byte: number): boolean =>
  byte >= 0xc0 || byte === 0xa8 || byte === 0xb8 || [0xaa, 0xba, 0xb2, 0xb3, 0xaf, 0xbf, 0xa5, 0xb4].includes(byte)

function firstHighByte(bytes: Buffer): number {
  return Math.max(
    0,
    bytes.findIndex((byte) => byte >= 0x80),
  )
}

/** How many bytes at the end belong to a character that goes on in the next block. */
function unfinishedUtf8(block: Buffer): number {
  for (let back = 1; back <= Math.min(3, block.length); back += 1) {
    const byte = block[block.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0)
      return byte >= 0xf0 ? (back < 4 ? back : 0) : byte >= 0xe0 ? (back < 3 ? back : 0) : back < 2 ? back : 0
  }
  return 0
}

function mostlyUtf8(bytes: Buffer): boolean {
  let good = 0
  let bad = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (byte < 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0
    if (length > 0 && isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length) {
      good += 1
      at += length - 1
    } else bad += 1
  }
  return good > bad * 20
}
