import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { DealContacts } from './deal-contacts.tsx'
import type { Card } from './use-deals.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('whoever is shown no people of clients is not told that a deal has none', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  const card = { id: '00000000-0000-7000-8000-000000000001', contacts: [], may: { edit: false } } as unknown as Card
  await renderKit(<DealContacts card={card} />, { viewer: { role: 'marketing' } })
  expect(screen.queryByText('Контакты')).toBeNull()
  cleanup()
  await renderKit(<DealContacts card={card} />, { viewer: { role: 'seller' } })
  expect(screen.getByText(/Контактов нет/)).toBeTruthy()
})
