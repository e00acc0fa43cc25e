import { describe, expect, it } from 'vitest'
import { cellText, parseCell, parseTsv } from './cell-text.ts'

describe('what is typed into a plan', () => {
  it.each([
    ['1 234 567', 123_456_700],
    ['1234567,5', 123_456_750],
    ['1,234,567.50', 123_456_750],
    ['1.234.567,50', 123_456_750],
    ['1,234', 123_400],
    ['1.234', 123_400],
    ['12,4', 1240],
    ['1,2 млн', 120_000_000],
    ['500 тыс.', 50_000_000],
    ['500к', 50_000_000],
    ['2 млрд', 200_000_000_000],
    ['1\u00a0200 ₽', 120_000],
    ['−300', -30_000],
  ])('%s is %i kopecks', (text, minor) => {
    expect(parseCell(text, 'RUB', 'ru')).toBe(minor)
  })
  it.each(['', '  ', '-', '—'])('«%s» empties the cell', (text) => {
    expect(parseCell(text, 'RUB', 'ru')).toBeNull()
  })
  it.each(['план', '12 штук', '1,2,3', '1.2,3.4', ',', '=A1+1', '1-2', 'млн', '99999999999999999999'])(
    '«%s» is refused',
    (text) => {
      expect(parseCell(text, 'RUB', 'ru')).toBeUndefined()
    },
  )
  it('is whole yen where the currency has no minor units', () => {
    expect(parseCell('1 234 567', 'JPY', 'ru')).toBe(1_234_567)
    expect(parseCell('1,2 млн', 'JPY', 'ru')).toBe(1_200_000)
    expect(cellText(1_234_567, 'JPY', 'ru')).toBe('1234567')
  })
  it('goes to a spreadsheet and back unchanged', () => {
    for (const language of ['ru', 'en'] as const)
      for (const minor of [0, 1, -1, 123_456_750, 99_999_999_999])
        expect(parseCell(cellText(minor, 'RUB', language), 'RUB', language)).toBe(minor)
  })
  it('has the signs of the language: an English comma groups, and a spreadsheet gets a point', () => {
    expect(parseCell('1,200', 'number', 'en')).toBe(1200)
    expect(parseCell('1,200', 'number', 'ru')).toBe(1.2)
    expect(parseCell('1.5', 'number', 'en')).toBe(1.5)
    expect(cellText(123_450, 'USD', 'en')).toBe('1234.5')
    expect(cellText(123_450, 'USD', 'ru')).toBe('1234,5')
  })
  it.each([
    ['1 234 567 JP¥', 'JPY', 1_234_567],
    ['¥1,234,567', 'JPY', 1_234_567],
    ['1,2 млн JP¥', 'JPY', 1_200_000],
    ['JPY 500', 'JPY', 500],
    ['1 200 сум', 'UZS', 120_000],
    ['$1.2m', 'USD', 120_000_000],
  ] as const)('%s of a company that counts in %s is understood', (text, currency, minor) => {
    expect(parseCell(text, currency, 'ru')).toBe(minor)
  })
})

describe('a block from the clipboard', () => {
  it('is split by tabs and lines; the last line end of Excel is no row', () => {
    expect(parseTsv('1\t2\r\n3\t4\r\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })
  it('keeps tabs, line ends and quotes inside a quoted cell', () => {
    expect(parseTsv('"a\tb"\t"c\n""d"""')).toEqual([['a\tb', 'c\n"d"']])
  })
})
