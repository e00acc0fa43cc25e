import { expect, test } from 'vitest'
import { isBlank, newDraft, readDraft } from './line-draft.ts'

const priceOf = (price: string, language: 'ru' | 'en' = 'ru') =>
  readDraft({ ...newDraft('шт'), productName: 'Насос', price }, 'RUB', language).line?.priceMinor

test('figures as people type and paste them', () => {
  expect(['1 234,5', '12.5', '', '5 ₽', '1,250.00'].map((text) => priceOf(text))).toEqual([
    123450, 1250, 0, 500, 125000,
  ])
  expect(['1,2,3', '-5', 'сто', '1e3'].map((text) => priceOf(text))).toEqual(Array(4).fill(undefined))
  expect(priceOf('1,250', 'en')).toBe(1250_00)
  const many = { ...newDraft('шт'), productName: 'Pump', quantity: '1,200', discount: '10 %' }
  expect(readDraft(many, 'USD', 'en').line).toMatchObject({ quantity: 1200, discountBp: 1_000 })
})

test('a line is read to the kopeck and to hundredths of a percent', () => {
  const draft = { ...newDraft('шт'), productName: ' Насос ', quantity: '2,5', price: '100,5', discount: '12,25' }
  expect(readDraft(draft, 'RUB', 'ru').line).toMatchObject({
    productName: 'Насос',
    quantity: 2.5,
    priceMinor: 100_50,
    discountBp: 1_225,
  })
})

test('the field that cannot be read is told', () => {
  const draft = { ...newDraft('шт'), productName: 'Насос', price: '1' }
  expect(readDraft({ ...draft, productName: ' ' }, 'RUB', 'ru').wrong).toBe('productName')
  expect(readDraft({ ...draft, quantity: '0' }, 'RUB', 'ru').wrong).toBe('quantity')
  expect(readDraft({ ...draft, price: 'много' }, 'RUB', 'ru').wrong).toBe('price')
  expect(readDraft({ ...draft, discount: '101' }, 'RUB', 'ru').wrong).toBe('discount')
})

test('an untouched line is no line', () => {
  expect(isBlank(newDraft('шт'))).toBe(true)
  expect(isBlank({ ...newDraft('шт'), price: '5' })).toBe(false)
})

test('a price in yen has no minor units', () => {
  const draft = { ...newDraft('шт'), productName: 'Насос', price: '12 500' }
  expect(readDraft(draft, 'JPY', 'ru').line?.priceMinor).toBe(12_500)
})
