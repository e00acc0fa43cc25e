import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { DealsPage } from './deals-page.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('has its column of choice before anything has come, so that nothing moves aside for it', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  await renderKit(<DealsPage />, { path: '/deals' })
  expect(await screen.findByRole('checkbox', { name: 'Выбрать все загруженные' })).toBeTruthy()
})

it('has none for whoever only reads', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  await renderKit(<DealsPage />, { path: '/deals', viewer: { role: 'auditor' } })
  expect(await screen.findByRole('columnheader', { name: /Сделка/ })).toBeTruthy()
  expect(screen.queryByRole('checkbox', { name: 'Выбрать все загруженные' })).toBeNull()
})
