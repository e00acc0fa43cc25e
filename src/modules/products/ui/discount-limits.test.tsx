import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { LIMITED_ROLES, type Limits } from '../calc/discount.ts'
import { DiscountLimits } from './discount-limits.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('what is typed while the saving is on its way stays, and is saved by the next press', async () => {
  let kept = Object.fromEntries(LIMITED_ROLES.map((role) => [role, 500])) as Limits
  let answer = () => undefined as void
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'GET') {
      kept = ((await request.json()) as { limits: Limits }).limits
      await new Promise<void>((resolve) => (answer = resolve))
    }
    return Response.json({ limits: kept, may: { edit: true } })
  })
  await renderKit(<DiscountLimits />)
  const [field] = await screen.findAllByRole<HTMLInputElement>('textbox')
  if (!field) throw new Error('no field')
  fireEvent.change(field, { target: { value: '7 %' } })
  fireEvent.click(screen.getByRole('button', { name: 'Сохранить пределы' }))
  await waitFor(() => expect(Object.values(kept)).toContain(700))
  fireEvent.change(field, { target: { value: '8 %' } })
  answer()
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Сохранить пределы' })).toHaveProperty('disabled', false),
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(field.value).toBe('8 %')
  fireEvent.click(screen.getByRole('button', { name: 'Сохранить пределы' }))
  await waitFor(() => expect(Object.values(kept)).toContain(800))
  answer()
})
