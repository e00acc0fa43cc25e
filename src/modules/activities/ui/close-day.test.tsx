import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { CloseDay } from './close-day.tsx'
import { useMyDay } from './use-activities.ts'

const theirs = '00000000-0000-7000-8000-000000000011'
const mine = '00000000-0000-7000-8000-000000000012'

const call = (id: string, title: string) => ({
  id,
  kind: 'call',
  state: 'planned',
  title,
  deal: null,
  company: { id, name: title },
  contact: null,
  occurredAt: '2026-11-21T09:00:00Z',
  version: 1,
})

/** A day of two calls, one of which the head moves away while the seller closes his evening. */
function server() {
  const planned = [call(theirs, 'ООО «Север»'), call(mine, 'ООО «Юг»')]
  const sent: string[][] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') {
      return Response.json({
        day: '2026-11-21',
        kind: 'working',
        late: [],
        planned,
        done: [],
        tasks: [],
        workingDays: ['2026-11-23'],
      })
    }
    const { items } = (await request.json()) as { items: { id: string }[] }
    sent.push(items.map(({ id }) => id))
    if (items.every(({ id }) => planned.some((one) => one.id === id))) return Response.json({ closed: [], tasks: [] })
    return Response.json({ code: 'ACTIVITY_CHANGED', data: {} }, { status: 409 })
  })
  return { sent, moveAway: () => planned.splice(0, 1) }
}

function Evening() {
  const { data } = useMyDay()
  return data ? <CloseDay opened day={data} onClose={() => {}} /> : null
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('an evening that is refused because somebody moved a call shows what is left and can be sent again', async () => {
  const { sent, moveAway } = server()
  await renderKit(<Evening />)
  fireEvent.click(await screen.findByText('Не успел'))
  moveAway()
  fireEvent.click(screen.getByRole('button', { name: 'Закрыть день: перенести 2' }))
  const again = await screen.findByRole('button', { name: 'Закрыть день: перенести 1' })
  await screen.findByRole('alert')
  expect(screen.queryByText('ООО «Север»')).toBeNull()
  fireEvent.click(again)
  await waitFor(() => expect(sent).toEqual([[theirs, mine], [mine]]))
})
