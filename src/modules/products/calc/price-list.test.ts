import { expect, test } from 'vitest'
import { readPriceList } from './price-list.ts'

test('a list from Excel with headers, in any order of columns', () => {
  const { rows, problems } = readPriceList(
    'Артикул\tНаименование\tЕд. изм.\tЦена, руб.\tНДС\nН-1\tНасос ЦНС-38\tшт\t148 500,00\t22%\n\nУ-2\tПусконаладка\tчас\t3500\tбез НДС\n',
    'RUB',
  )
  expect(problems).toEqual([])
  expect(rows).toMatchObject([
    { line: 2, code: 'Н-1', name: 'Насос ЦНС-38', unit: 'шт', priceMinor: 148_500_00, vatPercent: 22 },
    { line: 4, name: 'Пусконаладка', unit: 'час', priceMinor: 3_500_00, vatPercent: null },
  ])
})

test('without headers: name and price; Western and Russian numbers', () => {
  const { rows } = readPriceList('Насос;1,250.50\nМуфта;1250,5\nКабель;', 'RUB')
  expect(rows.map(({ name, priceMinor }) => [name, priceMinor])).toEqual([
    ['Насос', 1_250_50],
    ['Муфта', 1_250_50],
    ['Кабель', null],
  ])
})

test('prices with the sign of the currency, before the figure and behind it; of another currency they are none', () => {
  const { rows, problems } = readPriceList('Pump;$1,250.50\nValve;1,250 USD\nHose;€5', 'USD')
  expect(rows.map(({ priceMinor }) => priceMinor)).toEqual([1_250_50, 1_250_00])
  expect(problems).toMatchObject([{ line: 3, problem: 'PRICE_BROKEN' }])
})

test('prices in yen are whole yen', () => {
  const { rows } = readPriceList('Насос;12 500\nМуфта;1,250\nКабель;¥980', 'JPY')
  expect(rows.map(({ priceMinor }) => priceMinor)).toEqual([12_500, 1_250, 980])
})

test('what cannot be read is told with its line, and the rest goes on', () => {
  const { rows, problems } = readPriceList(
    'Насос\tдорого\n\t100\nМуфта\t5\tшт\t13%\nКабель\t7\nкабель\t8\nВес\t-5',
    'RUB',
  )
  expect(rows.map(({ name }) => name)).toEqual(['Кабель'])
  expect(problems.map(({ line, problem }) => [line, problem])).toEqual([
    [1, 'PRICE_BROKEN'],
    [2, 'NAME_MISSING'],
    [3, 'VAT_BROKEN'],
    [5, 'REPEATED'],
    [6, 'PRICE_BROKEN'],
  ])
})

test('nothing pasted is nothing', () => {
  expect(readPriceList(' \n ', 'RUB')).toEqual({ rows: [], problems: [] })
})
