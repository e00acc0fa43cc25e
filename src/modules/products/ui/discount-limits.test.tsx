import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { DiscountLimits } from './discount-limits.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('limits that did not load say so and are asked for again', async () => {
  let isDown = true
  vi.stubGlobal('fetch', async () =>
    isDown
      ? Response.json(
          { defined: false, code: 'INTERNAL_SERVER_ERROR', status: 500, message: 'Ошибка' },
          { status: 500 },
        )
      : Response.json({ limits: { seller: 1000, head: 2000, director: 10_000 }, may: { edit: false } }),
  )
  await renderKit(<DiscountLimits />)
  await screen.findByRole('alert')
  isDown = false
  fireEvent.click(screen.getByRole('button', { name: 'Повторить' }))
  await screen.findByDisplayValue('20 %')
})
