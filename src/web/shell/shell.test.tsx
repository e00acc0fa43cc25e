import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '#web/app.tsx'
import { ApiError } from '#web/api-error.ts'
import { Page } from '#web/kit/page.tsx'
import { page, publicPage, type ModuleUi } from '#web/kit/routing.tsx'
import { makeQueryClient } from '#web/query-client.ts'
import { makeRouter } from '#web/router.tsx'
import { someViewer } from '#web/testing.tsx'
import type { Viewer } from '#web/session.tsx'
import { openItem, partsFor } from './modules-context.tsx'

const icon = () => null
const pages = {
  Deals: () => <Page title="Сделки">{null}</Page>,
  SignIn: () => <h1>Вход</h1>,
  Broken: () => {
    throw new ApiError('DEAL_GONE', 410, { requestId: 'req-42' })
  },
}
const sales: ModuleUi = {
  nav: [
    { area: 'sales', path: '/deals', order: 20, icon, label: { ru: 'Сделки', en: 'Deals' } },
    {
      area: 'settings',
      path: '/users',
      icon,
      label: { ru: 'Люди', en: 'People' },
      visibleTo: (v) => v.role === 'admin',
    },
    { area: 'bridge', path: '/', icon, label: { ru: 'Мостик', en: 'Bridge' } },
  ],
  pages: [
    page('/deals', async () => pages, 'Deals'),
    page('/', async () => pages, 'Deals'),
    page('/broken', async () => pages, 'Broken'),
  ],
  publicPages: [publicPage('/sign-in', async () => pages, 'SignIn')],
  searchSources: [
    {
      id: 'deals',
      label: { ru: 'Найденные сделки', en: 'Deals found' },
      find: async (text) => [{ id: '1', title: `Сделка ${text}`, target: { to: '/deals' } }],
    },
  ],
}

const keepLanguage = vi.fn(async () => {})

async function open(path: string, viewer: Partial<Viewer> | null = {}) {
  window.history.replaceState(null, '', path)
  const session = {
    loadViewer: async () => (viewer === null ? null : { ...someViewer, ...viewer }),
    signOut: async () => {},
    keepLanguage,
    modules: [sales],
    signInPath: '/sign-in',
  }
  const router = makeRouter([sales])
  render(<App router={router} queryClient={makeQueryClient()} session={session} language="ru" />)
  return router
}

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('the shell', () => {
  it('speaks the language of the account, and keeps a new choice there', async () => {
    await open('/deals', { language: 'en' })
    fireEvent.click(await screen.findByRole('button', { name: 'Account' }))
    fireEvent.click(await screen.findByRole('menuitemradio', { name: 'Русский' }))
    expect(keepLanguage).toHaveBeenCalledWith('ru')
    expect(await screen.findByRole('button', { name: 'Учётная запись' })).toBeTruthy()
  })

  it('shows the pages one may see, in the order of the areas, and marks the open one', async () => {
    await open('/deals')
    const rail = await screen.findByRole('navigation', { name: 'Разделы' })
    const names = within(rail)
      .getAllByRole('link')
      .map((link) => link.textContent)
    expect(names.slice(1)).toEqual(['Мостик', 'Сделки'])
    expect(await screen.findByRole('heading', { name: 'Сделки' })).toBeTruthy()
    expect(document.title).toBe('Сделки · Мостик')
  })

  it('sends a stranger to sign in and remembers where he wanted to go', async () => {
    const router = await open('/deals?owner=a,b', null)
    expect(await screen.findByRole('heading', { name: 'Вход' })).toBeTruthy()
    expect(router.state.location.search).toEqual({ next: '/deals?owner=a,b' })
  })

  it('speaks English at once when told to', async () => {
    await open('/deals')
    fireEvent.click(await screen.findByRole('button', { name: 'Учётная запись' }))
    fireEvent.click(await screen.findByRole('menuitemradio', { name: 'English' }))
    expect(await screen.findByRole('navigation', { name: 'Areas' })).toBeTruthy()
    expect(document.documentElement.lang).toBe('en')
  })

  it('finds records, pages and actions by Ctrl+K', async () => {
    await open('/')
    await screen.findByRole('navigation', { name: 'Разделы' })
    fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true })
    const field = await screen.findByRole('combobox', { name: 'Поиск и команды' })
    fireEvent.change(field, { target: { value: 'насос' } })
    expect(await screen.findByRole('option', { name: 'Сделка насос' })).toBeTruthy()
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(window.location.pathname).toBe('/deals'))
  })

  it('keeps what is typed after Ctrl+K before the field has the cursor', async () => {
    await open('/')
    await screen.findByRole('navigation', { name: 'Разделы' })
    fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true })
    for (const key of ['н', 'а']) fireEvent.keyDown(document.body, { key })
    const field = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Поиск и команды' })
    await waitFor(() => expect(field.value).toBe('на'))
  })

  it('leads from /settings to the first page of settings that one may open, and nowhere without one', async () => {
    const router = await open('/settings', { role: 'admin' })
    await waitFor(() => expect(router.state.location.pathname).toBe('/users'))
    cleanup()
    await open('/settings', { role: 'seller' })
    expect(await screen.findByRole('heading', { name: 'Такой страницы нет' })).toBeTruthy()
  })

  it('keeps standing when a page breaks, with a code to copy', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await open('/broken')
    expect(await screen.findByText('Страница сломалась')).toBeTruthy()
    expect(screen.getByText('DEAL_GONE req-42')).toBeTruthy()
    expect(screen.getByRole('navigation', { name: 'Разделы' })).toBeTruthy()
  })

  it('says that there is no such page', async () => {
    await open('/nowhere')
    expect(await screen.findByText('Такой страницы нет')).toBeTruthy()
  })

  it('explains its keys on ?', async () => {
    await open('/')
    await screen.findByRole('navigation', { name: 'Разделы' })
    act(() => void fireEvent.keyDown(window, { key: '?', code: 'Slash', shiftKey: true }))
    expect(await screen.findByText('Закрыть последнее открытое')).toBeTruthy()
  })
})

describe('the marks of the navigation', () => {
  it('light up the deepest page only', () => {
    const { nav } = partsFor({ ...someViewer, role: 'admin' }, [
      sales,
      { nav: [{ area: 'sales', path: '/deals/board', icon, label: { ru: 'Доска', en: 'Board' } }] },
    ])
    expect(openItem(nav, '/deals/board')?.path).toBe('/deals/board')
    expect(openItem(nav, '/deals/77')?.path).toBe('/deals')
    expect(openItem(nav, '/')?.path).toBe('/')
    expect(nav.map((item) => item.path)).toEqual(['/', '/deals', '/deals/board', '/users'])
  })
})
