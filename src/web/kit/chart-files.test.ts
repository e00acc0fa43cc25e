import { WorkbookReader } from '@cj-tech-master/excelts'
import { describe, expect, test } from 'vitest'
import { openTable } from '#core/files/read-table.ts'
import { fileWith } from '#core/files/test-file.ts'
import { sheetOf } from './chart-files.ts'
import { numberOfText } from './number-of-text.ts'
import { xlsxFile } from './xlsx-file.ts'

describe('the number that a figure says', () => {
  test.each([
    ['1 234,5 ₽', 1234.5],
    ['12,4 %', 0.124],
    ['−3', -3],
    ['+1 000', 1000],
    ['0', 0],
  ])('%s is %d', (text, value) => expect(numberOfText(text, 'ru')).toBe(value))

  test.each(['1,2 млн ₽', 'н/д', 'ноябрь 2026', '3 дн 4 ч', '21.11.2026', ''])('%s is a text', (text) => {
    expect(numberOfText(text, 'ru')).toBeNull()
  })
})

test('an English figure has commas between its thousands', () => {
  expect(['1,234', '1,234,567.5 $', '12.4%', '1.5'].map((text) => numberOfText(text, 'en'))).toEqual([
    1234, 1_234_567.5, 0.124, 1.5,
  ])
})

const inRoubles = { language: 'ru', currency: 'RUB' } as const

describe('the table of a chart as a file', () => {
  test('money of a company that counts in yen is whole', () => {
    const table = { head: ['Месяц', 'Факт'], rows: [['ноябрь', '1,2 млн']], values: [['ноябрь', 1_200_000]] }
    const { columns } = sheetOf({ ...table, kinds: ['text', 'money'] }, null, { language: 'ru', currency: 'JPY' })
    expect(columns[1]).toMatchObject({ kind: 'money', digits: 0 })
  })

  test('exact values where the chart gives them, otherwise the numbers of its cells', () => {
    const head = ['Месяц', 'Факт']
    const rows = [['ноябрь', '1,2 млн ₽']]
    expect(
      sheetOf({ head, rows, values: [['ноябрь', 123_456_789]], kinds: ['text', 'money'] }, null, inRoubles),
    ).toMatchObject({
      columns: [{ kind: 'text' }, { kind: 'money' }],
      rows: [['ноябрь', 123_456_789]],
    })
    expect(sheetOf({ head, rows: [['октябрь', '1 234 ₽']] }, null, inRoubles).rows).toEqual([['октябрь', 1234]])
  })

  test('Excel reads numbers, money and shares of a workbook that the browser has made', async () => {
    const columns = [
      { title: 'Этап' },
      { title: 'Сумма', kind: 'money' as const },
      { title: 'Доля', kind: 'share' as const },
    ]
    const blob = await xlsxFile(columns, [['КП & «договор»', 1_234_567, 0.125]], 'Воронка: ноябрь')
    const file = await fileWith(new Uint8Array(await blob.arrayBuffer()), 'chart.xlsx')
    const read: unknown[][] = []
    for await (const sheet of new WorkbookReader(file, { worksheets: 'emit', styles: 'cache' })) {
      for await (const row of sheet) read.push([1, 2, 3].map((column) => row.getCell(column).value))
    }
    expect(read).toEqual([
      ['Этап', 'Сумма', 'Доля'],
      ['КП & «договор»', 12_345.67, 0.125],
    ])
    expect((await openTable(file)).columns).toHaveLength(3)
  })
})
