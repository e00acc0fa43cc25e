import { expect, test } from 'vitest'
import { innOf, kppBehindInn, kppOf } from './requisites.ts'

test('ИНН and КПП of one cell are told apart, as 1С writes them', () => {
  expect(innOf('7707083893/770701001')).toBe('7707083893')
  expect(innOf('500100732259 / ')).toBe('500100732259')
  expect(kppBehindInn(['', '7707083893 \\ 770701001'])).toBe('770701001')
  expect(kppBehindInn(['7707083893', '500100732259/'])).toBeNull()
})

test('a КПП of which a spreadsheet made a number is whole again; a wrong one is none', () => {
  expect(kppOf('10501001')).toBe('010501001')
  expect(kppOf('770701001.0')).toBe('770701001')
  expect(kppOf('77-07')).toBeNull()
})
