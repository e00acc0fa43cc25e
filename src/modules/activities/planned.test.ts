import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { joinNotices } from '#modules/notifications/api.ts'
import { beginActivities } from './api.ts'
import { tellSoon } from './service/tell.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

let app: TestApp
let head: TestPerson
let seller: TestPerson
let colleague: TestPerson
let rival: TestPerson
let stranger: TestPerson
let dealId: string
let companyId: string

// Saturday, 21 November 2026, 9:00 in Moscow.
beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  await app.gate.asServer((tx) => beginActivities(tx, { workspaceId: company.id, language: 'ru' }))
  await company.pipeline()
  head = await company.person({ role: 'head', name: 'Анна Ветрова' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  colleague = await company.person({ name: 'Ольга Соседка', managerId: head.id })
  rival = await company.person()
  stranger = await (await app.company()).person({ role: 'owner' })
  companyId = (await app.as(seller).clients.addCompany({ name: 'ООО «Завод»' })).id
  dealId = (await app.as(seller).deals.create({ title: 'Насос', companyId })).id
})
afterAll(() => app.close())

const monday = '2026-11-23T10:00:00+03:00'
const plan = (given: object = {}) =>
  app.as(seller).activities.plan({ kind: 'call', dealId, startsAt: monday, ...given })
const resultOf = async (kind: string, name: string) => {
  const results = await app.as(seller).activities.results({})
  return results.find((one) => one.kind === kind && one.name === name)?.id ?? ''
}
const version = async (id: string) => (await app.as(seller).activities.get({ id })).version

test('a planned call knows its client by the deal and waits without a result', async () => {
  const planned = await plan({ title: 'Спросить о сроках' })
  expect(planned).toMatchObject({
    state: 'planned',
    done: false,
    title: 'Спросить о сроках',
    company: { name: 'ООО «Завод»' },
    durationS: 900,
    plannedAt: new Date(monday).toISOString(),
    owner: { name: 'Семён Продавец' },
    version: 1,
  })
})

test('a contact is with somebody, and nothing is planned for the past', async () => {
  await expect(plan({ dealId: undefined })).rejects.toMatchObject({ code: 'CLIENT_REQUIRED' })
  await expect(plan({ startsAt: '2026-11-20T10:00:00+03:00' })).rejects.toMatchObject({ code: 'PLAN_IN_PAST' })
  expect((await plan({ dealId: undefined, companyId })).deal).toBeNull()
})

test('a report with a result from the list makes the usual next step at the first free time of its day', async () => {
  const { id } = await plan({ startsAt: '2026-11-21T09:30:00+03:00' })
  const resultId = await resultOf('call', 'Не дозвонились')
  const { activity, next } = await app.as(seller).activities.complete({ id, resultId, result: 'Занято', next: 'usual' })
  expect(activity).toMatchObject({
    state: 'done',
    isContact: false,
    outcome: { name: 'Не дозвонились' },
    result: 'Занято',
  })
  // It was planned for 9:30, and now it is 9:00: what is done cannot lie ahead.
  expect(activity.occurredAt).toBe('2026-11-21T06:00:00.000Z')
  // The next working day; ten o'clock is taken by the calls of the tests above.
  expect(next).toMatchObject({ kind: 'call', state: 'planned', occurredAt: '2026-11-23T07:15:00.000Z', dealId })
})

test('where the matter rests, the usual next step is none', async () => {
  const { id } = await plan()
  const resultId = await resultOf('call', 'Отказался')
  expect(await app.as(seller).activities.complete({ id, resultId, next: 'usual' })).toMatchObject({ next: null })
})

test('a report without a result is refused, and so is a second one', async () => {
  const { id } = await plan()
  await expect(app.as(seller).activities.complete({ id, result: '  ' })).rejects.toMatchObject({
    code: 'RESULT_REQUIRED',
  })
  await app.as(seller).activities.complete({ id, result: 'Поговорили' })
  await expect(app.as(seller).activities.complete({ id, result: 'Ещё раз' })).rejects.toMatchObject({
    code: 'NOT_PLANNED',
  })
})

test('a result of meetings is no result of a call', async () => {
  const { id } = await plan()
  const resultId = await resultOf('meeting', 'Ждут предложение')
  await expect(app.as(seller).activities.complete({ id, resultId })).rejects.toMatchObject({
    code: 'REFERENCE_MISSING',
    data: { fields: ['resultId'] },
  })
})

test('a move is counted and remembered with its reason, and undo puts it back', async () => {
  const { id } = await plan()
  const tuesday = '2026-11-24T12:00:00+03:00'
  const moved = await app.as(seller).activities.move({ id, version: 1, startsAt: tuesday, reason: 'Клиент в отпуске' })
  expect(moved).toMatchObject({ shifts: 1, version: 2, plannedAt: new Date(monday).toISOString() })
  const { edits } = await app.as(head).activities.get({ id })
  expect(edits[0]).toMatchObject({
    action: 'moved',
    reason: 'Клиент в отпуске',
    from: new Date(monday).toISOString(),
    to: new Date(tuesday).toISOString(),
    by: { name: 'Семён Продавец' },
  })
  await app.as(seller).activities.undo({ items: [{ id, version: 2 }] })
  expect(await app.as(seller).activities.get({ id })).toMatchObject({
    occurredAt: new Date(monday).toISOString(),
    shifts: 0,
    version: 3,
  })
})

test('who comes second is told what it is now, and nothing is overwritten', async () => {
  const { id } = await plan()
  await app.as(seller).activities.move({ id, version: 1, durationS: 1800 })
  await expect(
    app.as(head).activities.move({ id, version: 1, startsAt: '2026-11-25T12:00:00+03:00' }),
  ).rejects.toMatchObject({ code: 'ACTIVITY_CHANGED', data: { current: { durationS: 1800, version: 2 } } })
})

test('a called off activity stays in the list with its reason and leaves the plan', async () => {
  const { id } = await plan()
  await app.as(seller).activities.cancel({ id, reason: 'Клиент отказался' })
  const { rows } = await app.as(seller).activities.find({ dealId, states: ['cancelled'] })
  expect(rows[0]).toMatchObject({ id, state: 'cancelled', cancelReason: 'Клиент отказался' })
  const { rows: open } = await app.as(seller).activities.find({ dealId, states: ['planned'] })
  expect(open.map((one) => one.id)).not.toContain(id)
  await app.as(seller).activities.undo({ items: [{ id, version: 2 }] })
  expect(await app.as(seller).activities.get({ id })).toMatchObject({ state: 'planned', cancelReason: null })
})

test('a deleted activity is gone, and undo brings it back as it was', async () => {
  const { id } = await app.as(seller).activities.add({ kind: 'call', dealId, result: 'По ошибке' })
  const removed = await app.as(seller).activities.remove({ id, version: 1 })
  await expect(app.as(seller).activities.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await app.as(seller).activities.undo({ items: [removed] })
  expect(await app.as(seller).activities.get({ id })).toMatchObject({ state: 'done', result: 'По ошибке' })
  // It is too late for the same undo.
  await expect(app.as(seller).activities.undo({ items: [removed] })).rejects.toMatchObject({ code: 'UNDO_TOO_LATE' })
})

test('the evening is closed in one go: all or nothing', async () => {
  const [moved, off, done] = [await plan(), await plan(), await plan()]
  const items = [
    { what: 'move' as const, id: moved.id, startsAt: '2026-11-25T10:00:00+03:00', reason: 'Не успел' },
    { what: 'cancel' as const, id: off.id, reason: 'Уже неактуально' },
  ]
  await expect(
    app.as(seller).activities.closeDay({ items: [...items, { what: 'done', id: done.id }] }),
  ).rejects.toMatchObject({ code: 'RESULT_REQUIRED' })
  expect(await version(moved.id)).toBe(1)
  const { closed } = await app
    .as(seller)
    .activities.closeDay({ items: [...items, { what: 'done', id: done.id, result: 'Поговорили' }] })
  expect(closed).toHaveLength(3)
  await app.as(seller).activities.undo({ items: closed })
  for (const { id } of [moved, off, done])
    expect(await app.as(seller).activities.get({ id })).toMatchObject({ state: 'planned' })
})

test('tasks of the day are closed in the same command: all or nothing, and can be taken back', async () => {
  const off = await plan()
  const make = (title: string, more: object = {}) =>
    app.as(seller).tasks.create({ title, dueOn: '2026-11-21', ...more })
  const [moved, declined, done] = [
    await make('Перенести', { dueTime: '15:00' }),
    await make('Отказ'),
    await make('Итог'),
  ]
  const items = [{ what: 'cancel' as const, id: off.id, reason: 'Уже неактуально' }]
  const tasks = [
    { what: 'move' as const, id: moved.id, dueOn: '2026-11-24', reason: 'Не успел' },
    { what: 'cancel' as const, id: declined.id, reason: 'Не нужно' },
    { what: 'done' as const, id: done.id, result: 'Сделано' },
  ]
  const theirs = await app.as(colleague).tasks.create({ title: 'Чужая' })
  await expect(
    app
      .as(seller)
      .activities.closeDay({ items, tasks: [...tasks, { what: 'cancel', id: theirs.id, reason: 'Чужая' }] }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await version(off.id)).toBe(1)
  expect(await app.as(seller).tasks.get({ id: done.id })).toMatchObject({ state: 'open' })

  const closed = await app.as(seller).activities.closeDay({ items, tasks })
  expect(closed.tasks).toMatchObject([
    { id: moved.id, what: 'move', before: { dueOn: '2026-11-21', dueTime: '15:00' } },
    { id: declined.id, what: 'cancel' },
    { id: done.id, what: 'done' },
  ])
  const now = await app.as(seller).tasks.get({ id: moved.id })
  expect(now).toMatchObject({ dueOn: '2026-11-24', hasTime: true, version: closed.tasks[0]?.version })
  expect(await app.as(seller).tasks.get({ id: done.id })).toMatchObject({ state: 'done', result: 'Сделано' })
  await expect(app.as(seller).activities.closeDay({ items: [], tasks: tasks.slice(2) })).rejects.toMatchObject({
    code: 'TASK_CLOSED',
  })
})

test('a head plans for his people and moves what they have planned, and leaves what they have reported', async () => {
  const forSeller = await app
    .as(head)
    .activities.plan({ kind: 'meeting', dealId, startsAt: monday, ownerId: seller.id })
  expect(forSeller.owner?.name).toBe('Семён Продавец')
  const given = await app.as(head).activities.move({ id: forSeller.id, ownerId: colleague.id })
  expect(given.owner?.name).toBe('Ольга Соседка')
  const { id } = await app.as(seller).activities.add({ kind: 'call', dealId, result: 'Моё слово' })
  await expect(
    app.as(head).activities.edit({ id, version: 1, changes: { result: 'Его слово' } }),
  ).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(
    app.as(seller).activities.plan({ kind: 'call', dealId, startsAt: monday, ownerId: colleague.id }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('an edit changes what is said and keeps a result', async () => {
  const resultId = await resultOf('call', 'Думает')
  const { id } = await app.as(seller).activities.add({ kind: 'call', dealId, resultId })
  const edited = await app
    .as(seller)
    .activities.edit({ id, version: 1, changes: { kind: 'meeting', result: 'Была встреча' } })
  expect(edited).toMatchObject({ kind: 'meeting', outcome: null, result: 'Была встреча' })
  await expect(app.as(seller).activities.edit({ id, version: 2, changes: { result: '' } })).rejects.toMatchObject({
    code: 'RESULT_REQUIRED',
  })
  await expect(
    app.as(seller).activities.edit({ id, version: 2, changes: { occurredAt: '2026-12-01T00:00:00Z' } }),
  ).rejects.toMatchObject({ code: 'ACTIVITY_IN_FUTURE' })
})

test('other teams and companies see and change nothing', async () => {
  const { id } = await plan()
  for (const person of [rival, stranger]) {
    const { activities } = app.as(person)
    for (const attempt of [
      () => activities.get({ id }),
      () => activities.move({ id, startsAt: monday }),
      () => activities.cancel({ id, reason: 'Чужая' }),
      () => activities.complete({ id, result: 'Чужая' }),
      () => activities.remove({ id }),
      () => activities.edit({ id, version: 1, changes: { title: 'Чужая' } }),
      () => activities.undo({ items: [{ id, version: 1 }] }),
      () => activities.closeDay({ items: [{ what: 'cancel', id, reason: 'Чужая' }] }),
      () => activities.plan({ kind: 'call', dealId, startsAt: monday }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect((await activities.find({ dealId })).rows).toEqual([])
    const seen = await activities.calendar({ from: '2026-11-16', to: '2026-11-29', ownerIds: [seller.id] })
    expect(seen.events).toEqual([])
    expect((await activities.myDay({ ownerId: seller.id })).planned).toEqual([])
  }
  expect((await app.as(stranger).activities.results({})).map(({ name }) => name)).toEqual([])
})

test('the next step is a task as well, or a day at its first free time', async () => {
  const first = await app.as(seller).activities.add({
    kind: 'call',
    dealId,
    result: 'Просили счёт',
    next: { as: 'task', day: '2026-11-24', title: 'Выставить счёт' },
  })
  expect(first.next).toBeNull()
  expect(await app.as(seller).tasks.get({ id: first.nextTaskId ?? '' })).toMatchObject({
    title: 'Выставить счёт',
    dueOn: '2026-11-24',
    hasTime: false,
    deal: { name: 'Насос' },
  })
  const second = await app.as(seller).activities.add({
    kind: 'call',
    dealId,
    result: 'Ждут звонка',
    next: { kind: 'meeting', day: '2026-11-26', title: 'Показать образец' },
  })
  expect(second.next).toMatchObject({ kind: 'meeting', occurredAt: '2026-11-26T07:00:00.000Z', durationS: 3600 })
})

test('who is given a plan is told once, and so is who has a meeting in a quarter of an hour', async () => {
  const told = async () => {
    const rows = await app.database
      .selectFrom('notices')
      .select(['kind', 'data', 'path'])
      .where('person_id', '=', colleague.id)
      .orderBy('id')
      .execute()
    return rows.map(({ kind }) => kind)
  }
  const before = (await told()).length
  const startsAt = '2026-11-21T09:10:00+03:00'
  await app.as(head).activities.plan({ kind: 'meeting', companyId, startsAt, ownerId: colleague.id })
  expect((await told()).slice(before)).toEqual(['ACTIVITY_PLANNED'])
  for (const minute of ['00', '05']) {
    await app.gate.asServer((tx) => tellSoon(tx, new Date(`2026-11-21T09:${minute}:00+03:00`)))
  }
  expect((await told()).slice(before)).toEqual(['ACTIVITY_PLANNED', 'ACTIVITY_SOON'])
  const { words } = joinNotices([{ ru, en }])
  expect(words('ru', 'ACTIVITY_SOON', { kind: 'meeting', title: 'КП', client: 'ООО «Завод»', time: '09:10' })).toEqual({
    title: 'Встреча в 09:10: ООО «Завод»',
    body: 'КП',
  })
})

test('what was planned for a deal waits with it in the trash', async () => {
  const other = await app.as(head).deals.create({ title: 'Ошибка', ownerId: seller.id })
  const { id } = await app
    .as(seller)
    .activities.plan({ kind: 'call', dealId: other.id, startsAt: '2026-11-21T18:00:00+03:00' })
  const plannedIds = async () => (await app.as(seller).activities.myDay({})).planned.map((one) => one.id)
  expect(await plannedIds()).toContain(id)
  await app.as(head).deals.trash({ ids: [other.id], deleted: true })
  expect(await plannedIds()).not.toContain(id)
  await app.as(head).deals.trash({ ids: [other.id], deleted: false })
  expect(await plannedIds()).toContain(id)
})

test('an edit of the client brings the right people along', async () => {
  const { activities, clients } = app.as(seller)
  const firm = await clients.addCompany({ name: 'ООО «Другая»' })
  const { id } = await clients.addContact({ companyId: firm.id, fullName: 'Пётр Новый' })
  const planned = await plan()
  const edited = await activities.edit({
    id: planned.id,
    version: 1,
    changes: { dealId: null, companyId: firm.id, contactId: id },
  })
  expect(edited).toMatchObject({ deal: null, company: { name: 'ООО «Другая»' }, contact: { name: 'Пётр Новый' } })
  await expect(
    activities.edit({ id: planned.id, version: 2, changes: { companyId: null, contactId: null } }),
  ).rejects.toMatchObject({
    code: 'CLIENT_REQUIRED',
  })
})

test('whose plan a leader moves or calls off is told why', async () => {
  const { id } = await app.as(seller).activities.plan({ kind: 'call', dealId, startsAt: monday })
  await app.as(head).activities.move({ id, startsAt: '2026-11-24T10:00:00+03:00', reason: 'Планёрка' })
  await app.as(head).activities.cancel({ id, reason: 'Клиент у директора' })
  const rows = await app.database
    .selectFrom('notices')
    .select(['kind', 'data'])
    .where('person_id', '=', seller.id)
    .orderBy('id')
    .execute()
  expect(rows.slice(-2).map(({ kind, data }) => [kind, (data as { reason: string }).reason])).toEqual([
    ['ACTIVITY_MOVED', 'Планёрка'],
    ['ACTIVITY_CANCELLED', 'Клиент у директора'],
  ])
})
