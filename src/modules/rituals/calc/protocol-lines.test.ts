import { expect, test } from 'vitest'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { keptDecisions } from './protocol-lines.ts'

const decisions = keptDecisions([
  { text: 'Позвонить в «Насосы»', ownerName: 'Анна Быстрова', dueOn: '2026-11-23' },
  { text: 'Ждём счёт', ownerName: null, dueOn: null },
])
const data = { name: 'Планёрка', day: '2026-11-20', decisions }

test('the protocol of a meeting writes its days for its reader', () => {
  expect(ru.notices.RITUAL_PROTOCOL(data)).toEqual({
    title: 'Протокол: Планёрка, 20.11.2026',
    body: '1. Позвонить в «Насосы», Анна Быстрова, 23.11.2026; 2. Ждём счёт',
  })
  const { title, body } = en.notices.RITUAL_PROTOCOL(data)
  expect({ title: title.replaceAll('\u00a0', ' '), body: body.replaceAll('\u00a0', ' ') }).toEqual({
    title: 'Protocol: Планёрка, 20 Nov 2026',
    body: '1. Позвонить в «Насосы», Анна Быстрова, 23 Nov 2026; 2. Ждём счёт',
  })
})

test('a meeting without decisions says so, and a notice of before is read as it was written', () => {
  expect(keptDecisions([])).toBeNull()
  expect(ru.notices.RITUAL_PROTOCOL({ ...data, decisions: null }).body).toBe('Решений не было.')
  expect(ru.notices.RITUAL_PROTOCOL({ ...data, decisions: '1. Позвонить' }).body).toBe('1. Позвонить')
})
