import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs'
import { act } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TourButton } from '#web/kit/tour-button.tsx'
import { startTour, stopTour, useTourOpen } from '#web/kit/tour-state.ts'
import { renderKit } from '#web/testing.tsx'
import { PartsProvider } from '../modules-context.tsx'
import { Tour } from './tour.tsx'

const item = (path: string) => ({ area: 'bridge' as const, path, icon: IconRoute, label: { ru: path, en: path } })
const parts = {
  nav: ['/', '/plan', '/plan-fact'].map(item),
  actions: [],
  searchSources: [],
  cardParts: [],
  live: [],
  barParts: [],
}

function Frame() {
  return (
    <PartsProvider value={parts}>
      <TourButton />
      {useTourOpen() && <Tour />}
    </PartsProvider>
  )
}

beforeEach(() => stopTour())
afterEach(() => {
  act(stopTour)
  cleanup()
})

test('a company of one’s own has no tour', async () => {
  await renderKit(<Frame />, { path: '/' })
  expect(screen.queryByRole('button', { name: 'Экскурсия' })).toBeNull()
})

test('leads by keys and buttons over the pages that the viewer has, and leaves nothing behind', async () => {
  const before = { ...localStorage }
  const { address } = await renderKit(<Frame />, { path: '/', viewer: { isDemo: true } })
  fireEvent.click(screen.getByRole('button', { name: 'Экскурсия' }))
  // Home, plan, plan/fact and the end: the role has no other page of the loop.
  expect(await screen.findByText('Шаг 1 из 4')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Дальше' }))
  await waitFor(() => expect(address()).toBe('/plan'))
  expect(document.activeElement?.textContent).toBe('План продаж')
  fireEvent.keyDown(window, { key: 'ArrowRight' })
  await waitFor(() => expect(address()).toBe('/plan-fact'))
  fireEvent.keyDown(window, { key: 'ArrowLeft' })
  await waitFor(() => expect(address()).toBe('/plan'))
  fireEvent.keyDown(window, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Экскурсия' })).toBeNull())
  expect({ ...localStorage }).toEqual(before)
})

test('begins from anywhere', async () => {
  await renderKit(<Frame />, { path: '/deals', viewer: { isDemo: true } })
  act(startTour)
  expect(await screen.findByRole('heading', { name: 'Утро начинается здесь' })).toBeTruthy()
})
