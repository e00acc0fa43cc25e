import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { ProcessPage } from './process-page.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('says of no figure that there is none while it is on its way', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  await renderKit(<ProcessPage />, { path: '/process' })
  expect(await screen.findByRole('heading', { name: 'Карта процесса' })).toBeTruthy()
  expect(screen.queryByText(/н\/д/)).toBeNull()
})
