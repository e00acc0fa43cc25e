import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import type { Tile } from '../contract.ts'
import { KpiPage } from './kpi-page.tsx'

const tile = (key: string, more: Partial<Tile>): Tile => ({
  key,
  unit: 'money',
  direction: 'up',
  value: 100_000_00,
  n: 12,
  low: null,
  high: null,
  small: false,
  compared: null,
  change: null,
  better: null,
  tone: null,
  borders: null,
  threshold: null,
  unripe: null,
  missing: null,
  ...more,
})

const board = {
  period: { key: '2026-11', start: '2026-11-01', end: '2026-12-01' },
  compared: { start: '2026-10-01', end: '2026-10-22' },
  role: 'owner',
  version: 3,
  tiles: [
    tile('sales', { compared: 80_000_00, change: 0.25, better: true, tone: 'bad' }),
    tile('cycleMedian', { unit: 'days', direction: 'down', value: 30, compared: 24, change: 0.25, better: false }),
    tile('winRate', { unit: 'share', value: 0.5, n: 4, low: 0.15, high: 0.85, small: true }),
    tile('csat', { unit: 'share', value: null, missing: 'noSurvey' }),
  ],
  others: ['won'],
  may: { arrange: true, setThresholds: true },
}
const declared = (key: string, label: string) => ({
  key,
  label,
  meaning: 'Что это',
  formula: 'а ÷ б',
  unit: 'money',
  direction: 'up',
  minN: 20,
  dimensions: [],
  hasRecords: false,
  missing: key === 'csat' ? 'Опросов клиентов пока нет.' : null,
})
const catalogue = {
  metrics: [
    declared('sales', 'Объём продаж'),
    declared('cycleMedian', 'Цикл'),
    declared('winRate', 'Доля побед'),
    declared('csat', 'Довольство'),
    declared('won', 'Продажи, шт.'),
  ],
  dimensions: [],
  filters: { departments: [] },
}
const answers: Record<string, unknown> = {
  '/api/kpi/board': board,
  '/api/kpi/courses': { rows: [{ key: 'sales', points: [1, 2, 3].map((value) => ({ period: '2026-11', value })) }] },
  '/api/metrics/catalogue': catalogue,
  '/api/metrics/explain': { text: 'Объём продаж вырос на 20 000 ₽.' },
  '/api/lists/page.kpi/views': { views: [], defaultViewId: null, mayShare: ['private'], mayExport: true },
}
let sent: { path: string; body: unknown }[]

beforeEach(() => {
  sent = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (request.method === 'GET') return Response.json(answers[pathname] ?? {})
    sent.push({ path: pathname, body: await request.json() })
    return Response.json({ role: 'owner', tiles: ['cycleMedian'], version: 4 })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = () => renderKit(<KpiPage />, { path: '/kpi', viewer: { role: 'owner' } })

describe('the board', () => {
  test('a change is told with its sign, and coloured by what is good for the metric', async () => {
    await open()
    const sales = await screen.findByRole('button', { name: /Объём продаж/ })
    expect(within(sales).getByText('+25,0 %').dataset.better).toBe('true')
    expect(within(sales).getByText('плохо')).toBeTruthy()
    const cycle = screen.getByRole('button', { name: /Цикл/ })
    expect(within(cycle).getByText('+25,0 %').dataset.better).toBe('false')
  })

  test('few cases are grey and say how many there are', async () => {
    await open()
    const rate = await screen.findByRole('button', { name: /Доля побед/ })
    expect(within(rate).getByText('50,0 %').dataset.quiet).toBe('true')
    expect(within(rate).getByText('n = 4 · 15 %–85 %')).toBeTruthy()
  })

  test('a figure opens as formula and explanation; what cannot be measured yet says how to begin', async () => {
    await open()
    fireEvent.click(await screen.findByRole('button', { name: /Объём продаж/ }))
    expect(await screen.findByText('Объём продаж вырос на 20 000 ₽.')).toBeTruthy()
    expect(screen.getByText('а ÷ б')).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Границы' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /Довольство/ }))
    expect(await screen.findByText(/Опросов клиентов пока нет/)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Завести поле оценки' })).toBeTruthy()
  })

  test('is arranged by keys, and sent with the version that was seen', async () => {
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Настроить доску' }))
    const order = await screen.findByRole('list', { name: 'Показатели доски по порядку' })
    const second = within(order).getAllByRole('listitem')[1]
    fireEvent.keyDown(second!, { key: 'ArrowUp', altKey: true })
    fireEvent.click(screen.getByRole('button', { name: 'Убрать: Довольство' }))
    fireEvent.click(screen.getByRole('button', { name: 'Сохранить доску' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({
      path: '/api/kpi/boards/owner',
      body: { tiles: ['cycleMedian', 'sales', 'winRate'], version: 3 },
    })
  })
})
