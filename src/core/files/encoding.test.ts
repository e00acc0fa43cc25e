import { open } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { eightBitEncoding, encodingOfText } from './encoding.ts'
import { fileWith, readAll, windows1251 } from './test-file.ts'

const RUSSIAN = 'Название;Ответственный\nПоставка окон;Иванов Пётр\nМонтаж, «Ёлка» № 5;Сидорова Анна\n'

async function encodingOf(content: string | Uint8Array): Promise<string> {
  const file = await open(await fileWith(content))
  try {
    return await encodingOfText(file)
  } finally {
    await file.close()
  }
}

function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

/** The text in an eight-bit encoding; signs that it has not are left out. */
function inEncoding(text: string, encoding: 'ibm866' | 'koi8-r'): Buffer {
  const signs = [...new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))]
  return Buffer.from([...text].map((sign) => signs.indexOf(sign)).filter((byte) => byte >= 0))
}

describe('encoding of a text', () => {
  test('UTF-8 with and without its mark, and plain ASCII', async () => {
    for (const content of [RUSSIAN, `\ufeff${RUSSIAN}`, 'a;b\n1;2\n']) {
      const { table, cells } = await readAll(await fileWith(content))
      expect(table.encoding).toBe('utf-8')
      expect(table.columns[0]?.name).toBe(content.includes('Название') ? 'Название' : 'a')
      expect(cells.length).toBeGreaterThan(0)
    }
  })

  test('windows-1251 by its letters', async () => {
    const { table, cells } = await readAll(await fileWith(windows1251(RUSSIAN)))
    expect(table.encoding).toBe('windows-1251')
    expect(cells).toEqual([
      ['Поставка окон', 'Иванов Пётр'],
      ['Монтаж, «Ёлка» № 5', 'Сидорова Анна'],
    ])
  })

  test('the older Cyrillic encodings by how often their letters stand in Russian, small and capital', async () => {
    for (const encoding of ['ibm866', 'koi8-r'] as const)
      for (const text of [RUSSIAN, RUSSIAN.toUpperCase(), 'id;Имя\n1;Иван\n2;Ольга\n']) {
        const { table, cells } = await readAll(await fileWith(inEncoding(text, encoding)))
        expect([table.encoding, table.columns[1]?.name]).toEqual([encoding, text.split('\n')[0]?.split(';')[1]])
        expect(cells[0]?.[1]).toBe(text.split('\n')[1]?.split(';')[1])
      }
    for (const text of [RUSSIAN.toUpperCase(), 'ООО «ЁЖ»;ЗАО «ЩУКА И ЮГ»', 'Э;Ю;Ъ', 'Київ, вулиця Ґонти, Їжак'])
      expect(eightBitEncoding(windows1251(text))).toBe('windows-1251')
    for (const text of ['créé à Évry;élève;naïveté', 'Größe;Übergrößenträger;Öl', 'Übung, Äpfel'])
      expect(eightBitEncoding(Buffer.from(text, 'latin1'))).toBe('windows-1252')
  })

  test('UTF-16 of both orders, with and without its mark', async () => {
    for (const order of ['le', 'be'] as const) {
      for (const mark of [true, false]) {
        const { table, cells } = await readAll(await fileWith(utf16(RUSSIAN, order, mark)))
        expect(table.encoding).toBe(`utf-16${order}`)
        expect(table.columns[0]?.name).toBe('Название')
        expect(cells).toHaveLength(2)
      }
    }
  })

  test('windows-1252 where letters stand alone among Latin ones', () => {
    expect(eightBitEncoding(Buffer.from('Müller;Café;Größe;señor', 'latin1'))).toBe('windows-1252')
    expect(eightBitEncoding(Buffer.from([0x80, 0x20, 0x35, 0x30, 0x30]))).toBe('windows-1252')
    expect(eightBitEncoding(windows1251('Ещё чай'))).toBe('windows-1251')
    expect(eightBitEncoding(windows1251('Київ, вулиця Ґонти'))).toBe('windows-1251')
  })

  test('the first Cyrillic letter may stand behind megabytes of ASCII', async () => {
    const ascii = 'id;name\n' + '12345;plain text of a long file\n'.repeat(80_000)
    expect(await encodingOf(Buffer.concat([Buffer.from(ascii), windows1251('1;Привет всем\n')]))).toBe('windows-1251')
    expect(await encodingOf(`${ascii}1;Привет всем\n`)).toBe('utf-8')
  })

  test('a letter across the border of two blocks is no broken letter', async () => {
    for (const shift of [0, 1, 2, 3]) {
      expect(await encodingOf('x'.repeat(1024 * 1024 - shift) + 'привет €𝄞'.repeat(10))).toBe('utf-8')
    }
  })

  test('UTF-8 with a letter cut in two stays UTF-8', async () => {
    const cut = Buffer.concat([
      Buffer.from(RUSSIAN.repeat(3)),
      Buffer.from('Ж').subarray(0, 1),
      Buffer.from('\nещё;раз\n'),
    ])
    expect(await encodingOf(cut)).toBe('utf-8')
  })

  test('a hand-picked encoding wins', async () => {
    const { cells } = await readAll(await fileWith(Buffer.from('№;b\n\x8f;2\n'.replace('№', 'a'), 'latin1')), {
      encoding: 'ibm866',
    })
    expect(cells).toEqual([['П', '2']])
  })
})
