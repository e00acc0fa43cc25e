import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { QuickAdd } from './quick-add.tsx'

const dealId = '00000000-0000-7000-8000-000000000001'
const me = { id: '00000000-0000-7000-8000-000000000009', name: 'Анна' }
const made = {
  id: '00000000-0000-7000-8000-000000000002',
  title: 'x',
  dueOn: '2026-11-23',
  dueAt: '2026-11-23T12:00:00Z',
  hasTime: true,
}

/** Answers what the line asks for; remembers what was sent. */
function server() {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'POST') sent.push(await request.json())
    const reference = { people: [me], hasTeam: false, may: { create: true } }
    return Response.json(request.method === 'POST' ? made : reference)
  })
  return sent
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('the line says what it has understood and sends it with the record', async () => {
  const sent = server()
  await renderKit(<QuickAdd about={{ dealId }} />)
  const line = await screen.findByRole('textbox', { name: 'Новая задача' })
  fireEvent.change(line, { target: { value: 'Отправить КП 23.11.2099 15:00 срочно' } })
  expect(screen.getByText('23.11.2099, 15:00')).toBeTruthy()
  expect(screen.getByText('важно')).toBeTruthy()
  fireEvent.submit(line)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    title: 'Отправить КП',
    dueOn: '2099-11-23',
    dueTime: '15:00',
    priority: 'high',
    dealId,
  })
  await waitFor(() => expect((line as HTMLInputElement).value).toBe(''))
})

test('a line of nothing but time is not sent and says what is missing', async () => {
  const sent = server()
  await renderKit(<QuickAdd />)
  const line = await screen.findByRole('textbox', { name: 'Новая задача' })
  fireEvent.change(line, { target: { value: 'завтра 15:00' } })
  fireEvent.submit(line)
  expect(await screen.findByText(/Напишите, что сделать/)).toBeTruthy()
  expect(sent).toEqual([])
})
