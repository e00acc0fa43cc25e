import { open, type FileHandle } from 'node:fs/promises'
import { CsvScanner, type CsvRecord } from './csv-scanner.ts'
import { sampleRecords, sniffDialect, type DialectGuess } from './dialect.ts'
import type { EncodingGuess } from './encoding.ts'
import { refuseMarkup } from './sniff.ts'
import type { Encoding, FileLimits, OpenOptions } from './table.ts'

export type CsvSource = {
  encoding: Encoding
  dialect: DialectGuess
  /** First records, for the header and the preview. */
  sample: CsvRecord[]
  /** All records from the start of the file; each call reads it anew. */
  read: (onProgress: (share: number) => void) => AsyncGenerator<CsvRecord[]>
}

const SAMPLE_BYTES = 512 * 1024
const READ_BYTES = 256 * 1024

/** Encoding and dialect of a delimited text, guessed or as told. */
export async function openCsv(
  path: string,
  file: FileHandle,
  guess: EncodingGuess,
  options: OpenOptions,
  limits: FileLimits,
): Promise<CsvSource> {
  const encoding = options.encoding ?? guess.encoding
  const { size } = await file.stat()
  const bytes = Buffer.allocUnsafe(Math.min(size, SAMPLE_BYTES))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
  const whole = bytesRead === size
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, bytesRead), { stream: !whole })
  refuseMarkup(text)
  const found = sniffDialect(text, whole)
  const dialect: DialectGuess = {
    ...found,
    ...(options.delimiter !== undefined && { delimiter: options.delimiter }),
    ...(options.quote !== undefined && { quote: options.quote }),
  }
  const sample = sampleRecords(text, dialect, whole).filter(({ line }) => line > (dialect.sepLine ? 1 : 0))
  return {
    encoding,
    dialect,
    sample,
    read: (onProgress) => readRecords(path, encoding, dialect, limits, onProgress),
  }
}

async function* readRecords(
  path: string,
  encoding: Encoding,
  dialect: DialectGuess,
  limits: FileLimits,
  onProgress: (share: number) => void,
): AsyncGenerator<CsvRecord[]> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const buffer = Buffer.allocUnsafe(READ_BYTES)
    const decoder = new TextDecoder(encoding)
    const scanner = new CsvScanner(dialect, { recordChars: limits.recordChars })
    let first = true
    const withoutSepLine = (records: CsvRecord[]): CsvRecord[] => {
      if (!first || records.length === 0) return records
      first = false
      return dialect.sepLine ? records.slice(1) : records
    }
    for (let done = 0; ;) {
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES, done)
      if (bytesRead === 0) break
      done += bytesRead
      const records = scanner.push(decoder.decode(buffer.subarray(0, bytesRead), { stream: true }))
      onProgress(Math.min(1, done / size))
      yield withoutSepLine(records)
    }
    yield withoutSepLine([...scanner.push(decoder.decode()), ...scanner.end()])
  } finally {
    await file.close()
  }
}
