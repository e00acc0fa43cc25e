import { describe, expect, test } from 'vitest'
import { sniffDialect } from './dialect.ts'

const delimiterOf = (text: string): string => sniffDialect(text, true).delimiter

describe('delimiter of a text', () => {
  test('each of the four', () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      expect(
        delimiterOf(['id', 'name', 'sum', '1', 'x', '5'].join(delimiter).replace(`sum${delimiter}`, 'sum\n')),
      ).toBe(delimiter)
    }
  })

  test('decimal commas are no delimiters', () => {
    expect(delimiterOf('Сделка;Сумма;НДС\nа;100,50;20,10\nб;7,25;1,45\n')).toBe(';')
    expect(delimiterOf('Сделка\tСумма\nа\t1 100,50\nб\t7,25\n')).toBe('\t')
    expect(delimiterOf('a;1,5;2,5\nb;3,5;4,5\n')).toBe(';')
  })

  test('one column of decimal commas stays one column', () => {
    expect(sniffDialect('Сумма\n3,50\n4,75\n12,00\n', true)).toMatchObject({ delimiter: ',', quote: '"' })
  })

  test('commas in the texts of a piped file do not mislead', () => {
    expect(delimiterOf('Key|Product|Cost\n1|Frame, Black|8.6\n2|Helmet, Red, 58|1.2\n3|Wheel|2\n')).toBe('|')
  })

  test('delimiters inside quotes and in multi-line notes do not count', () => {
    expect(delimiterOf('id,note\n1,"a;b;c\nd;e;f\ng;h;i"\n2,"x;y;z"\n')).toBe(',')
  })

  test("Excel's sep line names the delimiter and is no row", () => {
    expect(sniffDialect('sep=;\r\na,b;c\r\n1,5;2\r\n', true)).toMatchObject({ delimiter: ';', sepLine: true })
  })

  test('titles above the table do not mislead', () => {
    expect(delimiterOf('Отчёт по сделкам, июнь, 2024\n\nID;Название;Сумма\n1;Окна;5\n2;Двери;6\n3;Пол;7\n')).toBe(';')
  })

  test('a text without any delimiter is one column', () => {
    expect(delimiterOf('name\nИван\nПётр\n')).toBe(',')
  })
})

describe('quotes and line ends of a text', () => {
  test('an apostrophe before phones is no quote, pairs of them are', () => {
    expect(sniffDialect("id;phone\n1;'+7916\n2;'+7917\n3;'+7918\n", true).quote).toBe('"')
    expect(sniffDialect("'id';'name'\n'1';'a;b'\n'2';'c'\n", true)).toMatchObject({ quote: "'", delimiter: ';' })
  })

  test('quotes around one word of a cell are letters', () => {
    expect(sniffDialect('id\tname\n1\t"Ромашка" ООО\n2\t"Лютик" АО\n', true)).toMatchObject({
      quote: null,
      delimiter: '\t',
    })
  })

  test('old Mac line ends', () => {
    expect(sniffDialect('a;b\r1;2\r', true).lineEnd).toBe('\r')
    expect(sniffDialect('a;b\r\n1;2\r\n', true).lineEnd).toBe('\n')
  })
})
