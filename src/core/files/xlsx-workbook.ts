import { FileError } from './errors.ts'
import { SharedStrings } from './shared-strings.ts'
import type { SheetInfo } from './table.ts'
import { attribute, XmlScanner, type XmlListener } from './xml-scanner.ts'
import type { Zip, ZipEntry } from './zip-reader.ts'

/** How a number with a given style is meant: a plain number, a date or time, or a length of time like `[h]:mm`. */
export type NumberMeaning = 'number' | 'date' | 'elapsed'

export type WorkbookSheet = SheetInfo & { part: ZipEntry }

export type Workbook = {
  sheets: WorkbookSheet[]
  /** Day 0 is 1904-01-01 instead of 1899-12-31: old Macs. */
  date1904: boolean
  /** By index of the cell's style (`s`). */
  meanings: NumberMeaning[]
  strings: SharedStrings
}

/** Everything of a workbook but its rows. Throws FILE_BROKEN when a part is missing or cannot be read. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const part =
    partName(zip, 'xl/workbook.xml') ?? [...zip.entries.keys()].find((name) => /^xl\/workbook\d*\.xml$/i.test(name))
  if (part === undefined) throw new FileError({ code: 'FILE_BROKEN' })
  const relations = await readRelations(zip, part)
  const declared: (SheetInfo & { relation: string })[] = []
  let date1904 = false
  await scanPart(zip, part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '')
      if (name !== 'sheet') return
      const relation = /(?:^|\s)[\w.-]+:id\s*=\s*["']([^"']+)/.exec(attributes)?.[1] ?? ''
      const hidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible'
      declared.push({ name: attribute(attributes, 'name') ?? '', hidden, relation })
    },
  })
  const sheets: WorkbookSheet[] = []
  for (const { name, hidden, relation } of declared) {
    const target = relations.get(relation)
    // Chart sheets and macro sheets hold no cells.
    if (target === undefined || !target.type.endsWith('/worksheet')) continue
    const entry = zip.entries.get(partName(zip, target.path) ?? '')
    if (entry !== undefined) sheets.push({ name, hidden, part: entry })
  }
  if (sheets.length === 0) throw new FileError({ code: 'FILE_BROKEN' })
  const byType = (type: string): string | undefined =>
    [...relations.values()].find((each) => each.type.endsWith(type))?.path
  return {
    sheets,
    date1904,
    meanings: await readMeanings(zip, partName(zip, byType('/styles') ?? 'xl/styles.xml')),
    strings: await readSharedStrings(zip, partName(zip, byType('/sharedStrings') ?? 'xl/sharedStrings.xml')),
  }
}

/** Reads one XML part through a listener; what is not listened to is passed over. */
export async function scanPart(zip: Zip, name: string, listener: Partial<XmlListener>): Promise<void> {
  const entry = zip.entries.get(name)
  if (entry === undefined) return
  const ignore = (): void => {}
  const scanner = new XmlScanner({ open: ignore, close: ignore, text: ignore, ...listener })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of zip.read(entry)) scanner.push(decoder.decode(chunk, { stream: true }))
  } catch (error) {
    throw error instanceof FileError ? error : new FileError({ code: 'FILE_BROKEN' }, error)
  }
}

async function readRelations(zip: Zip, part: string): Promise<Map<string, { type: string; path: string }>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const relations = new Map<string, { type: string; path: string }>()
  await scanPart(zip, partName(zip, `${folder}_rels/${part.slice(folder.length)}.rels`) ?? '', {
    open: (name, attributes) => {
      if (name !== 'Relationship') return
      const target = attribute(attributes, 'Target') ?? ''
      const path = new URL(target.replaceAll('\\', '/'), `file:///${folder}`).pathname.slice(1)
      relations.set(attribute(attributes, 'Id') ?? '', {
        type: attribute(attributes, 'Type') ?? '',
        path: decodeURI(path),
      })
    },
  })
  return relations
}

/** The name as the archive spells it: some writers differ in case from what they declare. */
function partName(zip: Zip, wanted: string): string | undefined {
  if (zip.entries.has(wanted)) return wanted
  const lower = wanted.toLowerCase()
  return [...zip.entries.keys()].find((name) => name.toLowerCase() === lower)
}

async function readMeanings(zip: Zip, part: string | undefined): Promise<NumberMeaning[]> {
  const formats = new Map<number, string>()
  const meanings: NumberMeaning[] = []
  let inCellFormats = false
  await scanPart(zip, part ?? '', {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      } else if (name === 'cellXfs') {
        inCellFormats = true
      } else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        meanings.push(meaningOf(id, formats.get(id)))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return meanings
}

/** Built-in numbers by ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates of the East Asian editions. */
export function meaningOf(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) {
    if (id === 46) return 'elapsed'
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58)
      ? 'date'
      : 'number'
  }
  // The first section only, without quoted words, escaped and padding characters.
  const bare = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*./g, '')
  if (/\[(h+|m+|s+)\]/i.test(bare)) return 'elapsed'
  const letters = bare.replace(/\[[^\]]*\]/g, '').replace(/general|основной|am\/pm|a\/p/gi, '')
  return /[dmyhsдмгчс]/i.test(letters) ? 'date' : 'number'
}

async function readSharedStrings(zip: Zip, part: string | undefined): Promise<SharedStrings> {
  const strings = new SharedStrings()
  let text = ''
  let inText = false
  let phonetic = false
  await scanPart(zip, part ?? '', {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 't') inText = !phonetic
      else if (name === 'rPh') phonetic = true
    },
    text: (piece) => {
      if (inText) text += piece
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') strings.add(text)
    },
  })
  return strings
}
