import { FileError } from './errors.ts'

const PIECE_BYTES = 1024 * 1024
/** UTF-8 bytes of all strings together: a workbook of 1,000,000 rows with eight texts each stays below. */
const LIMIT_BYTES = 512 * 1024 * 1024
/** The first strings are headers, stages, sellers, asked for in every row: kept decoded, up to so many characters. */
const KEPT_CHARS = 4 * 1024 * 1024

/**
 * The strings of a workbook, kept as UTF-8 outside of the JavaScript heap: five million strings take the bytes of their
 * letters and eight bytes more each.
 */
export class SharedStrings {
  private readonly kept: string[] = []
  private keptChars = 0
  private readonly pieces: Buffer[] = []
  private filled = PIECE_BYTES
  private starts = new Float64Array(1024)
  private packed = 0

  add(raw: string): void {
    const text = decodeEscapes(raw)
    if (this.packed === 0 && this.keptChars + text.length <= KEPT_CHARS) {
      this.kept.push(text)
      this.keptChars += text.length
      return
    }
    const bytes = Buffer.byteLength(text)
    if (bytes > PIECE_BYTES) throw new FileError({ code: 'FILE_BROKEN' })
    if (this.filled + bytes > PIECE_BYTES) this.startPiece()
    if (this.packed + 1 === this.starts.length) {
      const longer = new Float64Array(this.starts.length * 2)
      longer.set(this.starts)
      this.starts = longer
    }
    const offset = (this.pieces.length - 1) * PIECE_BYTES
    this.starts[this.packed] = offset + this.filled
    this.filled += this.pieces.at(-1)!.write(text, this.filled)
    this.packed += 1
    this.starts[this.packed] = offset + this.filled
  }

  /** The string with this number; undefined where the workbook has none. */
  at(index: number): string | undefined {
    if (index < this.kept.length) return this.kept[index]
    const place = index - this.kept.length
    if (!(place < this.packed)) return undefined
    const start = this.starts[place]!
    const piece = Math.floor(start / PIECE_BYTES)
    // Where the next string starts a new piece, this end lies beyond its own one and is cut to it.
    return (
      this.pieces[piece]?.toString(
        'utf8',
        start - piece * PIECE_BYTES,
        this.starts[place + 1]! - piece * PIECE_BYTES,
      ) ?? ''
    )
  }

  private startPiece(): void {
    const last = this.pieces.pop()
    if (last !== undefined) this.pieces.push(last.subarray(0, this.filled))
    if ((this.pieces.length + 1) * PIECE_BYTES > LIMIT_BYTES) {
      throw new FileError({ code: 'FILE_TOO_LARGE_INSIDE', what: 'size', limit: LIMIT_BYTES })
    }
    this.pieces.push(Buffer.allocUnsafe(PIECE_BYTES))
    this.filled = 0
  }
}

/** Excel writes characters that XML may not hold as `_x000D_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([\da-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
