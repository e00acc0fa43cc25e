import type { WriteCell, WriteColumn } from '#core/files/write-cells.ts'
import { contentTypes, packageRelations, styles, workbook, workbookRelations } from '#core/files/xlsx-parts.ts'
import { escapeXml, sheetName, sheetText } from '#core/files/xlsx-sheet.ts'
import { storedZip } from './stored-zip.ts'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A small table as a workbook, made in the browser: the same sheet as the server writes. */
export async function xlsxFile(columns: WriteColumn[], rows: Iterable<WriteCell[]>, name: string): Promise<Blob> {
  let sheet = ''
  for await (const chunk of sheetText(columns, rows)) sheet += chunk
  const zip = storedZip([
    ['xl/worksheets/sheet1.xml', sheet],
    ['xl/styles.xml', styles],
    ['xl/workbook.xml', workbook([escapeXml(sheetName(name, 0))])],
    ['xl/_rels/workbook.xml.rels', workbookRelations(1)],
    ['_rels/.rels', packageRelations],
    ['[Content_Types].xml', contentTypes(1)],
  ])
  return new Blob([zip], { type: TYPE })
}
