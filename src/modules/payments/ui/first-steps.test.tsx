import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { NothingOwed } from './first-steps.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const stand = (count: number) =>
  vi.stubGlobal('fetch', async () =>
    Response.json({ count, totalMinor: 0, paidMinor: 0, owedMinor: 0, overdueMinor: 0, overdueCount: 0 }),
  )

it('tells a company without invoices where the first one is made', async () => {
  stand(0)
  await renderKit(<NothingOwed />)
  expect(await screen.findByRole('heading', { name: 'Счетов пока нет' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'К сделкам' })).toBeTruthy()
})

it('says that nothing is owed where all is paid', async () => {
  stand(3)
  await renderKit(<NothingOwed />)
  expect(await screen.findByRole('heading', { name: 'Долгов нет' })).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})
