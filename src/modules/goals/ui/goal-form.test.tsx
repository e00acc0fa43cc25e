import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { GoalForm } from './goal-form.tsx'
import type { GoalRow } from './use-goals.ts'

beforeAll(() => {
  // A text area that grows asks it, and jsdom has none.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const goal = {
  id: '00000000-0000-7000-8000-000000000041',
  version: 1,
  title: 'Вырасти',
  reason: '',
  level: 'company',
  metric: 'won',
  unit: 'count',
  period: '2026-Q4',
  startValue: null,
  target: 10,
  weight: 1,
  state: 'open',
} as unknown as GoalRow

test('a goal that another has changed meanwhile is shown with the choice whose words stay, and mine go over his', async () => {
  let kept = { ...goal, title: 'Вырасти вдвое', version: 2 }
  let isRefused = false
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (request.method === 'GET' && pathname.endsWith('/choices'))
      return Response.json({
        metrics: [],
        levels: ['company'],
        departments: [],
        heads: [],
        people: [],
        responsible: [],
      })
    if (request.method === 'GET' && pathname.endsWith('/goals'))
      return Response.json({ goals: isRefused ? [kept] : [goal], may: { levels: ['company'] } })
    if (request.method === 'GET') return Response.json({ metrics: [] })
    const sent = (await request.json()) as { version: number; title: string }
    if (sent.version === kept.version) {
      kept = { ...kept, ...sent, version: kept.version + 1 }
      return Response.json({ id: goal.id, version: kept.version })
    }
    isRefused = true
    return Response.json({ defined: true, code: 'GOAL_CHANGED', status: 409, message: 'Изменили' }, { status: 409 })
  })
  const onClose = vi.fn()
  await renderKit(<GoalForm editing={{ goal }} period="2026-Q4" onClose={onClose} />)
  fireEvent.change(await screen.findByDisplayValue('Вырасти'), { target: { value: 'Вырасти на треть' } })
  fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Записать моё' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(kept.title).toBe('Вырасти на треть')
})
