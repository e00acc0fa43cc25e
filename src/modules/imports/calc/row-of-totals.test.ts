import { expect, test } from 'vitest'
import { isRowOfTotals } from './row-of-totals.ts'

test('a row that sums up the table is no deal; a deal whose name begins with that word is one', () => {
  expect(isRowOfTotals(['Итого', '', '', '99 999 999,00', ''])).toBe(true)
  expect(isRowOfTotals(['', 'Всего:', '12', '1 250 000 руб.'])).toBe(true)
  expect(isRowOfTotals(['Итого за ноябрь', '-', '−5,5 %'])).toBe(true)
  expect(isRowOfTotals(['Grand total', '$1,200.50'])).toBe(true)
  expect(isRowOfTotals(['Итого-Сервис, договор', '', '10 000'])).toBe(false)
  expect(isRowOfTotals(['Всего', 'ООО «Лидер»', '10 000'])).toBe(false)
  expect(isRowOfTotals(['12', 'Итого', '10 000'])).toBe(false)
  expect(isRowOfTotals(['', ''])).toBe(false)
})
