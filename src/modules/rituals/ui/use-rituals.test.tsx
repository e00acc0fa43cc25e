import { useQueryClient } from '@tanstack/react-query'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { api } from '#web/api.ts'
import { renderKit } from '#web/testing.tsx'
import { useRitual, useRitualWork } from './use-rituals.ts'

const key = '00000000-0000-7000-8000-000000000002.2026-11-23'

function Page() {
  const client = useQueryClient()
  const work = useRitualWork(key)
  const { data, isFetching } = useRitual(key)
  if (!data) return null
  return (
    <>
      <p>{data.state}</p>
      <button onClick={() => void client.invalidateQueries({ queryKey: ['rituals'] })}>Что-то изменилось</button>
      <button onClick={() => void work(() => api.rituals.start({ key }))}>Начать</button>
      {isFetching && <p>Спрашивает</p>}
    </>
  )
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('a meeting that has begun is not put back by an answer to what was asked before it began', async () => {
  const meeting = { key, state: 'due' }
  let asked = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'POST') Object.assign(meeting, { state: 'running' })
    const answer = structuredClone(meeting)
    asked += 1
    if (request.method === 'GET' && asked > 1) await new Promise((resolve) => setTimeout(resolve, 100))
    return Response.json(answer)
  })
  await renderKit(<Page />)
  await screen.findByText('due')
  fireEvent.click(screen.getByRole('button', { name: 'Что-то изменилось' }))
  await waitFor(() => expect(asked).toBe(2))
  fireEvent.click(screen.getByRole('button', { name: 'Начать' }))
  await screen.findByText('running')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(screen.queryByText('Спрашивает')).toBeNull()
  expect(screen.queryByText('running')).not.toBeNull()
})
