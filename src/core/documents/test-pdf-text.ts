import { inflateSync } from 'node:zlib'

/** What a PDF of ours says, for tests: the words of each page in the order they were set, through the fonts' own tables of letters. */
export function pdfText(bytes: Buffer): string {
  const objects = objectsOf(bytes)
  const letters = new Map<string, Map<number, string>>()
  for (const { text } of objects.values()) {
    const font = /\/ToUnicode (\d+) 0 R/.exec(text)?.[1]
    if (font) letters.set(text, lettersOf(objects.get(font)?.stream ?? ''))
  }
  const named = new Map<string, Map<number, string>>()
  for (const { text } of objects.values()) {
    for (const [, name = '', id = ''] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const found = letters.get(objects.get(id)?.text ?? '')
      if (found) named.set(name, found)
    }
  }
  const pages = [...objects.values()].filter(({ stream }) => / Tf\b/.test(stream))
  return pages.map(({ stream }) => wordsOf(stream, named)).join('\n')
}

interface PdfObject {
  text: string
  stream: string
}

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const file = bytes.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const match of file.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)) {
    const [, id = '', body = ''] = match
    const [text = '', stream] = body.split(/stream\r?\n/)
    objects.set(id, { text, stream: stream === undefined ? '' : inflated(stream.replace(/\r?\nend$/, ''), text) })
  }
  return objects
}

function inflated(stream: string, head: string): string {
  if (!head.includes('FlateDecode')) return stream
  try {
    return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
  } catch {
    return ''
  }
}

/** Glyph → letters, of a font's ToUnicode table. */
function lettersOf(table: string): Map<number, string> {
  const letters = new Map<number, string>()
  for (const [, from = '', , list = ''] of table.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi)) {
    const items = [...list.matchAll(/<([0-9a-f ]*)>/gi)]
    for (const [at, [, code = '']] of items.entries()) letters.set(Number.parseInt(from, 16) + at, utf16(code))
  }
  return letters
}

const utf16 = (code: string) => Buffer.from(code.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')

/** Words of one height stand in one line. */
function wordsOf(stream: string, fonts: ReadonlyMap<string, Map<number, string>>): string {
  let letters: Map<number, string> | undefined
  let said = ''
  let height = ''
  for (const [, font, y, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|1 0 0 1 [\d.]+ ([\d.]+) Tm|\[([^\]]*)\] TJ/g)) {
    if (font) letters = fonts.get(font)
    else if (y) {
      if (y !== height) said += '\n'
      height = y
    } else
      for (const [, glyphs = ''] of (shown ?? '').matchAll(/<([0-9a-f]*)>/g))
        for (const [glyph] of glyphs.matchAll(/.{4}/g)) said += letters?.get(Number.parseInt(glyph, 16)) ?? '?'
  }
  return said
}
