import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { BlockNote } from './block-note.tsx'
import { useRitual } from './use-rituals.ts'

const key = '00000000-0000-7000-8000-000000000002.2026-11-23'

/** A meeting that takes only its last version, as slow as two sentences are typed. */
function server() {
  const meeting = { key, version: 1, notes: {} as Record<string, string>, may: { lead: true } }
  const statuses: number[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json(meeting)
    const sent = (await request.json()) as { version: number; notes: Record<string, string> }
    const isLast = sent.version === meeting.version
    if (isLast) Object.assign(meeting, { version: meeting.version + 1, notes: { ...meeting.notes, ...sent.notes } })
    const answer = structuredClone(meeting)
    statuses.push(isLast ? 200 : 409)
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    return isLast ? Response.json(answer) : Response.json({ code: 'RITUAL_CHANGED' }, { status: 409 })
  })
  return { meeting, statuses }
}

/** Two blocks on one page, and a way to leave it. */
function Page() {
  const { data } = useRitual(key)
  const [isLeft, setLeft] = useState(false)
  if (!data || isLeft) return null
  return (
    <>
      <BlockNote ritual={data} block="hot" />
      <BlockNote ritual={data} block="pace" />
      <button type="button" onClick={() => setLeft(true)}>
        Дальше
      </button>
    </>
  )
}

beforeAll(() => {
  // A field that grows waits for its typeface; this document has none.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('notes of two blocks that are typed while one is being saved wait for one another', async () => {
  const { meeting, statuses } = server()
  await renderKit(<Page />)
  fireEvent.change(await screen.findByRole('textbox', { name: /Горячие сделки/ }), { target: { value: 'Ждут счёт' } })
  fireEvent.change(screen.getByRole('textbox', { name: /План и темп/ }), { target: { value: 'Отстаём на день' } })
  await waitFor(() => expect(screen.getAllByText('Сохранено')).toHaveLength(2), { timeout: 10_000 })
  expect(meeting.notes).toEqual({ hot: 'Ждут счёт', pace: 'Отстаём на день' })
  expect(statuses).toEqual([200, 200])
})

test('words typed just before the page is left are saved', async () => {
  const { meeting } = server()
  await renderKit(<Page />)
  fireEvent.change(await screen.findByRole('textbox', { name: /Горячие сделки/ }), { target: { value: 'Ждут счёт' } })
  fireEvent.click(screen.getByRole('button', { name: 'Дальше' }))
  await waitFor(() => expect(meeting.notes).toEqual({ hot: 'Ждут счёт' }))
})
