import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import type { ListView } from '../contract.ts'
import { filtersOf, filtersToday, sameSearch, withMovingPeriod } from './page-search.ts'
import { PageViews } from './page-views.tsx'

const view = (id: string, search: Record<string, string>): ListView => ({
  id,
  name: `Вид ${id}`,
  author: { id: 'a', name: 'Анна Ветрова' },
  shared: 'private',
  search,
  layout: {},
  mayChange: true,
  version: 1,
})

const sent: unknown[] = []

/** The server: the views that there are, and what is asked of it. */
function views(list: ListView[], defaultViewId: string | null = null, saved?: ListView) {
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(input, 'http://localhost'), init)
    if (request.method === 'POST') {
      sent.push(await request.json())
      return Response.json(saved)
    }
    return Response.json({ views: list, defaultViewId, mayShare: ['private', 'company'], mayExport: true })
  })
}

beforeEach(() => void sent.splice(0))
afterEach(() => vi.unstubAllGlobals())
afterEach(cleanup)

test('a moving period becomes the present one; a view is the same however its filters are ordered', () => {
  const kept = withMovingPeriod(filtersOf({ period: '2026-Q4', department: 'x', view: 'v', none: undefined }))
  expect(kept).toEqual({ period: 'now:quarter', department: 'x' })
  expect(filtersToday(kept, '2027-02-10' as never)).toEqual({ period: '2027-Q1', department: 'x' })
  expect(withMovingPeriod({ period: '2026-11-01..2026-11-05' })).toEqual({ period: '2026-11-01..2026-11-05' })
  expect(sameSearch({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true)
})

test('an address that asks for nothing opens with the view that stands first for me', async () => {
  views([view('1', { period: 'now:quarter' })], '1')
  const { address } = await renderKit(<PageViews page="kpi" />, { path: '/kpi' })
  await waitFor(() => expect(address()).toBe('/kpi?period=2026-Q4&view=1'))
  expect(await screen.findByRole('button', { name: 'Вид 1' })).toBeTruthy()
})

test('filters of the address are not overridden, and are saved under a name with the period moving on', async () => {
  views([view('1', { period: '2026-01' })], '1', view('2', { period: 'now:month' }))
  const { address } = await renderKit(<PageViews page="kpi" />, { path: '/kpi?period=2026-11' })
  fireEvent.click(await screen.findByRole('button', { name: 'Виды' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Сохранить фильтры как вид…' }))
  fireEvent.change(await screen.findByRole('textbox', { name: /Название/ }), { target: { value: 'Этот месяц' } })
  fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    name: 'Этот месяц',
    search: { period: 'now:month' },
  })
  expect(address()).toBe('/kpi?period=2026-11')
})
