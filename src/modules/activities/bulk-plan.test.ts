import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { beginActivities } from './api.ts'

let app: TestApp
let head: TestPerson
let seller: TestPerson
let leaver: TestPerson
let rival: TestPerson
let deals: string[]

// Saturday, 21 November 2026, 9:00 in Moscow.
beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  await app.gate.asServer((tx) => beginActivities(tx, { workspaceId: company.id, language: 'ru' }))
  const { stage } = await company.pipeline()
  head = await company.person({ role: 'head' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  leaver = await company.person({ name: 'Ушёл Совсем', managerId: head.id, leftOn: '2026-10-01' })
  rival = await company.person()
  const since = '2026-10-01T10:00:00+03:00'
  const deal = (title: string, owner: TestPerson, amountMinor: number) => ({
    title,
    owner,
    amountMinor,
    moves: [[stage('Новая'), since] as const],
  })
  deals = await company.deals([
    deal('Большая', seller, 900_000),
    deal('Средняя', seller, 500_000),
    deal('Малая', seller, 100_000),
    deal('Ничья', leaver, 700_000),
    deal('Чужая', rival, 800_000),
  ])
})
afterAll(() => app.close())

const usual = { days: ['2026-11-21', '2026-11-23', '2026-11-24'], durationS: 1800, kind: 'call' as const }
const targets = (count: number) => deals.slice(0, count).map((dealId) => ({ dealId }))

test('silent are the open deals that nobody has reached and for which nothing is planned, the most money first', async () => {
  const silent = async () => (await app.as(head).activities.silent({ days: 14 })).rows.map(({ name }) => name)
  expect(await silent()).toEqual(['Большая', 'Ничья', 'Средняя', 'Малая'])
  const { activities } = app.as(seller)
  await activities.add({ kind: 'call', dealId: deals[1] ?? '', result: 'Поговорили' })
  expect(await silent()).toEqual(['Большая', 'Ничья', 'Малая'])

  // A call that nobody answered breaks no silence.
  const nobody = (await activities.results({})).find(({ isContact }) => !isContact)?.id
  const missed = await activities.add({ kind: 'call', dealId: deals[2] ?? '', resultId: nobody })
  expect(await silent()).toContain('Малая')
  const planned = await activities.plan({ kind: 'call', dealId: deals[2] ?? '', startsAt: '2026-11-23T12:00:00+03:00' })
  expect(await silent()).not.toContain('Малая')
  await activities.undo({ items: [planned, missed].map(({ id, version }) => ({ id, version })) })
  expect(await silent()).toContain('Малая')
})

test('calls are spread over working days, past what is planned already, and whoever is gone calls nobody', async () => {
  await app
    .as(seller)
    .activities.plan({ kind: 'meeting', dealId: deals[0] ?? '', startsAt: '2026-11-23T09:00:00+03:00' })
  const { rows, unplaced } = await app.as(head).activities.previewPlans({ ...usual, targets: targets(4) })
  expect(rows.map(({ name, startsAt, owner }) => [name, startsAt, owner.name])).toEqual([
    // The meeting takes an hour from nine on; Saturday is no day for calls.
    ['Большая', '2026-11-23T07:00:00.000Z', 'Семён Продавец'],
    ['Средняя', '2026-11-23T07:30:00.000Z', 'Семён Продавец'],
    ['Малая', '2026-11-24T06:00:00.000Z', 'Семён Продавец'],
  ])
  expect(unplaced).toEqual(['Ничья'])
})

test('what the preview shows is planned in one go, and undone in one go', async () => {
  const { activities } = app.as(head)
  const { rows } = await activities.previewPlans({ ...usual, targets: targets(3) })
  const asked = rows.map(({ dealId, owner, startsAt }) => ({ dealId, ownerId: owner.id, startsAt }))
  const { planned } = await activities.bulkPlan({ rows: asked, title: 'Напомнить о себе' })
  expect(planned).toHaveLength(3)
  const inCalendar = async () => {
    const seen = await activities.calendar({ from: '2026-11-23', to: '2026-11-24', ownerIds: [seller.id] })
    return seen.events.filter(({ title }) => title === 'Напомнить о себе').length
  }
  expect(await inCalendar()).toBe(3)
  await activities.undo({ items: planned })
  expect(await inCalendar()).toBe(0)
})

test('nobody plans for other teams, and a deal that is out of sight is not there', async () => {
  const { rows, unplaced } = await app.as(rival).activities.previewPlans({ ...usual, targets: targets(4) })
  expect([rows, unplaced]).toEqual([[], []])
  const foreign = { dealId: deals[0] ?? '', ownerId: rival.id, startsAt: '2026-11-23T12:00:00+03:00' }
  await expect(app.as(rival).activities.bulkPlan({ rows: [foreign] })).rejects.toMatchObject({
    code: 'REFERENCE_MISSING',
  })
  await expect(app.as(rival).activities.bulkPlan({ rows: [{ ...foreign, ownerId: seller.id }] })).rejects.toMatchObject(
    { code: 'FORBIDDEN' },
  )
})

test('a calendar of much work holds the tasks of all its days', async () => {
  await sql`
    insert into tasks (workspace_id, title, owner_id, due_on, due_at)
    select ${seller.workspaceId}::uuid, 'Задача', ${seller.id}::uuid, day, day + interval '9 hours'
    from generate_series('2027-03-01'::date, '2027-03-31'::date, '1 day') day, generate_series(1, 20)`.execute(
    app.database,
  )
  const { tasks, hasMore } = await app.as(seller).activities.calendar({ from: '2027-03-01', to: '2027-03-31' })
  expect(new Set(tasks.map(({ dueAt }) => dueAt.slice(0, 10))).size).toBe(31)
  expect([tasks.length, hasMore]).toEqual([620, false])
})

test('the calendar says which days are worked, and refuses to be a year long', async () => {
  const { days, hours } = await app.as(seller).activities.calendar({ from: '2026-11-20', to: '2026-11-23' })
  expect(days.map(({ kind }) => kind)).toEqual(['working', 'off', 'off', 'working'])
  expect(hours).toEqual({ opensAt: 540, closesAt: 1080 })
  await expect(app.as(seller).activities.calendar({ from: '2026-01-01', to: '2026-12-31' })).rejects.toMatchObject({
    code: 'CALENDAR_TOO_LONG',
  })
})

test('results are the company’s own: added, renamed, archived, put in order by those who may', async () => {
  const { activities } = app.as(head)
  const added = await activities.addResult({ kind: 'call', name: 'Позвонит сам', next: { kind: 'call', inDays: 10 } })
  await expect(activities.addResult({ kind: 'call', name: 'Позвонит сам' })).rejects.toMatchObject({
    code: 'RESULT_EXISTS',
  })
  const edited = await activities.editResult({ id: added.id, name: 'Перезвонит сам', next: null })
  expect(edited).toMatchObject({ name: 'Перезвонит сам', next: null, isContact: true })
  const calls = (await activities.results({})).filter(({ kind }) => kind === 'call')
  await activities.orderResults({ kind: 'call', ids: [added.id, ...calls.map(({ id }) => id)].slice(0, 3) })
  expect((await activities.results({})).find(({ kind }) => kind === 'call')?.name).toBe('Перезвонит сам')
  await activities.editResult({ id: added.id, archived: true })
  expect((await activities.results({})).at(-1)?.name).toBe('Перезвонит сам')
  await expect(app.as(seller).activities.addResult({ kind: 'call', name: 'Моё' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})
