import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { tellStory as tellAbsences } from '#modules/absences/api.ts'
import { createDemoCompany } from '#modules/demo/api.ts'
import { tellStory as tellRituals } from '#modules/rituals/api.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { tellStory } from './api.ts'

const now = new Date('2026-11-20T12:00:00+03:00')
let app: TestApp
let head: TestPerson, director: TestPerson

beforeAll(async () => {
  app = await testApp({ clock: stillClock(now.toISOString()) })
  const { workspaceId, people } = await createDemoCompany(app.gate, now, {
    deals: 800,
    sellers: 12,
    departments: 2,
    months: 8,
  })
  for (const tell of [tellAbsences, tellRituals, tellStory]) await tell(app.gate, { workspaceId, people, now })
  await sql`update people set state = 'active' where workspace_id = ${workspaceId}::uuid and left_on is null`.execute(
    app.database,
  )
  const person = (role: string) => ({ id: people.find((one) => one.role === role)?.id ?? '', workspaceId })
  head = person('head')
  director = person('director')
})
afterAll(() => app.close())

it('the demo company has three closed months and a correction in the open one', async () => {
  const board = await app.as(director).cycle.board({ period: '2026-11' })
  expect(board.months.map(({ month, state }) => [month, state])).toEqual([
    ['2026-10', 'closed'],
    ['2026-11', 'open'],
  ])
  expect((await app.as(director).cycle.corrections({ month: '2026-11' })).rows).toHaveLength(1)
  expect((await app.as(head).cycle.figures({ month: '2026-08' })).totals.factMinor).toBeGreaterThan(0)
})

it('its heads have held meetings for three months, and have some today', async () => {
  const { rows } = await app.as(head).rituals.templates({})
  expect(rows.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['daily', 'pipeline', 'oneToOne', 'listening', 'month']),
  )
  expect(rows.every(({ held, due }) => held > 0 && held / due > 0.7)).toBe(true)
  const today = (await app.as(head).rituals.list({ from: '2026-11-20', to: '2026-11-20' })).rows
  expect(today.map(({ state }) => state)).toContain('due')
  const held = (await app.as(head).rituals.list({ from: '2026-11-16', to: '2026-11-16' })).rows.find(
    ({ kind }) => kind === 'pipeline',
  )
  const meeting = await app.as(head).rituals.get({ key: held?.key ?? '' })
  expect(meeting.state).toBe('held')
  expect(Object.keys(meeting.notes).length).toBeGreaterThan(0)
})

it('its people were away, and two wait for a word of their head', async () => {
  const { rows, awayToday } = await app.as(director).absences.board({})
  expect(rows.filter(({ state }) => state === 'approved').length).toBeGreaterThan(10)
  expect(rows.filter(({ state }) => state === 'requested')).not.toHaveLength(0)
  expect(awayToday).not.toHaveLength(0)
  const { rows: lands } = await app.as(director).absences.territories({})
  expect(lands.filter(({ owner }) => owner === null)).toHaveLength(1)
})
