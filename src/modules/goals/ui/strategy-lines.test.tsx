import { expect, test } from 'vitest'
import { differences } from './strategy-lines.ts'

const body = {
  summary: 'Растём',
  segments: [{ name: 'ЖКХ', why: 'бюджеты', offer: '' }],
  methods: ['Тендеры'],
  tools: [],
  risks: [],
}

test('versions are compared line by line: what appeared, what was taken away', () => {
  const later = { ...body, methods: ['Тендеры', 'Выезды'], segments: [] }
  expect(differences(body, later)).toEqual([
    { id: 'segments', added: [], removed: ['ЖКХ — бюджеты'] },
    { id: 'methods', added: ['Выезды'], removed: [] },
  ])
  expect(differences(body, body)).toEqual([])
})
