import { Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

type Written = { name: Buffer; crc: number; packed: number; unpacked: number; at: number }

/** Sizes and places are 32-bit here; no export comes near. */
const LIMIT_BYTES = 0xffffffff
/** Sizes follow the data, names are UTF-8. */
const FLAGS = 0x0808
const VERSION = 20
/** 1980-01-01, so that equal tables give equal files. */
const DOS_DATE = 0x0021

/** A zip whose parts are packed while they are written: one part at a time, nothing held in memory. */
export class ZipWriter {
  private readonly written: Written[] = []
  private bytes = 0

  /** The bytes of one more part. Take them all before asking for the next. */
  async *part(name: string, content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, unpacked: 0, at: this.bytes }
    yield this.counted(localHeader(entry.name))
    async function* measured(): AsyncGenerator<Buffer> {
      for await (const text of content) {
        const bytes = Buffer.from(text)
        entry.crc = crc32(bytes, entry.crc)
        entry.unpacked += bytes.length
        yield bytes
      }
    }
    const source = Readable.from(measured(), { objectMode: false })
    const deflate = createDeflateRaw({ level: 4 })
    source.on('error', (error) => deflate.destroy(error)).pipe(deflate)
    try {
      for await (const packed of deflate as AsyncIterable<Buffer>) {
        entry.packed += packed.length
        yield this.counted(packed)
      }
    } finally {
      source.destroy()
      deflate.destroy()
    }
    if (entry.unpacked > LIMIT_BYTES) throw new RangeError(`Part ${name} is beyond 4 GiB`)
    const descriptor = Buffer.alloc(16)
    descriptor.writeUInt32LE(0x08074b50, 0)
    writeSizes(descriptor, 4, entry)
    yield this.counted(descriptor)
    this.written.push(entry)
  }

  /** The table of contents: the last bytes of the file. */
  end(): Buffer {
    const headers = this.written.map(centralHeader)
    const size = headers.reduce((sum, { length }) => sum + length, 0)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(headers.length, 8)
    end.writeUInt16LE(headers.length, 10)
    end.writeUInt32LE(size, 12)
    end.writeUInt32LE(this.bytes, 16)
    return Buffer.concat([...headers, end])
  }

  private counted(bytes: Buffer): Buffer {
    this.bytes += bytes.length
    if (this.bytes > LIMIT_BYTES) throw new RangeError('Archive is beyond 4 GiB')
    return bytes
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(8, 8)
  header.writeUInt16LE(DOS_DATE, 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

function centralHeader(entry: Written): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(VERSION, 6)
  header.writeUInt16LE(FLAGS, 8)
  header.writeUInt16LE(8, 10)
  header.writeUInt16LE(DOS_DATE, 14)
  writeSizes(header, 16, entry)
  header.writeUInt16LE(entry.name.length, 28)
  header.writeUInt32LE(entry.at, 42)
  return Buffer.concat([header, entry.name])
}

function writeSizes(target: Buffer, at: number, { crc, packed, unpacked }: Written): void {
  target.writeUInt32LE(crc, at)
  target.writeUInt32LE(packed, at + 4)
  target.writeUInt32LE(unpacked, at + 8)
}
