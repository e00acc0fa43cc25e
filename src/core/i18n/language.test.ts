import { expect, test } from 'vitest'
import { isLanguage, plural, preferredLanguage } from './language.ts'

const deals = { one: 'сделка', few: 'сделки', many: 'сделок' }

test('сделка, сделки, сделок', () => {
  const word = (n: number) => plural('ru', n, deals)
  expect([1, 21, 101].map(word)).toEqual(['сделка', 'сделка', 'сделка'])
  expect([2, 3, 4, 22].map(word)).toEqual(['сделки', 'сделки', 'сделки', 'сделки'])
  expect([0, 5, 11, 12, 14, 20, 111, 1000].map(word)).toEqual(Array.from({ length: 8 }, () => 'сделок'))
  expect([1.5, -1, -5].map(word)).toEqual(['сделки', 'сделка', 'сделок'])
})

test('1 deal, 0 and 2 deals', () => {
  expect([1, 0, 2, 11].map((n) => plural('en', n, { one: 'deal', other: 'deals' }))).toEqual([
    'deal',
    'deals',
    'deals',
    'deals',
  ])
})

test('the browser names its languages by preference; Russian where it knows neither', () => {
  expect(preferredLanguage('en-US,en;q=0.9,ru;q=0.8')).toBe('en')
  expect(preferredLanguage('de,ru;q=0.7,en;q=0.3')).toBe('ru')
  expect(preferredLanguage('fr, en;q=0.4')).toBe('en')
  expect(preferredLanguage('de')).toBe('ru')
  expect(preferredLanguage(undefined)).toBe('ru')
  expect([isLanguage('ru'), isLanguage('de')]).toEqual([true, false])
})
