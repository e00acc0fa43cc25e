import { describe, expect, it } from 'vitest'
import type { PaperDocument } from './document.ts'
import { printPdf } from './print-pdf.ts'
import { pdfText } from './test-pdf-text.ts'

const paper: PaperDocument = {
  title: 'Протокол: Планёрка',
  about: ['20 ноября 2026, пятница'],
  parts: [
    { kind: 'heading', text: 'Решения' },
    {
      kind: 'table',
      columns: [
        { title: 'Что решили', width: 'rest' },
        { title: 'Сумма', align: 'end' },
      ],
      rows: [['Позвонить в «Насосы»', '1\u00a0234\u00a0567,50\u00a0₽']],
    },
    { kind: 'figures', figures: [{ label: 'К темпу', value: '\u2212500 тыс. ₽' }] },
    { kind: 'list', items: ['Первое', 'Второе'] },
    { kind: 'text', text: 'Ёлка, щука, №\u00a05 — всё на месте' },
    { kind: 'signatures', people: ['Роман Ильин'] },
  ],
  foot: 'Ромашка',
  language: 'ru',
  madeAt: new Date('2026-11-20T09:31:00+03:00'),
}

describe('a paper', () => {
  it('says in Russian, with roubles and a true minus, what was put into it', async () => {
    const { name, contentType, bytes } = await printPdf(paper, 'Протокол: Планёрка, 20.11.2026')
    expect({ name, contentType }).toEqual({
      name: 'Протокол Планёрка, 20.11.2026.pdf',
      contentType: 'application/pdf',
    })
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const words = pdfText(bytes)
    for (const said of [
      'Протокол: Планёрка',
      'Позвонить в «Насосы»',
      '1\u00a0234\u00a0567,50\u00a0₽',
      '\u2212500 тыс. ₽',
      'Ёлка, щука, №\u00a05 — всё на месте',
      'Роман Ильин',
      '1 / 1',
    ])
      expect(words).toContain(said)
    expect(words).not.toContain('?')
  })

  it('of many rows goes on, with the head of its table on each page', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`Строка ${index + 1}`, `${index} ₽`])
    const columns = [{ title: 'Что', width: 'rest' as const }, { title: 'Сумма' }]
    const { bytes } = await printPdf({ ...paper, parts: [{ kind: 'table', columns, rows }] }, 'Ведомость')
    const words = pdfText(bytes)
    expect(words).toContain('Строка 120')
    expect(words.match(/Сумма/g)?.length).toBe(words.match(/\d \/ \d/g)?.length)
  })

  it('is set one after the other when many are asked for at once', async () => {
    const files = await Promise.all(['a', 'b', 'c'].map((title) => printPdf({ ...paper, title }, title)))
    expect(files.map(({ bytes }) => pdfText(bytes).trim()[0])).toEqual(['a', 'b', 'c'])
  })
})
