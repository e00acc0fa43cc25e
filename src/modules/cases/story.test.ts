import { afterAll, beforeAll, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { createDemoCompany } from '#modules/demo/api.ts'
import { type TestApp, testApp } from '../../testing.ts'
import { tellStory } from './api.ts'

const now = new Date('2027-01-02T00:30:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock(now.toISOString()) })
})
afterAll(() => app.close())

it('before the first working day of a month the demo company has the last month to decide on', async () => {
  const size = { deals: 600, sellers: 12, departments: 2, months: 6 }
  const { workspaceId, people } = await createDemoCompany(app.gate, now, size)
  await tellStory(app.gate, { workspaceId, people, now })
  const owner = { id: people.find(({ role }) => role === 'owner')?.id ?? '', workspaceId }
  await app.database.updateTable('people').set({ state: 'active' }).where('id', '=', owner.id).execute()
  const { rows } = await app.as(owner).cases.list({ states: ['open'] })
  expect(rows.map(({ period }) => period)).toContain('2026-12')
})
