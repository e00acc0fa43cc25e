import { describe, expect, test } from 'vitest'
import { openTable } from './read-table.ts'
import { fileWith, problemOf, readAll, rowsOf, testPath } from './test-file.ts'

describe('a delimited file', () => {
  test('gives columns, a preview, rows with their lines, and counts', async () => {
    const path = await fileWith('ID;Товар;Товар\n1;"две\nстроки";x\n\n ; ;\n2;b;y\n')
    const { table, rows } = await readAll(path)
    expect(table).toMatchObject({
      kind: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      quote: '"',
      sheet: null,
      headerLine: 1,
    })
    expect(table.columns).toEqual([
      { index: 0, name: 'ID', label: 'ID' },
      { index: 1, name: 'Товар', label: 'Товар' },
      { index: 2, name: 'Товар', label: 'Товар (2)' },
    ])
    expect(rows).toEqual([
      { line: 2, cells: ['1', 'две\nстроки', 'x'] },
      { line: 6, cells: ['2', 'b', 'y'] },
    ])
    expect(table.sample).toEqual(rows)
    expect(table.counts).toEqual({ rows: 2, blankRows: 2, problemRows: 0, progress: 1 })
  })

  test('rows can be read twice and left halfway', async () => {
    const table = await openTable(await fileWith(`a;b\n${'1;2\n'.repeat(5_000)}`))
    for await (const batch of table.rows) {
      expect(batch).toHaveLength(1_000)
      break
    }
    expect(await rowsOf(table)).toHaveLength(5_000)
    expect(await rowsOf(table)).toHaveLength(5_000)
    expect(table.counts.rows).toBe(5_000)
  })

  test('too few and too many cells are problems of the row, not of the file', async () => {
    const { table, rows } = await readAll(await fileWith('a;b;c\n1;2;3\n1;2\n1;2;3;4\n1;2;3;;\n1;"x "y" z";3\n'))
    expect(rows.map(({ problem }) => problem)).toEqual([
      undefined,
      { code: 'TOO_FEW_CELLS', expected: 3, found: 2 },
      { code: 'TOO_MANY_CELLS', expected: 3, found: 4 },
      undefined,
      { code: 'STRAY_QUOTE' },
    ])
    expect(rows.every(({ cells }) => cells.length === 3)).toBe(true)
    expect(table.counts.problemRows).toBe(3)
  })

  test('a file with only a header has columns and no rows', async () => {
    const { table, rows } = await readAll(await fileWith('ID;Название;Сумма'))
    expect(table.columns.map(({ name }) => name)).toEqual(['ID', 'Название', 'Сумма'])
    expect(rows).toEqual([])
    expect(table.counts.rows).toBe(0)
  })

  test("titles and Excel's sep line above the header are no rows", async () => {
    const { table, rows } = await readAll(
      await fileWith('sep=;\r\nОтчёт\r\n\r\nID;Имя;Дата\r\n1;Иван;21.06.2024\r\n2;Пётр;22.06.2024\r\n'),
    )
    expect(table.headerLine).toBe(4)
    expect(rows.map(({ line }) => line)).toEqual([5, 6])
  })

  test('a person overrides what was guessed', async () => {
    const path = await fileWith('x\ta;b\ny\tc;d\n')
    const { table, cells } = await readAll(path, { delimiter: '\t', headerLine: null })
    expect(table).toMatchObject({ delimiter: '\t', headerLine: null })
    expect(cells).toEqual([
      ['x', 'a;b'],
      ['y', 'c;d'],
    ])
  })

  test('old Mac line ends and a last line of Ctrl-Z', async () => {
    expect((await readAll(await fileWith('a;b\r1;2\r3;4'))).cells).toHaveLength(2)
    expect((await readAll(await fileWith('a;b\r\n1;2\r\n\u001a'))).cells).toEqual([['1', '2']])
  })

  test('100,000 rows pass by with memory that does not follow their number', async () => {
    const line = (id: number): string => `${id};"Сделка ${id}";${id},50;21.06.2024 15:30;${'текст '.repeat(10)}\n`
    const path = await fileWith(
      `ID;Название;Сумма;Дата;Заметка\n${Array.from({ length: 100_000 }, (_, id) => line(id)).join('')}`,
    )
    const table = await openTable(path)
    const before = process.memoryUsage().rss
    let peak = before
    let rows = 0
    for await (const batch of table.rows) {
      rows += batch.length
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    expect(rows).toBe(100_000)
    expect(peak - before).toBeLessThan(150 * 1024 * 1024)
  })
})

describe('a bad file', () => {
  test('a missing closing quote names its line', async () => {
    expect(await problemOf(await fileWith('ID;Имя\n1;"Иванов\n2;Петров\n3;"Сидоров"\n'))).toEqual({
      code: 'QUOTE_NOT_CLOSED',
      line: 2,
    })
    const long = `ID;Имя\n${'1;"x"\n'.repeat(50_000)}2;"Иванов\n${'3;y\n'.repeat(50_000)}`
    expect(await problemOf(await fileWith(long))).toEqual({ code: 'QUOTE_NOT_CLOSED', line: 50_002 })
  })

  test('an empty file, a file of blank lines, a file of a mark alone', async () => {
    for (const content of ['', '\n\n  \n', '\ufeff']) {
      expect(await problemOf(await fileWith(content))).toEqual({ code: 'FILE_IS_EMPTY' })
    }
  })

  test('a file that is not there, a folder', async () => {
    expect(await problemOf(await testPath('nothing.csv'))).toEqual({ code: 'FILE_NOT_READABLE' })
    expect(await problemOf('/')).toEqual({ code: 'FILE_NOT_READABLE' })
  })

  test('other kinds of files are named by their content', async () => {
    const kinds: [string | Uint8Array, string][] = [
      ['%PDF-1.7\n...', 'pdf'],
      [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image'],
      [Buffer.from('ffd8ffe000104a464946', 'hex'), 'image'],
      ['<!DOCTYPE html><html><body><table></table></body></html>', 'html'],
      ['<meta http-equiv="Content-Type" content="text/html"><table><tr><td>ID</td></tr></table>', 'html'],
      ['<?xml version="1.0"?><Workbook></Workbook>', 'xml'],
      ['{"deals": [1, 2]}', 'json'],
      ['[{"id": 1}]', 'json'],
      [Buffer.from('1f8b0800000000000003', 'hex'), 'archive'],
      [Buffer.from([1, 2, 3, 0, 0, 255, 254, 7, 8, 0, 1]), 'binary'],
      [Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('WordDocument', 'utf16le')]), 'ole'],
    ]
    for (const [content, looksLike] of kinds) {
      expect(await problemOf(await fileWith(content, 'deals.csv'))).toEqual({ code: 'FILE_IS_NOT_TABLE', looksLike })
    }
  })

  test('an old .xls and a workbook under a password', async () => {
    const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex')
    expect(await problemOf(await fileWith(Buffer.concat([ole, Buffer.from('Workbook', 'utf16le')])))).toEqual({
      code: 'FILE_IS_OLD_XLS',
    })
    expect(await problemOf(await fileWith(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')])))).toEqual({
      code: 'FILE_IS_PASSWORD_PROTECTED',
    })
  })

  test('limits on bytes, rows, columns and the length of a row', async () => {
    const path = await fileWith(`a;b;c\n${'1;2;3\n'.repeat(50)}`)
    expect(await problemOf(path, { limits: { bytes: 100 } })).toEqual({
      code: 'FILE_TOO_LARGE',
      bytes: 306,
      limitBytes: 100,
    })
    expect(await problemOf(path, { limits: { rows: 49 } })).toEqual({ code: 'TOO_MANY_ROWS', limit: 49 })
    expect(await problemOf(path, { limits: { columns: 2 } })).toEqual({ code: 'TOO_MANY_COLUMNS', count: 3, limit: 2 })
    const wide = await fileWith(`a;b\n1;${'x'.repeat(5_000)}`)
    expect(await problemOf(wide, { limits: { recordChars: 1_000 } })).toEqual({
      code: 'ROW_TOO_LONG',
      line: 2,
      limitChars: 1_000,
    })
  })

  test('SQL, HTML and emoji in cells are just cells', async () => {
    const { cells } = await readAll(
      await fileWith('a;b\n"\'); drop table deals;--";<script>alert(1)</script>\n👩‍💼;=1+1\n'),
    )
    expect(cells).toEqual([
      ["'); drop table deals;--", '<script>alert(1)</script>'],
      ['👩‍💼', '=1+1'],
    ])
  })
})
