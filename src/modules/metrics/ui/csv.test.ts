import { expect, test } from 'vitest'
import { csvOfTable } from './csv.ts'

const table = {
  head: ['Продавец', 'Продажи', 'Доля'],
  rows: [],
  values: [['Орлов; Белова', 123_450, 0.5]],
  kinds: ['text' as const, 'money' as const, 'share' as const],
}

test('a table opens in columns in a spreadsheet of the reader, with the money of his company', () => {
  expect(csvOfTable(table, { language: 'ru', currency: 'RUB' })).toContain('"Орлов; Белова";1234,5;0,5\r\n')
  expect(csvOfTable(table, { language: 'en', currency: 'USD' })).toContain('Орлов; Белова,1234.5,0.5\r\n')
  expect(csvOfTable(table, { language: 'ru', currency: 'JPY' })).toContain(';123450;0,5')
})
