import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readAll } from '#core/files/test-file.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { listsContract } from './contract.ts'
import { sweepExports } from './service/export-files.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'mostik-lists-'))
let now = new Date('2026-11-21T09:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ dataDir, clock: { now: () => now } })
  await app.jobs.start()
})
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true, force: true })
})

type Company = Awaited<ReturnType<TestApp['company']>>
let company: Company
let pipeline: Awaited<ReturnType<Company['pipeline']>>
let owner: TestPerson
let head: TestPerson
let seller: TestPerson
let rival: TestPerson
let stranger: TestPerson

beforeEach(async () => {
  now = new Date('2026-11-21T09:00:00+03:00')
  company = await app.company()
  pipeline = await company.pipeline()
  const sales = await company.department('Продажи')
  const [north, south] = [await company.department('Север', sales), await company.department('Юг', sales)]
  owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  head = await company.person({ role: 'head', name: 'Глеб Руководитель', departmentId: north })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id, departmentId: north })
  rival = await company.person({ name: 'Роман Чужой', departmentId: south })
  stranger = await (await app.company({ name: 'Другая' })).person({ role: 'owner' })
})

const list = 'deals.list'
const view = { name: 'Крупные', search: { where: 'all(amount:ge:100)' }, layout: { pinned: ['title'] } }
const names = async (by: TestPerson) => (await app.as(by).lists.views({ list })).views.map(({ name }) => name)

describe('layouts', () => {
  test('are kept for each person by table, and forgotten when they say nothing', async () => {
    const layout = {
      order: ['amount', 'title'],
      sizing: { amount: 200 },
      visibility: { source: true },
      pinned: ['title'],
      sort: '-amount',
    }
    await app.as(seller).lists.keepLayout({ list, layout })
    expect((await app.as(seller).lists.layouts({})).layouts).toEqual({ [list]: layout })
    expect((await app.as(rival).lists.layouts({})).layouts).toEqual({})
    await app.as(seller).lists.keepLayout({ list, layout: {} })
    expect((await app.as(seller).lists.layouts({})).layouts).toEqual({})
  })

  test('an auditor keeps his columns too, though he changes nothing else', async () => {
    const auditor = await company.person({ role: 'auditor' })
    await app.as(auditor).lists.keepLayout({ list, layout: { pinned: ['title'] } })
    expect((await app.as(auditor).lists.layouts({})).layouts).toEqual({ [list]: { pinned: ['title'] } })
  })
})

describe('saved views', () => {
  test('are private, of the department or of the company', async () => {
    await app.as(head).lists.addView({ list, ...view, name: 'Моё', shared: 'private' })
    await app.as(head).lists.addView({ list, ...view, name: 'Севера', shared: 'department' })
    await app.as(owner).lists.addView({ list, ...view, name: 'Всех', shared: 'company' })
    expect(await names(head)).toEqual(['Моё', 'Севера', 'Всех'])
    expect(await names(seller)).toEqual(['Севера', 'Всех'])
    expect(await names(rival)).toEqual(['Всех'])
    expect(await names(stranger)).toEqual([])
  })

  test('a shared one shows each his own rows', async () => {
    await company.deals(
      [seller, rival].map((own) => ({
        owner: own,
        amountMinor: 100_00,
        moves: [[pipeline.stage('Новая'), '2026-11-10T10:00:00Z']] as const,
      })),
    )
    const { search } = await app.as(owner).lists.addView({ list, ...view, shared: 'company' })
    const found = await app.as(seller).deals.list({ where: search['where'] ?? '' })
    expect(found.rows.map((deal) => deal.owner?.id)).toEqual([seller.id])
  })

  test('are changed and removed by the author, shared ones also by the owner and the administrator', async () => {
    const { id } = await app.as(head).lists.addView({ list, ...view, shared: 'company' })
    const mine = await app.as(head).lists.addView({ list, ...view, shared: 'private' })
    const admin = await company.person({ role: 'admin' })
    await expect(app.as(seller).lists.editView({ id, name: 'Моё' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(seller).lists.removeView({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(stranger).lists.editView({ id, name: 'Моё' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(app.as(owner).lists.editView({ id: mine.id, name: 'Моё' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await app.as(owner).lists.editView({ id, name: 'Важные' })).toMatchObject({
      name: 'Важные',
      shared: 'company',
    })
    expect(await app.as(admin).lists.removeView({ id })).toEqual({ done: true })
    expect(await app.as(head).lists.editView({ id: mine.id, shared: 'department' })).toMatchObject({
      shared: 'department',
      version: 2,
    })
  })

  test('a seller shares with his department and not with the company', async () => {
    expect((await app.as(seller).lists.views({ list })).mayShare).toEqual(['private', 'department'])
    await expect(app.as(seller).lists.addView({ list, ...view, shared: 'company' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('stand in the order of each person, and his list opens with his own', async () => {
    const one = await app.as(owner).lists.addView({ list, ...view, name: 'Один', shared: 'company' })
    const two = await app.as(owner).lists.addView({ list, ...view, name: 'Два', shared: 'company' })
    await app.as(seller).lists.orderViews({ list, ids: [two.id, one.id], defaultViewId: two.id })
    expect(await names(seller)).toEqual(['Два', 'Один'])
    expect((await app.as(seller).lists.views({ list })).defaultViewId).toBe(two.id)
    expect(await names(owner)).toEqual(['Один', 'Два'])
    await app.as(owner).lists.removeView({ id: two.id })
    expect((await app.as(seller).lists.views({ list })).defaultViewId).toBeNull()
  })
})

describe('export', () => {
  const finished = (by: TestPerson, id: string) =>
    vi.waitFor(
      async () => {
        const one = await app.as(by).lists.export({ id })
        expect(['done', 'failed']).toContain(one.status)
        return one
      },
      { timeout: 30_000, interval: 100 },
    )
  const file = (by: TestPerson, id: string) =>
    app.server.inject({ url: `/api/lists/exports/${id}/file`, headers: { 'x-test-person': by.id } })
  const some = () =>
    company.deals([
      {
        title: '=HYPERLINK("http://x")',
        owner: seller,
        amountMinor: 1_234_56,
        expectedCloseOn: '2026-12-01',
        moves: [[pipeline.stage('Новая'), '2026-11-10T10:00:00Z']],
      },
      { title: 'Насос', owner: seller, amountMinor: 5_00, moves: [[pipeline.stage('Новая'), '2026-11-11T10:00:00Z']] },
      { title: 'Чужая', owner: rival, amountMinor: 5_00, moves: [[pipeline.stage('Новая'), '2026-11-11T10:00:00Z']] },
    ])

  test('holds the rows of the filter in the order and with the columns of the list; numbers and dates are real', async () => {
    await some()
    const columns = ['title', 'amount', 'expected', 'created', 'owner', 'nextStep']
    const order = { list, filter: { where: 'all(amount:ge:100)' }, sort: '-amount', columns }
    const begun = await app.as(head).lists.startExport({ ...order, format: 'xlsx' })
    expect(begun).toMatchObject({ status: 'waiting', fileName: 'Сделки 2026-11-21.xlsx' })
    expect(await finished(head, begun.id)).toMatchObject({
      status: 'done',
      rowsDone: 2,
      expiresAt: '2026-11-22T06:00:00.000Z',
    })
    const answer = await file(head, begun.id)
    expect(answer.headers['content-disposition']).toContain('attachment')
    const { fileWith } = await import('#core/files/test-file.ts')
    const { table, cells } = await readAll(await fileWith(answer.rawPayload))
    expect(table.columns.map(({ name }) => name)).toEqual([
      'Сделка',
      'Сумма',
      'Закроется',
      'Создана',
      'Ответственный',
      'Следующий шаг',
    ])
    expect(cells).toEqual([
      ['=HYPERLINK("http://x")', '1234.56', '2026-12-01', '2026-11-10 13:00:00', 'Семён Продавец', ''],
      ['Насос', '5', '', '2026-11-11 13:00:00', 'Семён Продавец', ''],
    ])

    const csv = await app.as(head).lists.startExport({ ...order, format: 'csv' })
    await finished(head, csv.id)
    expect((await file(head, csv.id)).payload).toContain('"\'=HYPERLINK(""http://x"")";1234,56;01.12.2026;')
  })

  test('is given to its author alone, and removed after a day', async () => {
    await some()
    const { id } = await app.as(owner).lists.startExport({ list, filter: {}, format: 'csv' })
    expect((await finished(owner, id)).rowsDone).toBe(3)
    expect((await file(owner, id)).statusCode).toBe(200)
    for (const other of [head, stranger]) expect((await file(other, id)).statusCode).toBe(404)
    expect((await app.server.inject({ url: `/api/lists/exports/${id}/file` })).statusCode).toBe(401)
    await expect(app.as(head).lists.export({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })

    now = new Date('2026-11-22T09:00:01+03:00')
    expect((await file(owner, id)).statusCode).toBe(404)
    const folder = path.join(dataDir, 'exports')
    for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), 0, 0)
    expect(await sweepExports(app.services)).toBeGreaterThan(0)
    expect(readdirSync(folder)).toEqual([])
    expect((await app.as(owner).lists.export({ id })).status).toBe('expired')
  })

  test('leaves a line in the audit log', async () => {
    const { id } = await app.as(owner).lists.startExport({ list, filter: { text: 'насос' }, format: 'csv' })
    await finished(owner, id)
    await file(owner, id)
    const { rows } = await app.as(owner).org.audit({})
    expect(
      rows
        .filter((row) => row.subjectId === id)
        .map(({ action }) => action)
        .toSorted(),
    ).toEqual(['export.list', 'export.started', 'export.taken'])
  })

  test('is for those who may: sellers only where the company lets them, and then their own rows', async () => {
    await some()
    const ask = (by: TestPerson) => app.as(by).lists.startExport({ list, filter: {}, format: 'csv' })
    await expect(ask(seller)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(head).lists.setSettings({ sellersExport: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await app.as(owner).lists.setSettings({ sellersExport: true })
    expect((await app.as(seller).lists.views({ list })).mayExport).toBe(true)
    expect((await finished(seller, (await ask(seller)).id)).rowsDone).toBe(2)
  })

  test('of a list that is none, or with a filter that is none, is refused or fails with its reason', async () => {
    const api = app.as(owner).lists
    await expect(api.startExport({ list: 'salaries.list', filter: {}, format: 'csv' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const { id } = await api.startExport({ list, filter: { where: 'all(salary:ge:1)' }, format: 'csv' })
    expect(await finished(owner, id)).toMatchObject({ status: 'failed', error: 'FILTER_BAD' })
  })
})

test.each(Object.keys(listsContract))('a stranger gets nothing from %s', async (name) => {
  const id = owner.id
  const requests: Record<string, () => Promise<unknown>> = {
    layouts: () => app.stranger.lists.layouts({}),
    keepLayout: () => app.stranger.lists.keepLayout({ list, layout: {} }),
    views: () => app.stranger.lists.views({ list }),
    addView: () => app.stranger.lists.addView({ list, ...view, shared: 'private' }),
    editView: () => app.stranger.lists.editView({ id }),
    removeView: () => app.stranger.lists.removeView({ id }),
    orderViews: () => app.stranger.lists.orderViews({ list, ids: [], defaultViewId: null }),
    startExport: () => app.stranger.lists.startExport({ list, filter: {}, format: 'csv' }),
    exports: () => app.stranger.lists.exports({}),
    export: () => app.stranger.lists.export({ id }),
    cancelExport: () => app.stranger.lists.cancelExport({ id }),
    settings: () => app.stranger.lists.settings({}),
    setSettings: () => app.stranger.lists.setSettings({ sellersExport: true }),
  }
  await expect(requests[name]?.()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})
