import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { fileWith, problemOf, readAll } from './test-file.ts'
import { BOOK, bookOf, sheetOf, zipped } from './test-workbook.ts'

describe('a bad workbook', () => {
  test('truncated at any point it is broken, never a crash', async () => {
    const whole = await bookOf(
      sheetOf(`<row r="1"><c r="A1" t="str"><v>a</v></c></row>${'<row><c><v>1</v></c></row>'.repeat(2_000)}`),
    )
    for (let part = 1; part < 20; part += 1) {
      const path = await fileWith(whole.subarray(0, Math.floor((whole.length * part) / 20)))
      expect(await problemOf(path)).toEqual({ code: 'FILE_BROKEN' })
    }
  })

  test('damaged bytes inside give a declared problem or rows, never another error', async () => {
    const whole = await bookOf(
      sheetOf(`<row r="1"><c r="A1" t="str"><v>a</v></c></row>${'<row><c><v>1</v></c></row>'.repeat(50)}`),
    )
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at]! + 101) % 256
      const path = await fileWith(damaged)
      try {
        await readAll(path)
      } catch (error) {
        expect(error).toMatchObject({ name: 'FileError' })
      }
    }
  })

  test('XML that breaks off, entities of its own, a sheet that is none', async () => {
    expect(await problemOf(await fileWith(await bookOf('<worksheet><sheetData><row r="1"><c r="A1"><v>1')))).toEqual({
      code: 'FILE_BROKEN',
    })
    expect(await problemOf(await fileWith(await bookOf('hello')))).toEqual({ code: 'FILE_BROKEN' })
    const lol = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    const { cells } = await readAll(
      await fileWith(
        await bookOf(lol + sheetOf('<row><c t="str"><v>x</v></c></row><row><c t="str"><v>&b;</v></c></row>')),
      ),
    )
    expect(cells).toEqual([['&b;']])
  })

  test('a zip without a workbook, a document, a spreadsheet of another office', async () => {
    const kinds: [Record<string, string>, string][] = [
      [{ 'readme.txt': 'x' }, 'zip'],
      [{ '[Content_Types].xml': 'x', 'word/document.xml': 'x' }, 'docx'],
      [{ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': 'x' }, 'ods'],
      [{ '[Content_Types].xml': 'x', 'xl/workbook.bin': 'x' }, 'xlsb'],
    ]
    for (const [parts, looksLike] of kinds) {
      expect(await problemOf(await fileWith(await zipped(parts)))).toEqual({ code: 'FILE_IS_NOT_TABLE', looksLike })
    }
  })

  test('a bomb is refused by its declared size, by what comes out of it, and by its number of parts', async () => {
    const megabyte = '<row><c><v>1</v></c></row>'.repeat(40_000)
    const bomb = await fileWith(await bookOf(Array.from({ length: 64 }, () => megabyte)), 'bomb.xlsx')
    expect((await stat(bomb)).size).toBeLessThan(600_000)
    expect(await problemOf(bomb)).toEqual({ code: 'FILE_TOO_LARGE_INSIDE', what: 'ratio', limit: 250 })
    expect(await problemOf(bomb, { limits: { partBytes: 10_000_000 } })).toMatchObject({ what: 'size' })

    // The same bomb with a lie about its size in the central directory.
    const bytes = await readFile(bomb)
    const entry = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46
    bytes.writeUInt32LE(1_000, entry + 24)
    await writeFile(bomb, bytes)
    expect(await problemOf(bomb)).toEqual({ code: 'FILE_TOO_LARGE_INSIDE', what: 'ratio', limit: 250 })
    expect(await problemOf(bomb, { limits: { partBytes: 1_000_000 } })).toMatchObject({ what: 'size' })

    const many = await fileWith(
      await zipped({ ...BOOK, ...Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`xl/${n}`, ''])) }),
    )
    expect(await problemOf(many, { limits: { zipEntries: 20 } })).toEqual({
      code: 'FILE_TOO_LARGE_INSIDE',
      what: 'entries',
      limit: 20,
    })
  })

  test('a workbook cut by its last byte', async () => {
    const path = await fileWith(await bookOf(sheetOf('<row><c><v>1</v></c></row>')))
    await truncate(path, (await stat(path)).size - 1)
    expect(await problemOf(path)).toEqual({ code: 'FILE_BROKEN' })
  })
})
