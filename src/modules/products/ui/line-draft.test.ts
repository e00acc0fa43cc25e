import { expect, test } from 'vitest'
import { figureOf, isBlank, newDraft, readDraft } from './line-draft.ts'

test('figures as people type them', () => {
  expect(['1 234,5', '12.5', '10 %', '', '5 ₽'].map(figureOf)).toEqual([1234.5, 12.5, 10, null, 5])
  expect(['1,2,3', '-5', 'сто', '1e3'].map(figureOf)).toEqual([undefined, undefined, undefined, undefined])
})

test('a line is read to the kopeck and to hundredths of a percent', () => {
  const draft = { ...newDraft(), productName: ' Насос ', quantity: '2,5', price: '100,5', discount: '12,25' }
  expect(readDraft(draft, 'RUB').line).toMatchObject({
    productName: 'Насос',
    quantity: 2.5,
    priceMinor: 100_50,
    discountBp: 1_225,
  })
})

test('the field that cannot be read is told', () => {
  const draft = { ...newDraft(), productName: 'Насос', price: '1' }
  expect(readDraft({ ...draft, productName: ' ' }, 'RUB').wrong).toBe('productName')
  expect(readDraft({ ...draft, quantity: '0' }, 'RUB').wrong).toBe('quantity')
  expect(readDraft({ ...draft, price: 'много' }, 'RUB').wrong).toBe('price')
  expect(readDraft({ ...draft, discount: '101' }, 'RUB').wrong).toBe('discount')
})

test('an untouched line is no line', () => {
  expect(isBlank(newDraft())).toBe(true)
  expect(isBlank({ ...newDraft(), price: '5' })).toBe(false)
})

test('a price in yen has no minor units', () => {
  const draft = { ...newDraft(), productName: 'Насос', price: '12 500' }
  expect(readDraft(draft, 'JPY').line?.priceMinor).toBe(12_500)
})
