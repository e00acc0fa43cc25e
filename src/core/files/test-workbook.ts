import { contentTypes, packageRelations, styles, workbook, workbookRelations } from './xlsx-parts.ts'
import { ZipWriter } from './zip-writer.ts'

/** A workbook of hand-written XML: what other programs write and our writer does not. */
export async function zipped(parts: Record<string, string | Iterable<string>>): Promise<Buffer> {
  const zip = new ZipWriter()
  const chunks: Buffer[] = []
  for (const [name, content] of Object.entries(parts)) {
    for await (const chunk of zip.part(name, typeof content === 'string' ? [content] : content)) chunks.push(chunk)
  }
  return Buffer.concat([...chunks, zip.end()])
}

export const BOOK = {
  '[Content_Types].xml': contentTypes(1),
  '_rels/.rels': packageRelations,
  'xl/workbook.xml': workbook(['Лист1']),
  'xl/_rels/workbook.xml.rels': workbookRelations(1),
  'xl/styles.xml': styles,
}

export const bookOf = (sheet: string | Iterable<string>, more: Record<string, string> = {}): Promise<Buffer> =>
  zipped({ ...BOOK, ...more, 'xl/worksheets/sheet1.xml': sheet })

export const sheetOf = (rows: string, after = ''): string =>
  `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`
