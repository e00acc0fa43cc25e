import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

let app: TestApp
let head: TestPerson
let seller: TestPerson

beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  head = await company.person({ role: 'head' })
  seller = await company.person({ managerId: head.id })
})
afterAll(() => app.close())

const mine = () => app.as(seller).tasks

test('the next one comes when one is closed, its list unticked; undone, it takes it back', async () => {
  const task = await mine().create({
    title: 'Отчёт за день',
    repeat: 'workdays',
    dueTime: '18:00',
    checklist: [{ id: 'a', text: 'Звонки', done: true }],
  })
  const { next } = await mine().close({ id: task.id, result: 'готово' })
  expect(next).toMatchObject({
    title: 'Отчёт за день',
    dueOn: '2026-11-23',
    hasTime: true,
    checklist: [{ id: 'a', text: 'Звонки', done: false }],
    state: 'open',
    version: 1,
  })
  const reopened = await mine().reopen({ id: task.id })
  expect(reopened).toMatchObject({ state: 'open', result: null, closedAt: null })
  await expect(mine().get({ id: next?.id ?? '' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(mine().reopen({ id: task.id })).rejects.toMatchObject({ code: 'TASK_OPEN' })
})

test('one that is put off once keeps its rhythm, one whose day is made another takes that', async () => {
  const weekly = () => mine().create({ title: 'Отчёт', repeat: 'weekly', dueOn: '2026-11-23' })
  const { id, version } = await weekly()
  await mine().edit({ id, version, changes: { dueOn: '2026-11-25' }, reason: 'болел' })
  expect((await mine().close({ id, result: 'готово' })).next).toMatchObject({ dueOn: '2026-11-30' })
  const other = await weekly()
  await mine().edit({ id: other.id, version: other.version, changes: { dueOn: '2026-11-25' } })
  expect((await mine().close({ id: other.id, result: 'готово' })).next).toMatchObject({ dueOn: '2026-12-02' })
})

test('one that is refused has its next one too, unless those to come are refused with it', async () => {
  const given = () =>
    app.as(head).tasks.create({ title: 'Планёрка', ownerId: seller.id, repeat: 'weekly', dueOn: '2026-11-23' })
  const next = async () =>
    (await mine().list({ view: 'all' })).rows
      .filter(({ title, state }) => title === 'Планёрка' && state === 'open')
      .map(({ dueOn }) => dueOn)
  const once = await given()
  await mine().decline({ id: once.id, reason: 'в поездке' })
  expect(await next()).toEqual(['2026-11-30'])
  await mine().reopen({ id: once.id })
  expect(await next()).toEqual(['2026-11-23'])
  await mine().decline({ id: once.id, reason: 'этим занят другой', series: true })
  expect(await next()).toEqual([])
  const { rows } = await app.as(head).notifications.list({})
  expect(rows.filter(({ kind }) => kind === 'TASK_DECLINED').map(({ body }) => body)).toEqual([
    expect.stringContaining('этим занят другой · больше не повторяется'),
    expect.not.stringContaining('не повторяется'),
  ])
})

test('keeps its hour on the wall when it is moved or repeated from a day of a clock change', async () => {
  const office = await app.company({ timeZone: 'America/New_York' })
  const tasks = app.as(await office.person({ role: 'owner' })).tasks
  const task = await tasks.create({ title: 'Report', repeat: 'daily', dueOn: '2027-03-14', dueTime: '15:00' })
  const { next } = await tasks.close({ id: task.id, result: 'done' })
  expect(next).toMatchObject({ dueOn: '2027-03-15', dueAt: '2027-03-15T19:00:00.000Z' })
  const { id, version } = await tasks.create({ title: 'Call', dueOn: '2027-11-07', dueTime: '15:00' })
  const moved = await tasks.edit({ id, version, changes: { dueOn: '2027-11-08' }, reason: 'asked' })
  expect(moved.dueAt).toBe('2027-11-08T20:00:00.000Z')
})
