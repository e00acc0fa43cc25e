/** 1980-01-01, so that equal tables give equal files. */
const DOS_DATE = 0x0021
const VERSION = 20
/** Names are UTF-8. */
const FLAGS = 0x0800

/** A zip of small texts, not packed: takes pairs of name and content, gives the bytes of the file. */
export function storedZip(parts: readonly (readonly [name: string, text: string])[]): Uint8Array<ArrayBuffer> {
  const encode = (text: string) => new TextEncoder().encode(text)
  const files: Uint8Array[] = []
  const contents: Uint8Array[] = []
  let at = 0
  for (const [title, text] of parts) {
    const [name, data] = [encode(title), encode(text)]
    const sums = [crc32(data), data.length, data.length]
    const local = header(0x04034b50, [VERSION, FLAGS, 0, 0, DOS_DATE], sums, [name.length, 0])
    files.push(local, name, data)
    contents.push(
      header(0x02014b50, [VERSION, VERSION, FLAGS, 0, 0, DOS_DATE], sums, [name.length, 0, 0, 0, 0, 0, 0]),
      longs([at]),
      name,
    )
    at += local.length + name.length + data.length
  }
  const size = contents.reduce((sum, { length }) => sum + length, 0)
  const end = [shorts([0, 0, parts.length, parts.length]), longs([size, at]), shorts([0])]
  return joined([...files, ...contents, longs([0x06054b50]), ...end])
}

const header = (mark: number, first: number[], sums: number[], last: number[]) =>
  joined([longs([mark]), shorts(first), longs(sums), shorts(last)])

const shorts = (values: number[]) => Uint8Array.from(values.flatMap((value) => [value & 255, (value >> 8) & 255]))

const longs = (values: number[]) =>
  Uint8Array.from(values.flatMap((value) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255)))

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
