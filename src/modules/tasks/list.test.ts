import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { exportedText } from '../../testing-exports.ts'
import type { Priority } from './contract.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'mostik-tasks-'))
let app: TestApp
let head: TestPerson
let seller: TestPerson
let rival: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  app = await testApp({ dataDir })
  await app.jobs.start()
  const company = await app.company()
  head = await company.person({ role: 'head', name: 'Ольга Голова' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  rival = await company.person({ name: 'Пётр Чужой' })
  stranger = await (await app.company()).person({ role: 'owner' })
  const priorities: Priority[] = ['low', 'high', 'normal']
  for (let n = 0; n < 12; n++) {
    const day = String(22 + (n % 5)).padStart(2, '0')
    await app.as(seller).tasks.create({
      title: `Задача ${String(n).padStart(2, '0')}`,
      dueOn: `2026-11-${day}`,
      priority: priorities[n % 3],
      ...(n % 4 === 0 && { note: '=1+1' }),
    })
  }
  await app.as(rival).tasks.create({ title: 'Чужая задача', dueOn: '2026-11-23' })
  const done = await app.as(seller).tasks.create({ title: 'Сделанная', dueOn: '2026-11-22' })
  await app.as(seller).tasks.close({ id: done.id, result: 'Готово' })
})
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const titles = async (by: TestPerson, input: object) =>
  (await app.as(by).tasks.list({ view: 'all', ...input })).rows.map(({ title }) => title)

describe('the list of tasks', () => {
  test('has a view of everything that the reader sees, and nothing else', async () => {
    expect(await titles(seller, {})).toHaveLength(13)
    expect(await titles(head, {})).toHaveLength(13)
    expect(await titles(rival, {})).toEqual(['Чужая задача'])
    expect(await titles(stranger, {})).toEqual([])
  })

  test('is narrowed by conditions, with days that go with today', async () => {
    const asked = await titles(seller, { where: 'all(priority:in:high,due:in:tomorrow)' })
    expect(asked).toEqual(['Задача 10'])
    const either = await titles(seller, { where: 'any(note:filled,state:in:done)', sort: 'title' })
    expect(either).toEqual(['Задача 00', 'Задача 04', 'Задача 08', 'Сделанная'])
  })

  test('refuses a condition on a field that it does not have', async () => {
    await expect(titles(seller, { where: 'all(nothing:filled)' })).rejects.toMatchObject({
      code: 'FILTER_BAD',
      data: { field: 'nothing', reason: 'FIELD_UNKNOWN' },
    })
    await expect(titles(seller, { sort: 'salary' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test.each(['due', '-due', '-priority,due', 'priority,-title', 'owner,-closed', '-closed,title', 'shifts,-created'])(
    'gives every row once when it is read by pages in the order %s',
    async (sort) => {
      const all = (await app.as(seller).tasks.list({ view: 'all', sort, limit: 200 })).rows.map(({ id }) => id)
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await app.as(seller).tasks.list({ view: 'all', sort, limit: 3, ...(cursor && { cursor }) })
        paged.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(paged).toEqual(all)
      expect(new Set(paged).size).toBe(13)
    },
  )

  test('puts what is empty at the end, whichever way it goes', async () => {
    expect((await titles(seller, { sort: 'closed' }))[0]).toBe('Сделанная')
    expect((await titles(seller, { sort: '-closed' }))[0]).toBe('Сделанная')
  })

  test('does not go on from a place of another order', async () => {
    const { nextCursor } = await app.as(seller).tasks.list({ view: 'all', sort: 'title', limit: 3 })
    await expect(
      app.as(seller).tasks.list({ view: 'all', sort: 'due', cursor: nextCursor ?? '' }),
    ).rejects.toMatchObject({ code: 'CURSOR_BROKEN' })
  })
})

describe('a file of tasks', () => {
  const order = {
    list: 'tasks.list',
    format: 'csv' as const,
    filter: { view: 'all', where: 'all(note:filled)' },
    sort: '-title',
    columns: ['title', 'due', 'note', 'unknown'],
  }

  test('has the rows, the order and the columns of the screen, and no formula works in it', async () => {
    const lines = (await exportedText(app, head, order)).trim().split(/\r?\n/)
    expect(lines).toHaveLength(4)
    expect(lines[0]).toBe('Задача;Срок;Подробности')
    expect(lines[1]).toMatch(/^Задача 08;.*;'=1\+1$/)
  })

  test('is for those who may export, and holds what they see', async () => {
    await expect(app.as(seller).lists.startExport(order)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const theirs = await exportedText(app, stranger, { ...order, filter: { view: 'all' } })
    expect(theirs.trim().split(/\r?\n/)).toHaveLength(1)
  })
})

describe('many tasks at once', () => {
  const chosen = async () =>
    (await app.as(seller).tasks.list({ view: 'all', where: 'all(title:has:Задача 0,state:in:open)' })).rows

  test('are tried first, changed then, and taken back exactly', async () => {
    const before = await chosen()
    const rows = before.map(({ id, version }) => ({ id, version, changes: { priority: 'high' as const } }))
    const tried = await app.as(head).tasks.editMany({ rows, rehearse: true })
    expect(await chosen()).toEqual(before)
    const done = await app.as(head).tasks.editMany({ rows })
    expect(done).toEqual(tried)
    expect(done.changed.length + done.same).toBe(before.length)
    expect((await chosen()).every(({ priority }) => priority === 'high')).toBe(true)
    const back = done.changed.map(({ id, version, before: changes }) => ({ id, version, changes }))
    expect((await app.as(head).tasks.editMany({ rows: back })).changed).toHaveLength(done.changed.length)
    expect((await chosen()).map(({ priority }) => priority)).toEqual(before.map(({ priority }) => priority))
  })

  test('stay as they are where they may not be changed, and it is said why', async () => {
    const [first, second] = await chosen()
    const { rows: closed } = await app.as(seller).tasks.list({ view: 'done' })
    const { rows: others } = await app.as(rival).tasks.list({ view: 'all' })
    const changes = { dueOn: '2026-12-20' }
    const rows = [first, second, closed[0], others[0]].flatMap((task) =>
      task ? [{ id: task.id, version: task.id === second?.id ? 9 : task.version, changes }] : [],
    )
    const { changed, left } = await app.as(head).tasks.editMany({ rows })
    expect(changed).toEqual([])
    expect(new Set(left.map(({ reason }) => reason))).toEqual(new Set(['REASON_REQUIRED', 'CHANGED', 'CLOSED']))
    const moved = await app.as(head).tasks.editMany({ rows, reason: 'Клиент в отпуске', rehearse: true })
    expect(moved.changed.map(({ id }) => id)).toEqual([first?.id])
  })
})
