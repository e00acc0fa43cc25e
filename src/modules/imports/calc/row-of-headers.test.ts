import { expect, test } from 'vitest'
import { isRowOfHeaders } from './row-of-headers.ts'

const columns = ['ID', 'Название', 'Товар', 'Товар (2)'].map((label, index) => ({ index, label }))

test('a row that says the names of the columns once more is no deal; a deal that is called by one of them is one', () => {
  expect(isRowOfHeaders(['ID', 'Название', 'Товар', 'Товар'], columns)).toBe(true)
  expect(isRowOfHeaders(['', ' Название ', 'Товар'], columns)).toBe(true)
  expect(isRowOfHeaders(['7', 'Название', 'Товар', 'Товар'], columns)).toBe(false)
  expect(isRowOfHeaders(['', 'Название', '', ''], columns)).toBe(false)
  expect(isRowOfHeaders(['', '', '', ''], columns)).toBe(false)
})
