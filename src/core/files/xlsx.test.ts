import { Workbook } from '@cj-tech-master/excelts'
import { describe, expect, test } from 'vitest'
import { fileWith, problemOf, readAll } from './test-file.ts'
import { bookOf, sheetOf } from './test-workbook.ts'
import { workbook } from './xlsx-parts.ts'

async function excelts(fill: (book: Workbook) => void): Promise<string> {
  const book = new Workbook()
  fill(book)
  return fileWith(await book.xlsx.writeBuffer(), 'deals.csv')
}

describe('a workbook written by another library', () => {
  test('is known by its content though named .csv, and gives dates, numbers and texts as the parsers want them', async () => {
    const path = await excelts((book) => {
      const sheet = book.addWorksheet('Сделки')
      sheet.addRow(['ID', 'Дата', 'Время', 'Сумма', 'Шум', 'Да', 'Формула', 'Богатый', 'Ссылка', 'Ошибка', 'Срок'])
      const row = sheet.addRow([
        12345678901,
        new Date('2024-06-21T00:00:00Z'),
        new Date('2024-06-21T15:30:45Z'),
        3500.5,
        0.1 + 0.2,
        true,
        { formula: 'A2*2', result: 24 },
        { richText: [{ text: 'ООО ' }, { font: { bold: true }, text: '«Ромашка»' }] },
        { text: 'сайт', hyperlink: 'https://example.com' },
        { error: '#N/A' },
        1.5,
      ])
      row.getCell(2).numFmt = 'dd.mm.yyyy'
      row.getCell(3).numFmt = 'yyyy-mm-dd hh:mm:ss'
      row.getCell(11).numFmt = '[h]:mm:ss'
    })
    const { table, rows } = await readAll(path)
    expect(table).toMatchObject({
      kind: 'xlsx',
      encoding: null,
      sheet: 'Сделки',
      sheets: [{ name: 'Сделки', hidden: false }],
    })
    expect(rows).toEqual([
      {
        line: 2,
        cells: [
          '12345678901',
          '2024-06-21',
          '2024-06-21 15:30:45',
          '3500.5',
          '0.3',
          'true',
          '24',
          'ООО «Ромашка»',
          'сайт',
          '#N/A',
          '36:00:00',
        ],
      },
    ])
  })

  test('a block merged downwards below the header is filled, titles are not', async () => {
    const path = await excelts((book) => {
      const sheet = book.addWorksheet('S')
      sheet.addRows([
        ['Отчёт', '', ''],
        ['Продавец', 'Сделка', 'Сумма'],
        ['Иванов', 'a', 1],
        ['', 'b', 2],
        ['Петров', 'c', 3],
      ])
      sheet.mergeCells('A1:C1')
      sheet.mergeCells('A3:A4')
    })
    const { table, cells } = await readAll(path)
    expect(table.headerLine).toBe(2)
    expect(cells).toEqual([
      ['Иванов', 'a', '1'],
      ['Иванов', 'b', '2'],
      ['Петров', 'c', '3'],
    ])
  })

  test('the first visible sheet with rows is taken; another one by its name', async () => {
    const path = await excelts((book) => {
      book.addWorksheet('Скрытый', { state: 'hidden' }).addRow(['x'])
      book.addWorksheet('Пустой')
      book.addWorksheet('Данные').addRows([
        ['ID', 'Имя'],
        [1, 'Иван'],
      ])
    })
    expect((await readAll(path)).table).toMatchObject({ sheet: 'Данные' })
    expect((await readAll(path, { sheet: 'Скрытый' })).table.columns).toHaveLength(1)
    expect(await problemOf(path, { sheet: 'Нет' })).toMatchObject({
      code: 'SHEET_NOT_FOUND',
      sheets: ['Скрытый', 'Пустой', 'Данные'],
    })
    expect(await problemOf(path, { sheet: 'Пустой' })).toEqual({ code: 'SHEET_IS_EMPTY', sheet: 'Пустой' })
  })
})

describe('a workbook of any writer', () => {
  test('cells and rows without places, prefixed names, inline rich text, ISO dates', async () => {
    const rows =
      '<x:row><x:c t="inlineStr"><x:is><x:t>ID</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>Текст</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>Дата</x:t></x:is></x:c></x:row>' +
      '<x:row><x:c><x:v>7</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>раз </x:t></x:r><x:r><x:t>&amp; два&#x21;</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c><x:c t="d"><x:v>2024-06-21T15:30:00.000</x:v></x:c></x:row>'
    const sheet = `<?xml version="1.0"?><x:worksheet xmlns:x="m"><!-- a > b --><x:sheetData>${rows}</x:sheetData></x:worksheet>`
    expect((await readAll(await fileWith(await bookOf(sheet)))).cells).toEqual([
      ['7', 'раз & два!', '2024-06-21 15:30:00'],
    ])
  })

  test('the date system of 1904', async () => {
    const book = workbook(['Лист1']).replace('<sheets>', '<workbookPr date1904="1"/><sheets>')
    const sheet = sheetOf(
      '<row r="1"><c r="A1" t="str"><v>День</v></c></row><row r="2"><c r="A2" s="4"><v>44002</v></c></row>',
    )
    expect((await readAll(await fileWith(await bookOf(sheet, { 'xl/workbook.xml': book })))).cells).toEqual([
      ['2024-06-21'],
    ])
  })

  test('long whole numbers stay exact, exponents are written out', async () => {
    const values = ['1234567890123456789', '1.5E-7', '1.2E+3', '28000.0000', '-0.5']
    const cells = values.map((value, index) => `<c r="${'ABCDE'[index]}2"><v>${value}</v></c>`).join('')
    const names = ['a', 'b', 'c', 'd', 'e']
      .map((name, index) => `<c r="${'ABCDE'[index]}1" t="str"><v>${name}</v></c>`)
      .join('')
    const path = await fileWith(await bookOf(sheetOf(`<row r="1">${names}</row><row r="2">${cells}</row>`)))
    expect((await readAll(path)).cells).toEqual([['1234567890123456789', '0.00000015', '1200', '28000', '-0.5']])
  })

  test('a formula saved without its result is told', async () => {
    const sheet = sheetOf(
      '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row><row r="2"><c r="A2" t="str"><v>x</v></c><c r="B2"><f>A1*2</f></c></row>',
    )
    const { rows } = await readAll(await fileWith(await bookOf(sheet)))
    expect(rows).toEqual([{ line: 2, cells: ['x', ''], problem: { code: 'FORMULA_WITHOUT_RESULT', column: 1 } }])
  })

  test('shared strings of any number', async () => {
    const count = 120_000
    const strings = Array.from(
      { length: count },
      (_, index) => `<si><t>строка номер ${index} ${'я'.repeat(index % 90)}</t></si>`,
    )
    const rows = [0, 1, 77_777, count - 1, count].map(
      (index, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>${index}</v></c></row>`,
    )
    const book = await bookOf(sheetOf(rows.join('')), { 'xl/sharedStrings.xml': `<sst>${strings.join('')}</sst>` })
    const { table, cells } = await readAll(await fileWith(book))
    const text = (index: number): string => `строка номер ${index} ${'я'.repeat(index % 90)}`.trim()
    expect(table.columns[0]?.name).toBe(text(0))
    expect(cells.flat().map((cell) => cell.trim())).toEqual([text(1), text(77_777), text(count - 1)])
  })
})
