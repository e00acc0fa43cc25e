import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

let app: TestApp
let head: TestPerson
let seller: TestPerson
let rival: TestPerson
let stranger: TestPerson
let dealId: string

beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  await company.pipeline()
  head = await company.person({ role: 'head' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  rival = await company.person()
  stranger = await (await app.company()).person({ role: 'owner' })
  dealId = (await app.as(seller).deals.create({ title: 'Завод' })).id
})
afterAll(() => app.close())

const call = { kind: 'call', result: 'Договорились о встрече', durationS: 300 } as const

test('a recorded call is on the deal, newest first, and counts on its day', async () => {
  await app.as(seller).activities.add({ dealId, ...call })
  await app
    .as(seller)
    .activities.add({ dealId, kind: 'meeting', result: 'Показали образец', occurredAt: '2026-11-20T22:30:00Z' })
  const { rows } = await app.as(head).activities.list({ dealId })
  expect(rows.map(({ kind, owner, done }) => [kind, owner?.name, done])).toEqual([
    ['call', 'Семён Продавец', true],
    ['meeting', 'Семён Продавец', true],
  ])
  const totals = await app.database
    .selectFrom('facts.day_totals')
    .select(['kind', 'day', 'n'])
    .where('owner_id', '=', seller.id)
    .where('kind', 'like', 'activity:%')
    .orderBy('kind')
    .execute()
  expect(totals).toEqual([
    { kind: 'activity:call', day: '2026-11-21', n: 1 },
    { kind: 'activity:meeting', day: '2026-11-21', n: 1 },
  ])
})

test('pages together are the list', async () => {
  const first = await app.as(seller).activities.list({ dealId, limit: 1 })
  const second = await app.as(seller).activities.list({ dealId, limit: 1, cursor: first.nextCursor ?? '' })
  expect([first, second].map(({ rows }) => rows[0]?.kind)).toEqual(['call', 'meeting'])
  expect(second.nextCursor).toBeNull()
})

test('the totals are those of the list, for each reader of what he sees', async () => {
  const company = await app.company({ name: 'Итоги' })
  await company.pipeline()
  const boss = await company.person({ role: 'head' })
  const [mine, others] = [await company.person({ managerId: boss.id }), await company.person()]
  const api = app.as(mine).activities
  const { id } = await app.as(mine).deals.create({ title: 'Насос' })
  for (const kind of ['call', 'meeting'] as const) await api.add({ dealId: id, ...call, kind })
  await api.plan({ dealId: id, kind: 'call', startsAt: '2026-11-24T09:00:00Z' })
  expect(await api.totals({})).toEqual({ count: 3, done: 2 })
  expect(await app.as(boss).activities.totals({ kinds: ['call'] })).toEqual({ count: 2, done: 1 })
  for (const person of [others, stranger])
    expect(await app.as(person).activities.totals({})).toEqual({ count: 0, done: 0 })
  await expect(app.stranger.activities.totals({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})

test('the future, an empty result and an unknown kind are refused', async () => {
  const add = (given: object) => app.as(seller).activities.add({ dealId, ...call, ...given })
  await expect(add({ occurredAt: '2026-12-01T00:00:00Z' })).rejects.toMatchObject({ code: 'ACTIVITY_IN_FUTURE' })
  await expect(add({ result: '  ' })).rejects.toMatchObject({ code: 'RESULT_REQUIRED' })
  for (const given of [{ kind: 'dance' }, { durationS: -1 }, { occurredAt: 'вчера' }]) {
    await expect(add(given)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
})

test('strangers, other teams and other companies neither read nor add', async () => {
  for (const [api, code] of [
    [app.stranger, 'UNAUTHORIZED'],
    [app.as(rival), 'NOT_FOUND'],
    [app.as(stranger), 'NOT_FOUND'],
  ] as const) {
    await expect(api.activities.list({ dealId })).rejects.toMatchObject({ code })
    await expect(api.activities.add({ dealId, ...call })).rejects.toMatchObject({ code })
  }
})
