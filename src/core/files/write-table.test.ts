import { WorkbookReader } from '@cj-tech-master/excelts'
import fc from 'fast-check'
import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { fileWith, readAll, testPath, windows1251 } from './test-file.ts'
import type { WriteCell, WriteColumn, WriteRows } from './write-cells.ts'
import { csvText, guarded } from './write-csv.ts'
import { tableStream, type WriteFormat } from './write-table.ts'

const COLUMNS: WriteColumn[] = [
  { title: 'ID', kind: 'number' },
  { title: 'Сделка' },
  { title: 'Сумма', kind: 'money' },
  { title: 'Создана', kind: 'day' },
  { title: 'Закрыта', kind: 'moment' },
]
const ROWS: WriteCell[][] = [
  [1, 'ООО «Ромашка»; "окна"', 350_050, '2024-06-21', '2024-06-21 15:30:45'],
  [-2, '=HYPERLINK("http://x")', -5n, '2023-01-01', null],
  [3.5, '-5', 0, null, ''],
]

const writeTable = (path: string, columns: WriteColumn[], rows: WriteRows, style: WriteFormat) =>
  writeFile(path, tableStream(columns, rows, style))

async function csvOf(columns: WriteColumn[], rows: WriteCell[][], style = {}): Promise<string> {
  let text = ''
  for await (const chunk of csvText(columns, rows, style)) text += chunk
  return text
}

describe('CSV', () => {
  test('for Russian Excel: mark, semicolons, decimal commas, days first', async () => {
    expect(await csvOf(COLUMNS, ROWS)).toBe(
      '\ufeffID;Сделка;Сумма;Создана;Закрыта\r\n' +
        '1;"ООО «Ромашка»; ""окна""";3500,50;21.06.2024;21.06.2024 15:30:45\r\n' +
        '-2;"\'=HYPERLINK(""http://x"")";-0,05;01.01.2023;\r\n' +
        '3,5;-5;0,00;;\r\n',
    )
  })

  test('for programs: points and ISO days', async () => {
    expect(await csvOf(COLUMNS, ROWS.slice(0, 1), { delimiter: ',', bom: false })).toBe(
      'ID,Сделка,Сумма,Создана,Закрыта\r\n1,"ООО «Ромашка»; ""окна""",3500.50,2024-06-21,2024-06-21 15:30:45\r\n',
    )
  })

  test('what a spreadsheet would run gets an apostrophe, negative numbers do not', () => {
    for (const text of ['=1+1', '+7916', '@SUM(A1)', '-1+1', '\t=1', '\r=1', '-', "-2+cmd|' /C calc'!A0"])
      expect(guarded(text)).toBe(`'${text}`)
    for (const text of ['-5', '-5,5', '-10.25', 'a=b', '', '5']) expect(guarded(text)).toBe(text)
  })
})

describe('XLSX', () => {
  test('numbers, money, days and moments are real; texts are never formulas', async () => {
    const path = await testPath('table.xlsx')
    await writeTable(path, COLUMNS, ROWS, { format: 'xlsx', sheetName: 'План/факт: [июнь]' })
    const { table, cells } = await readAll(path)
    expect(table.sheet).toBe('План факт   июнь')
    expect(cells).toEqual([
      ['1', 'ООО «Ромашка»; "окна"', '3500.5', '2024-06-21', '2024-06-21 15:30:45'],
      ['-2', '=HYPERLINK("http://x")', '-0.05', '2023-01-01', ''],
      ['3.5', '-5', '0', '', ''],
    ])
  })

  test('another library reads the same values and types', async () => {
    const path = await testPath('table.xlsx')
    await writeTable(path, COLUMNS, ROWS, { format: 'xlsx' })
    const seen: unknown[] = []
    for await (const sheet of new WorkbookReader(path, { worksheets: 'emit', styles: 'cache' })) {
      for await (const row of sheet) seen.push([1, 2, 3, 4, 5].map((column) => row.getCell(column).value))
    }
    expect(seen).toEqual([
      ['ID', 'Сделка', 'Сумма', 'Создана', 'Закрыта'],
      [1, 'ООО «Ромашка»; "окна"', 3500.5, new Date('2024-06-21T00:00:00Z'), new Date('2024-06-21T15:30:45Z')],
      [-2, '=HYPERLINK("http://x")', -0.05, new Date('2023-01-01T00:00:00Z'), null],
      [3.5, '-5', 0, null, null],
    ])
  })

  test('equal tables give equal files', async () => {
    const [a, b] = [await testPath('a.xlsx'), await testPath('b.xlsx')]
    for (const path of [a, b]) await writeTable(path, COLUMNS, ROWS, { format: 'xlsx' })
    expect((await readFile(a)).equals(await readFile(b))).toBe(true)
  })

  test('rows are taken from a slow source one by one, and its cursor is closed on failure', async () => {
    let closed = false
    async function* rows(): AsyncGenerator<WriteCell[]> {
      try {
        yield [1]
        throw new Error('cursor lost')
      } finally {
        closed = true
      }
    }
    await expect(writeTable(await testPath('x.xlsx'), [{ title: 'a' }], rows(), { format: 'xlsx' })).rejects.toThrow(
      'cursor lost',
    )
    expect(closed).toBe(true)
  })
})

/** Characters that shape a file or its encoding, and plain ones; all of them exist in windows-1251. */
const letters = fc.constantFrom(...'aZяЁ№ 0159.,;|\t"\'\n\r=+-@_&<>«»')
const cell = fc.oneof(fc.string({ unit: letters, maxLength: 10 }), fc.constantFrom('_x000D_', '\r\n', '""', 'a"', '"a'))
const width = fc.integer({ min: 1, max: 5 })
const tables = width.chain((columns) =>
  fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 10 }),
)
const isFilled = (row: string[]): boolean => row.some((text) => text.trim() !== '')
const named = (row: string[]): WriteColumn[] => row.map((_, index) => ({ title: `Поле ${'абвгд'[index]}` }))

test('any cells written as CSV are read back, whatever the delimiter and encoding', async () => {
  const encodings = fc.constantFrom('utf-8', 'windows-1251', 'utf-16le', 'utf-16be')
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom(',', ';', '\t', '|'), encodings, async (rows, delimiter, encoding) => {
      const text = await csvOf(named(rows[0]!), rows, { delimiter, bom: encoding !== 'windows-1251', forPeople: false })
      const wide = Buffer.from(text, 'utf16le')
      const bytes =
        encoding === 'utf-8'
          ? Buffer.from(text)
          : encoding === 'windows-1251'
            ? windows1251(text)
            : encoding === 'utf-16le'
              ? wide
              : wide.swap16()
      // One cell of nothing but a delimiter tells no reader whether quotes are used.
      const { table, cells } = await readAll(await fileWith(bytes), { delimiter, quote: '"', headerLine: 1 })
      expect(table.encoding).toBe(encoding)
      expect(cells).toEqual(rows.map((row) => row.map(guarded)).filter(isFilled))
    }),
    { numRuns: 150 },
  )
})

test('any cells written as XLSX are read back', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async (rows) => {
      const path = await testPath('table.xlsx')
      await writeTable(path, named(rows[0]!), rows, { format: 'xlsx' })
      const { cells } = await readAll(path, { headerLine: 1 })
      expect(cells).toEqual(rows.filter(isFilled))
    }),
    { numRuns: 60 },
  )
})

test('an ordinary table is recognised without being told, in each delimiter, line end and encoding', async () => {
  const table = [
    ['ID', 'Название сделки', 'Бюджет', 'Дата', 'Заметка'],
    ['1', 'Поставка окон, Москва', '3 500,00', '21.06.2024 15:30', 'первая\nвторая; третья'],
    ['2', 'Монтаж; срочно', '1 200,50', '22.06.2024 09:00', 'сказал "да"'],
    ['3', 'Двери | проём', '-15,25', '23.06.2024 10:00', ''],
    ['4', 'Кровля', '7,00', '24.06.2024 10:00', 'ещё\tодна'],
  ]
  for (const delimiter of [',', ';', '\t', '|']) {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      for (const encode of [
        (text: string) => Buffer.from(text),
        windows1251,
        (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
      ]) {
        const text = table
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(delimiter))
          .join(lineEnd)
        const bare = table
          .map((row) =>
            row.map((each) => (/["\n]|[,;|\t]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each)).join(delimiter),
          )
          .join(lineEnd)
        // A line break inside a note makes «\r» files unrecognisable by their line ends: not written by old Macs.
        for (const content of lineEnd === '\r' ? [text.replaceAll('\n', ' ')] : [text, bare]) {
          const read = await readAll(await fileWith(encode(content)))
          expect(read.table.columns.map(({ name }) => name)).toEqual(table[0])
          expect(read.rows).toHaveLength(4)
          expect(read.table.delimiter).toBe(delimiter)
        }
      }
    }
  }
})
