import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renderKit, someViewer } from '#web/testing.tsx'
import { PeoplePage } from './people-page.tsx'

const seller = {
  id: '00000000-0000-7000-8000-000000000002',
  fullName: 'Белов Максим',
  email: 'belov@example.ru',
  phone: null,
  jobTitle: 'Менеджер',
  role: 'seller',
  reach: null,
  departmentId: null,
  managerId: someViewer.id,
  hiredOn: '2024-01-10',
  leftOn: null,
  state: 'not_invited',
  hasAccount: false,
  version: 3,
}
let asked: { path: string; body: unknown }[]
let refusal: { status: number; body: unknown } | undefined
let saved: unknown

beforeEach(() => {
  asked = []
  refusal = undefined
  saved = seller
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    asked.push({
      path: `${request.method} ${pathname}`,
      body: request.method === 'GET' ? undefined : await request.json(),
    })
    if (request.method === 'PATCH' && refusal) return Response.json(refusal.body, { status: refusal.status })
    if (pathname === '/api/departments') return Response.json([])
    if (pathname === '/api/people') return Response.json({ rows: [seller], nextCursor: null })
    if (pathname === '/api/lists/org.people/views')
      return Response.json({ views: [], defaultViewId: null, mayShare: ['private'], mayExport: true })
    return Response.json(saved)
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const openCard = async () => {
  const result = await renderKit(<PeoplePage />, { path: `/people?person=${seller.id}`, viewer: { role: 'owner' } })
  await screen.findByLabelText(/Должность/)
  return result
}

describe('the card of a person', () => {
  it('sends only what was changed, with the version that was read', async () => {
    await openCard()
    fireEvent.change(screen.getByLabelText(/Должность/), { target: { value: 'Старший менеджер' } })
    fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
    await waitFor(() =>
      expect(asked.find(({ path }) => path.startsWith('PATCH'))?.body).toEqual({
        jobTitle: 'Старший менеджер',
        version: 3,
      }),
    )
  })

  it('changed meanwhile by somebody else: says so, keeps what was typed and offers what holds now', async () => {
    const message = 'Карточку уже изменил кто-то другой.'
    refusal = {
      status: 409,
      body: { defined: true, code: 'PERSON_CHANGED', status: 409, message, data: { current: seller } },
    }
    await openCard()
    saved = { ...seller, jobTitle: 'Ведущий менеджер', version: 4 }
    fireEvent.change(screen.getByLabelText(/Должность/), { target: { value: 'Стажёр' } })
    fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
    expect((await screen.findByRole('alert')).textContent).toContain(message)
    expect(screen.getByLabelText<HTMLInputElement>(/Должность/).value).toBe('Стажёр')
    fireEvent.click(await screen.findByRole('button', { name: 'Оставить нынешнее' }))
    expect(screen.getByLabelText<HTMLInputElement>(/Должность/).value).toBe('Ведущий менеджер')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('of a colleague is read by a seller and not changed', async () => {
    await renderKit(<PeoplePage />, { path: `/people?person=${seller.id}`, viewer: { role: 'seller' } })
    await waitFor(() => expect(screen.getAllByText('belov@example.ru').length).toBeGreaterThan(0))
    expect(screen.queryByRole('button', { name: 'Сохранить' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Добавить сотрудника' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Пригласить' })).toBeNull()
  })
})
