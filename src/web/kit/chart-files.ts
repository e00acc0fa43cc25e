import type { WriteCell, WriteColumn } from '#core/files/write-cells.ts'
import { minorDigits } from '#core/money/currency.ts'
import type { Format } from '../i18n/use-format.tsx'
import type { ChartPicture } from './chart-frame.tsx'
import { chartColors } from './chart-colors.ts'
import type { ChartColumnKind, ChartTable, ChartValue } from './chart-table.ts'
import { saveFile } from './save-file.ts'
import { numberOfText } from './number-of-text.ts'
import { xlsxFile } from './xlsx-file.ts'

/** Twice as fine as the screen. */
const SCALE = 2

/** Saves a drawing as SVG. @throws Error when there is nothing drawn */
export async function saveSvg(name: string, picture: ChartPicture): Promise<void> {
  const text = await picture.svg()
  if (!text) throw new Error('Nothing is drawn yet')
  saveFile(`${fileName(name)}.svg`, new Blob([text], { type: 'image/svg+xml' }))
}

/** Saves a drawing as PNG. @throws Error when there is nothing drawn */
export async function savePng(name: string, picture: ChartPicture): Promise<void> {
  const address = picture.png ? await picture.png() : await pngOfSvg(await picture.svg())
  if (!address) throw new Error('Nothing is drawn yet')
  const [, base64 = ''] = address.split(',')
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
  saveFile(`${fileName(name)}.png`, new Blob([bytes], { type: 'image/png' }))
}

/** Saves the table of a chart as a workbook with real numbers; `shown` is that table on the page, for cells that are no text. */
export async function saveTable(
  name: string,
  table: ChartTable,
  shown: HTMLTableElement | null,
  reader: Reader,
): Promise<void> {
  const { columns, rows } = sheetOf(table, shown, reader)
  const sheet = name === '' ? 'Mostik' : name
  saveFile(`${fileName(name)}.xlsx`, await xlsxFile(columns, rows, sheet))
}

/** How the figures of the page are written. */
type Reader = Pick<Format, 'language' | 'currency'>

/** What the file holds: exact values where the chart gives them, otherwise the numbers that its cells say. */
export function sheetOf(
  { head, values, kinds, rows }: ChartTable,
  shown: HTMLTableElement | null,
  { language, currency }: Reader,
): { columns: WriteColumn[]; rows: WriteCell[][] } {
  const texts = shown ? [...shown.tBodies].flatMap((body) => [...body.rows]).map(cellTexts) : []
  const read = rows.map((row, line) =>
    row.map((cell, column): ChartValue => {
      const text = typeof cell === 'string' || typeof cell === 'number' ? cell : (texts[line]?.[column] ?? null)
      return typeof text === 'string' ? (numberOfText(text, language) ?? text) : text
    }),
  )
  const columns = head.map((title, column): WriteColumn => ({
    title,
    ...written[kinds?.[column] ?? 'number'],
    digits: minorDigits(currency),
    width: column === 0 ? 28 : Math.max(12, title.length + 2),
  }))
  return { columns, rows: (values ?? read).map((row) => [...row]) }
}

const written: Record<ChartColumnKind, Pick<WriteColumn, 'kind'>> = {
  text: { kind: 'text' },
  number: { kind: 'number' },
  money: { kind: 'money' },
  share: { kind: 'share' },
  day: { kind: 'day' },
}

const cellTexts = (row: HTMLTableRowElement): string[] => [...row.cells].map((cell) => cell.textContent)

async function pngOfSvg(svg: string): Promise<string> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * SCALE
  canvas.height = image.naturalHeight * SCALE
  const context = canvas.getContext('2d')
  if (!context) return ''
  context.fillStyle = chartColors().surface
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png')
}

/** A name that every system takes: no separators, at most 80 characters. */
function fileName(text: string): string {
  const name = text.replace(/[\s\\/:*?"<>|]+/g, ' ').trim()
  return name === '' ? 'mostik' : name.slice(0, 80).trim()
}
