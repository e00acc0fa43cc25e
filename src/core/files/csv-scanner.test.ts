import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvScanner, type CsvRecord, type Dialect } from './csv-scanner.ts'
import { FileError } from './errors.ts'

const SEMICOLON: Dialect = { delimiter: ';', quote: '"', lineEnd: '\n' }

function scan(pieces: string[], dialect = SEMICOLON, recordChars = 1_000_000): CsvRecord[] {
  const scanner = new CsvScanner(dialect, { recordChars })
  return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()]
}

const cells = (text: string, dialect?: Dialect): string[][] => scan([text], dialect).map((record) => record.cells)

function problemOf(text: string, recordChars?: number): unknown {
  try {
    scan([text], SEMICOLON, recordChars)
  } catch (error) {
    return error instanceof FileError ? error.problem : error
  }
  return null
}

describe('records of delimited text', () => {
  test('quotes, doubled quotes and line breaks inside a cell', () => {
    expect(cells('a;"b;c";"say ""hi""\nthere"\r\n1;;3')).toEqual([
      ['a', 'b;c', 'say "hi"\nthere'],
      ['1', '', '3'],
    ])
  })

  test('each record knows the physical line where it starts', () => {
    expect(scan(['a\n"b\n\nc"\nd\n']).map(({ line }) => line)).toEqual([1, 2, 5])
  })

  test('a quote inside an unquoted cell is a letter', () => {
    expect(cells('ООО "Ромашка";1')).toEqual([['ООО "Ромашка"', '1']])
  })

  test('an undoubled quote inside a quoted cell is kept and flagged', () => {
    expect(scan(['"ООО "Ромашка"";1\n2;3'])).toEqual([
      { line: 1, cells: ['ООО "Ромашка"', '1'], strayQuote: true },
      { line: 2, cells: ['2', '3'], strayQuote: false },
    ])
  })

  test('spaces after a closing quote do not count', () => {
    expect(cells('"a" ;"b"\t\r\n')).toEqual([['a', 'b']])
  })

  test('old Mac line ends, long delimiters and a last line without an end', () => {
    expect(cells('a;b\r1;2', { ...SEMICOLON, lineEnd: '\r' })).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
    expect(cells('a||"b||c"||d', { ...SEMICOLON, delimiter: '||' })).toEqual([['a', 'b||c', 'd']])
    expect(cells('a;"b";')).toEqual([['a', 'b', '']])
  })

  test('a missing closing quote names the line where it opened', () => {
    expect(problemOf('a;b\n1;"x\n2;y\n3;z')).toEqual({ code: 'QUOTE_NOT_CLOSED', line: 2 })
    expect(problemOf('a;b\n1;"x\n2;"y"\n3;z')).toEqual({ code: 'QUOTE_NOT_CLOSED', line: 2 })
    expect(problemOf('a;b\n"q\nr";"x\n"2";"y"\n')).toEqual({ code: 'QUOTE_NOT_CLOSED', line: 3 })
  })

  test('a missing quote in a huge file is told before memory runs out', () => {
    expect(problemOf(`a\n"${'x\n'.repeat(1_000)}`, 500)).toEqual({ code: 'QUOTE_NOT_CLOSED', line: 2 })
    expect(problemOf(`a\n${'x'.repeat(1_000)}`, 5_000)).toBeNull()
  })

  test('a record beyond the limit is refused', () => {
    const scanner = new CsvScanner(SEMICOLON, { recordChars: 100 })
    expect(scanner.push(`a\n${'x'.repeat(200)}`)).toHaveLength(1)
    expect(() => scanner.push('y')).toThrow('ROW_TOO_LONG')
  })
})

const cell = fc.string({ unit: fc.constantFrom('a', 'я', ' ', '"', ';', ',', '\n', '\r\n', '1', "'"), maxLength: 8 })
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 })

const written = (rows: string[][]): string =>
  rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(';')).join('\r\n')

test('where the text is cut into chunks does not matter', () => {
  fc.assert(
    fc.property(table, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (rows, sizes) => {
      const text = written(rows)
      const pieces: string[] = []
      for (let at = 0, turn = 0; at < text.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1
        pieces.push(text.slice(at, at + size))
        at += size
      }
      expect(scan(pieces)).toEqual(scan([text]))
      expect(scan(pieces).map((record) => record.cells)).toEqual(rows)
    }),
  )
})

test('agrees with csv-parse on well-formed text', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', 'я', '.', '1', ' '), maxLength: 6 })
  const mixed = fc.array(fc.array(fc.oneof(plain, cell), { minLength: 2, maxLength: 5 }), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(mixed, fc.constantFrom('\n', '\r\n'), (rows, lineEnd) => {
      const text = rows
        .map((row) => row.map((each) => (/[";\r\n]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each)).join(';'))
        .join(lineEnd)
      const expected = parse(text, { delimiter: ';', relax_column_count: true, record_delimiter: ['\n', '\r\n'] })
      expect(cells(text)).toEqual(expected)
    }),
  )
})
