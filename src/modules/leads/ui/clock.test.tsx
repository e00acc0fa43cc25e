import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { LeadClock } from './clock.tsx'
import type { Lead } from './use-leads.ts'

const lead = (more: Partial<Lead>): Lead =>
  ({
    state: 'assigned',
    respondedAt: null,
    waitedMinutes: 10,
    targetMinutes: 30,
    late: false,
    waits: false,
    ...more,
  }) as Lead

test.each([
  [{}, 'ещё 20 мин'],
  [{ waitedMinutes: 95, late: true }, 'просрочен на 1 ч 5 мин'],
  [{ state: 'accepted', respondedAt: '2026-11-20T09:00:00Z', waitedMinutes: 7 }, 'за 7 мин'],
  [{ state: 'accepted', respondedAt: '2026-11-20T09:00:00Z', waitedMinutes: 45, late: true }, 'за 45 мин, поздно'],
  [{ state: 'spam' }, 'без ответа'],
] as const)('a lead %o says «%s»', async (more, words) => {
  await renderKit(<LeadClock lead={lead(more)} />, { language: 'ru' })
  expect(screen.getByText(words)).toBeDefined()
})
