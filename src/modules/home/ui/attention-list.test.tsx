import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import type { Item } from '../contract.ts'
import { AttentionList } from './attention-list.tsx'

const dealId = '00000000-0000-7000-8000-000000000001'
const personId = '00000000-0000-7000-8000-000000000002'
const items: Item[] = [
  { kind: 'abandoned', key: 'abandoned', hidden: null, amountMinor: 503_000_000_00, n: 889, hasMore: false, days: 90 },
  {
    kind: 'deal',
    key: 'deal:x',
    hidden: null,
    amountMinor: 1_900_000_00,
    dealId,
    title: 'Завод «Прогресс»',
    stageName: 'КП отправлено',
    ownerId: personId,
    ownerName: 'Смирнова Анна',
    closingInDays: 1,
    reasons: [{ code: 'stuck', value: 23, usual: 5, fields: [] }],
  },
  {
    kind: 'behind',
    key: 'behind:x',
    hidden: null,
    amountMinor: 800_000_00,
    personId,
    name: 'Орлов',
    factMinor: 400_000_00,
    dueMinor: 1_200_000_00,
    contacts: [{ kind: 'meeting', done: 9, norm: 16 }],
  },
  {
    kind: 'noPlan',
    key: 'noPlan',
    hidden: null,
    amountMinor: null,
    month: '2026-11',
    people: ['Белов', 'Павлова', 'Фомин', 'Титов'],
  },
  {
    kind: 'unmatchedProducts',
    key: 'unmatchedProducts',
    hidden: null,
    amountMinor: null,
    names: ['GTXPro'],
    lines: 1480,
  },
]
const answer = (body: unknown) => vi.stubGlobal('fetch', async () => Response.json(body))

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('what needs attention', () => {
  it('each line says why it is there and leads to it', async () => {
    answer({ items, snoozed: 2, learnt: 1, hasMore: true })
    await renderKit(<AttentionList title="Требует внимания" />)
    const lines = within(await screen.findByRole('list')).getAllByRole('link')
    expect(lines.map((line) => line.getAttribute('href'))).toEqual([
      '/abandoned',
      `/deals/${dealId}`,
      `/plan-fact?line=${personId}`,
      '/plan?year=2026',
      '/products',
    ])
    const texts = lines.map((line) => line.textContent?.replaceAll('\u00A0', ' '))
    expect(texts[1]).toContain('закрывается завтра; на этапе 23 дня, обычно до 5')
    expect(texts[2]).toContain('отстаёт от плана: 400 тыс. ₽, а должно быть 1,20 млн ₽; встреч 9 из 16')
    expect(texts[3]).toContain('Белов, Павлова, Фомин и ещё 1')
    expect(texts[4]).toContain('GTXPro — 1 480 строк')
    expect(screen.getByText(/показаны 5 самых крупных/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Отложено: 3' })).toBeTruthy()
    expect(screen.getAllByRole('button', { name: 'Шаг' })).toHaveLength(1)
    expect(screen.getAllByRole('button', { name: 'Отклонение' })).toHaveLength(1)
  })

  it('nothing to do is said in words, with what would come here', async () => {
    answer({ items: [], snoozed: 0, learnt: 0, hasMore: false })
    await renderKit(<AttentionList title="Требует внимания" />, { language: 'en' })
    expect(await screen.findByText(/Nothing is burning/)).toBeTruthy()
    expect(screen.getByText(/no contact for long/)).toBeTruthy()
  })
})
