import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { PipelinesPage } from './pipelines-page.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('refuses nobody before it is known what he may', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  await renderKit(<PipelinesPage />, { path: '/settings/pipelines' })
  expect(await screen.findByRole('heading', { name: 'Воронки и этапы' })).toBeTruthy()
  expect(screen.queryByText(/могут собственник/)).toBeNull()
})
