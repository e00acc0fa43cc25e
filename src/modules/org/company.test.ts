import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'
import { createPeople, ensureDepartment, orgTree, peopleInScope, workCalendar } from './api.ts'

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson
let seller: TestPerson
let foreign: TestPerson
beforeAll(async () => {
  app = await testApp()
  company = await app.company()
  owner = await company.person({ role: 'owner' })
  seller = await company.person({ role: 'seller' })
  foreign = await (await app.company({ name: 'Лютик' })).person({ role: 'owner' })
})
afterAll(() => app.close())

const as = (person: TestPerson) => visitor(app, { 'x-test-person': person.id })

describe('without signing in', () => {
  it.each([
    ['GET', '/company'],
    ['PATCH', '/company'],
    ['GET', '/people'],
    ['POST', '/people'],
    ['GET', '/departments'],
    ['POST', '/departments'],
    ['GET', '/calendar/2026'],
    ['PUT', '/calendar/days/2026-11-23'],
    ['GET', '/currency-rates'],
    ['PUT', '/currency-rates/USD/2026-01-01'],
    ['DELETE', '/currency-rates/USD/2026-01-01'],
    ['GET', '/audit'],
    ['GET', '/me'],
    ['GET', '/api-keys'],
    ['GET', '/me/sessions'],
  ] as const)('%s %s tells nothing', async (method, path) => {
    const valid = { fullName: 'x', role: 'seller', name: 'x', version: 1, kind: 'off', rate: '1' }
    const answer = await visitor(app).ask(method, path, method === 'GET' ? undefined : valid)
    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
  })
})

describe('the company', () => {
  it('is renamed by its owner, not by a seller, and not over the head of somebody else', async () => {
    expect((await as(seller).patch('/company', { version: 1, name: 'Моя' })).status).toBe(403)
    expect(
      (await as(owner).patch('/company', { version: 1, name: 'Ромашка-2', weekDays: [1, 2, 3, 4, 5, 6] })).body,
    ).toMatchObject({ name: 'Ромашка-2', version: 2 })
    const stale = await as(owner).patch('/company', { version: 1, name: 'Поздно' })
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'COMPANY_CHANGED', data: { current: { name: 'Ромашка-2' } } },
    })
    expect((await as(foreign).get('/company')).body).toMatchObject({ name: 'Лютик' })
  })

  it('keeps its currency and its time zone once there are deals or plans', async () => {
    const rich = await app.company({ name: 'Валюта' })
    const boss = await rich.person({ role: 'owner' })
    expect((await as(boss).patch('/company', { version: 1, currency: 'EUR' })).body).toMatchObject({
      currency: 'EUR',
      currencyIsFree: true,
    })
    const row = { workspace_id: rich.id, month: '2026-11-01', level: 'company', subject_id: rich.id, amount_minor: 1 }
    await app.database.insertInto('plan_cells').values(row).execute()
    expect((await as(boss).patch('/company', { version: 2, currency: 'RUB' })).body).toMatchObject({
      code: 'CURRENCY_FIXED',
    })
    expect((await as(boss).patch('/company', { version: 2, timeZone: 'Asia/Omsk' })).body).toMatchObject({
      code: 'TIME_ZONE_FIXED',
    })
    expect((await as(boss).patch('/company', { version: 2, currency: 'EUR', name: 'Та же' })).status).toBe(200)
  })
})

it.each([
  ['spend', 'spend'],
  ['payments', 'payments'],
  ['activities', 'activities'],
] as const)('keeps its currency and time zone by %s alone, whoever asks', async (_, table) => {
  const young = await app.company({ name: `Только ${table}` })
  const admin = await young.person({ role: 'admin' })
  const day = '2026-11-10'
  const at = { workspace_id: young.id }
  if (table === 'spend') {
    const source = await app.database
      .insertInto('sources')
      .values({ ...at, name: 'Реклама' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await app.database
      .insertInto('spend')
      .values({ ...at, source_id: source.id, day, amount_minor: 100, currency: 'RUB', base_minor: 100 })
      .execute()
  } else if (table === 'payments')
    await app.database
      .insertInto('payments')
      .values({ ...at, paid_on: day, currency: 'RUB' })
      .execute()
  else
    await app.database
      .insertInto('activities')
      .values({ ...at, kind: 'call', occurred_at: new Date('2026-11-10T09:00:00Z') })
      .execute()
  const before = (await as(admin).get('/company')).body
  expect(before).toMatchObject({ timeZoneIsFree: false, currencyIsFree: table === 'activities' })
  expect((await as(admin).patch('/company', { version: 1, timeZone: 'Asia/Omsk' })).body).toMatchObject({
    code: 'TIME_ZONE_FIXED',
  })
  if (table !== 'activities')
    expect((await as(admin).patch('/company', { version: 1, currency: 'EUR' })).body).toMatchObject({
      code: 'CURRENCY_FIXED',
    })
})

describe('departments', () => {
  it('form a tree without circles, with a head, and are archived when they are empty', async () => {
    const add = async (body: object) => (await as(owner).post('/departments', body)).body
    const edit = (id: string, change: object, who = owner) => as(who).patch(`/departments/${id}`, change)
    const north = await add({ name: 'Север' })
    const city = await add({ name: 'Город', parentId: north.id, headId: seller.id })
    expect(city).toMatchObject({ parentId: north.id, headId: seller.id, people: 0, isArchived: false, version: 1 })
    expect((await edit(north.id, { version: 1, parentId: city.id })).body).toMatchObject({ code: 'CIRCLE' })
    expect((await edit(north.id, { version: 1, parentId: north.id })).body).toMatchObject({ code: 'CIRCLE' })
    expect((await edit(north.id, { version: 1, isArchived: true })).body).toMatchObject({
      code: 'DEPARTMENT_NOT_EMPTY',
      data: { people: 0, departments: 1 },
    })
    expect((await edit(city.id, { version: 1, isArchived: true })).body).toMatchObject({ isArchived: true })
    expect((await edit(north.id, { version: 1, name: 'Юг' })).body).toMatchObject({ name: 'Юг', version: 2 })
    expect((await edit(north.id, { version: 1, name: 'Запад' })).body).toMatchObject({
      code: 'DEPARTMENT_CHANGED',
      data: { current: { name: 'Юг' } },
    })
    expect((await edit(north.id, { version: 2, headId: foreign.id })).body).toMatchObject({ code: 'NO_SUCH_MANAGER' })
    expect((await edit(north.id, { version: 2, name: 'Моё' }, seller)).status).toBe(403)
    expect((await edit(north.id, { version: 2, name: 'Чужое' }, foreign)).status).toBe(404)
    const names = async (query = '') =>
      (await as(seller).get(`/departments${query}`)).body.map(({ name }: { name: string }) => name)
    expect([await names(), await names('?archived=true')]).toEqual([['Юг'], ['Город', 'Юг']])
  })
})

describe('the calendar', () => {
  it('is the public one of the year with the company’s own days above it', async () => {
    const plain = await app.company({ name: 'Календарь' })
    const boss = await plain.person({ role: 'owner' })
    const year = async () => (await as(boss).get('/calendar/2026')).body
    const before = await year()
    expect(before).toMatchObject({ isPublished: true, weekDays: [1, 2, 3, 4, 5] })
    expect(before.months[10]).toEqual({ month: '2026-11', workingDays: 20, shortDays: 1 })
    await as(boss).put('/calendar/days/2026-11-23', { kind: 'off', note: 'День компании' })
    await as(boss).put('/calendar/days/2026-11-28', { kind: 'working' })
    await as(boss).put('/calendar/days/2026-11-24', { kind: 'off' })
    const after = await year()
    expect(after.months[10].workingDays).toBe(19)
    expect(after.days).toContainEqual({ day: '2026-11-23', kind: 'off', isOwn: true, note: 'День компании' })
    await as(boss).put('/calendar/days/2026-11-24', { kind: null })
    expect((await year()).months[10].workingDays).toBe(20)
    const calendar = await app.gate.as(await actorFor(boss, plain.id), workCalendar)
    expect(calendar.exceptions['2026-11-28']).toBe('working')
    expect((await as(seller).put('/calendar/days/2026-11-23', { kind: 'off' })).status).toBe(403)
    expect((await as(owner).put('/calendar/days/2026-02-30', { kind: 'off' })).status).toBe(400)
    expect((await as(owner).get('/calendar/2999')).status).toBe(400)
  })
})

describe('currency rates', () => {
  it('are exact decimals, one a day and currency', async () => {
    await as(owner).put('/currency-rates/USD/2026-01-01', { rate: '92.5000000001' })
    await as(owner).put('/currency-rates/USD/2026-01-01', { rate: '93.25' })
    await as(owner).put('/currency-rates/USD/2026-02-01', { rate: '90' })
    expect((await as(seller).get('/currency-rates')).body).toEqual([
      { currency: 'USD', validFrom: '2026-02-01', rate: '90' },
      { currency: 'USD', validFrom: '2026-01-01', rate: '93.25' },
    ])
    expect((await as(foreign).get('/currency-rates')).body).toEqual([])
    for (const rate of ['0', '-1', 'дорого', '1e9', '1'.repeat(30), '0.00000000000']) {
      expect((await as(owner).put('/currency-rates/USD/2026-03-01', { rate })).status).toBe(400)
    }
    expect((await as(owner).put('/currency-rates/RUB/2026-03-01', { rate: '1' })).body).toMatchObject({
      code: 'OWN_CURRENCY',
    })
    expect((await as(seller).put('/currency-rates/EUR/2026-03-01', { rate: '1' })).status).toBe(403)
    expect((await as(foreign).delete('/currency-rates/USD/2026-01-01')).status).toBe(404)
    expect((await as(owner).delete('/currency-rates/USD/2026-01-01')).status).toBe(200)
  })
})

describe('the audit log', () => {
  it('is for owners, admins and auditors of the company, newest first, page by page', async () => {
    for (const role of ['admin', 'auditor', 'owner'])
      expect((await as(await company.person({ role })).get('/audit')).status).toBe(200)
    for (const role of ['director', 'head', 'seller', 'hr', 'finance', 'marketing']) {
      expect((await as(await company.person({ role })).get('/audit')).status).toBe(403)
    }
    const first = await as(owner).get('/audit?limit=2')
    const second = await as(owner).get(`/audit?limit=2&cursor=${first.body.nextCursor}`)
    const ids = [...first.body.rows, ...second.body.rows].map(({ id }: { id: string }) => id)
    expect(new Set(ids).size).toBe(4)
    const foreignRows = (await as(foreign).get('/audit?limit=200')).body.rows
    expect(foreignRows.every(({ actorId }: { actorId: string }) => actorId === foreign.id)).toBe(true)
    expect((await as(owner).get('/audit?from=2026-01-01&to=2026-01-02')).body.rows).toEqual([])
  })
})

describe('whom an actor sees', () => {
  it('follows managers and headed departments all the way down', async () => {
    const tree = await app.company({ name: 'Дерево' })
    const director = await tree.person({ role: 'director', name: 'Директор' })
    const head = await tree.person({ role: 'head', name: 'РОП', managerId: director.id })
    const north = await tree.department('Север', undefined, head.id)
    const city = await tree.department('Город', north)
    await tree.person({ name: 'В отделе', departmentId: north })
    const deep = await tree.person({ name: 'В подотделе', departmentId: city })
    await tree.person({ name: 'Подчинённый', managerId: head.id, leftOn: '2026-01-01' })
    await tree.person({ name: 'Внук', managerId: deep.id })
    const stranger = await tree.person({ name: 'Посторонний' })
    const boss = await tree.person({ role: 'owner', name: 'Хозяин' })
    const admin = await tree.person({ role: 'admin', name: 'Админ' })
    const mate = await tree.person({ name: 'Коллега', departmentId: north, scope: 'team' })

    const seen = async (person: TestPerson) =>
      (await app.gate.as(await actorFor(person, tree.id), peopleInScope)).map(({ fullName }) => fullName)
    const team = ['В отделе', 'В подотделе', 'Внук', 'Коллега', 'Подчинённый']
    expect(await seen(head)).toEqual([...team, 'РОП'])
    expect(await seen(director)).toEqual([...team.slice(0, 3), 'Директор', ...team.slice(3), 'РОП'])
    expect(await seen(stranger)).toEqual(['Посторонний'])
    expect(await seen(mate)).toEqual(['В отделе', 'Коллега'])
    expect(await seen(boss)).toHaveLength(10)
    expect(await seen(admin)).toEqual([])
    expect((await actorFor(head, tree.id)).departments.toSorted()).toEqual([north, city].toSorted())
  })
})

describe('people and departments in bulk', () => {
  it('come in one statement with managers among themselves, and departments are found by name', async () => {
    const bulk = await app.company({ name: 'Импорт' })
    await app.gate.asServer(async (tx) => {
      const [chief] = await createPeople(tx, bulk.id, [{ fullName: 'Начальник', role: 'head' }])
      const ids = await createPeople(tx, bulk.id, [
        { fullName: 'Первый', role: 'seller', managerId: chief ?? null, externalId: '7', hiredOn: '2025-01-01' },
        { fullName: 'Второй', role: 'seller', leftOn: '2026-01-01' },
      ])
      const department = await ensureDepartment(tx, bulk.id, 'Central')
      expect(await ensureDepartment(tx, bulk.id, 'CENTRAL')).toBe(department)
      expect(await ensureDepartment(tx, bulk.id, 'Central', department)).not.toBe(department)
      expect(ids).toHaveLength(2)
    })
    const boss = await bulk.person({ role: 'owner' })
    const tree = await app.gate.as(await actorFor(boss, bulk.id), orgTree)
    expect(tree.departments).toHaveLength(2)
    expect(tree.people.find(({ fullName }) => fullName === 'Первый')).toMatchObject({
      state: 'not_invited',
      hiredOn: '2025-01-01',
    })
  })
})

async function actorFor(person: TestPerson, workspaceId: string) {
  const { actorOf } = await import('#modules/auth/api.ts')
  const actor = await actorOf(app.gate, person.id, app.services.clock.now())
  if (actor?.workspaceId !== workspaceId) throw new Error('no such actor')
  return actor
}
