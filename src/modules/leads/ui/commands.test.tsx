import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { LeadActions } from './lead-actions.tsx'
import { LeadTwins } from './lead-twins.tsx'
import type { LeadCard } from './use-leads.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const company = { id: 'c-1', name: 'Ромашка', contact: null, owner: null, by: 'phone' }
const lead = {
  id: '00000000-0000-7000-8000-000000000031',
  version: 3,
  state: 'assigned',
  respondedAt: null,
  company: null,
  contact: null,
  may: { work: true, accept: true, assign: false, restore: false },
  twins: { companies: [company], contacts: [], deals: [], leads: [] },
} as unknown as LeadCard

test('who takes a lead and says at once whose it is, is not in his own way; a second press is the same press', async () => {
  let present = lead.version
  const asked: [string, number | undefined][] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { version } = JSON.parse((await request.text()) || '{}') as { version?: number }
    asked.push([new URL(request.url).pathname.split('/').at(-1) ?? '', version])
    await new Promise((resolve) => setTimeout(resolve, 20))
    return Response.json({ ...lead, version: (present += 1) })
  })
  await renderKit(
    <>
      <LeadActions lead={lead} busy={false} onDeed={() => undefined} />
      <LeadTwins lead={lead} />
    </>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Принять' }))
  const attach = screen.getByRole('button', { name: 'Это он' })
  fireEvent.click(attach)
  fireEvent.click(attach)
  await waitFor(() => expect(present).toBe(5))
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(asked).toEqual([
    ['accept', undefined],
    ['attach', 4],
  ])
})
