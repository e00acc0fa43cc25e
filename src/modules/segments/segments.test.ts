import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testApp, type TestApp, type TestDeal } from '../../testing.ts'
import { computeClasses, tellStory } from './api.ts'
import { crossSellOf, togetherOf } from './calc/cross-sell.ts'
import { togetherOfPeople } from './data/baskets.ts'
import { companiesToClassFirst } from './data/alarms.ts'
import { computeAllCompanies } from './service/compute.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** A firm that bought each month till August, one that buys now, one that bought once. */
async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const seller = await company.person({ managerId: head.id })
  const other = await company.person({ managerId: owner.id })
  const pipeline = await company.pipeline(['Новая'])
  const sale = (day: string, amountMinor: number, by: TestDeal['owner']): TestDeal => ({
    owner: by ?? null,
    amountMinor,
    moves: [
      [pipeline.stage('Новая'), `${day}T09:00:00+03:00`],
      [pipeline.won, `${day}T12:00:00+03:00`],
    ],
  })
  const firm = async (name: string, ownerId: string) => {
    const row = { workspace_id: company.id, name, name_key: name, owner_id: ownerId }
    return (await app.database.insertInto('companies').values(row).returning('id').executeTakeFirstOrThrow()).id
  }
  const give = async (clientId: string, ids: readonly string[]) => {
    await app.database
      .updateTable('deals')
      .set({ company_id: clientId })
      .where('id', 'in', [...ids])
      .execute()
  }
  const quiet = await firm('Тихий', seller.id)
  const lively = await firm('Живой', other.id)
  await give(
    quiet,
    await company.deals(
      ['2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01'].map((day) => sale(day, 500_00, seller)),
    ),
  )
  await give(
    lively,
    await company.deals(['2026-09-15', '2026-10-15', '2026-11-15'].map((day) => sale(day, 9_000_00, other))),
  )
  await company.deals([sale('2026-11-01', 100_00, other)])
  return { company, owner, head, seller, other, quiet, lively, api: app.as(owner).segments }
}

test('classes on demand: who is silent by his own rhythm, who is A, who bought once; the owner of the silent one hears of it once', async () => {
  const { api, seller, quiet, lively } = await office()
  expect(await api.compute({})).toEqual({ asOf: '2026-11-21', clients: 3, changed: 3 })
  const { rows } = await api.clients({})
  expect(rows.map(({ id, abc, state, orders }) => [id === quiet || id === lively, abc, state, orders])).toEqual([
    [true, 'A', 'active', 3],
    [true, 'B', 'silent', 4],
    [false, 'C', 'once', 1],
  ])
  expect((await api.clients({ state: 'silent' })).rows).toMatchObject([
    { name: 'Тихий', silentDays: 51, intervalDays: 31, owner: { id: seller.id } },
  ])
  const noticesOf = async () =>
    (
      await app.database.selectFrom('notices').select(['kind', 'path']).where('person_id', '=', seller.id).execute()
    ).filter(({ kind }) => kind === 'CLIENT_SILENT')
  expect(await noticesOf()).toEqual([{ kind: 'CLIENT_SILENT', path: `/clients/${quiet}` }])
  await computeAllCompanies(app.gate, new Date('2026-11-22T03:20:00+03:00'))
  expect(await noticesOf()).toHaveLength(1)
  expect((await api.summary({})).asOf).toBe('2026-11-22')
})

test('a large company whose clients were never classed is found as soon as its purchases have come to rest', async () => {
  const { api, company } = await office()
  const found = async (many: number) =>
    (await app.gate.asServer((tx) => companiesToClassFirst(tx, many))).some(
      ({ workspaceId }) => workspaceId === company.id,
    )
  expect(await found(1)).toBe(true)
  expect(await found(1_000)).toBe(false)
  await api.compute({})
  expect(await found(1)).toBe(false)
})

test('a client goes from class to class between two days, and his card tells it', async () => {
  const { api, company, quiet } = await office()
  await app.gate.asServer((tx) => computeClasses(tx, company.id, '2026-10-02' as never, null))
  await app.gate.asServer((tx) => computeClasses(tx, company.id, '2026-11-20' as never, null))
  const moved = await api.migration({ of: 'abc', from: '2026-10-05', to: '2026-11-21' })
  expect(moved).toMatchObject({ fromDay: '2026-10-02', toDay: '2026-11-20', days: ['2026-11-20', '2026-10-02'] })
  expect(moved.cells).toContainEqual({ from: 'B', to: 'B', clients: 1 })
  const states = await api.migration({ of: 'state', from: '2026-10-05', to: '2026-11-21' })
  expect(states.cells).toContainEqual({ from: 'active', to: 'silent', clients: 1 })
  expect(states.cells).toContainEqual({ from: null, to: 'once', clients: 1 })
  const { history } = await api.client({ id: quiet })
  expect(history.map(({ from, to, state }) => [from, to, state])).toEqual([
    ['2026-11-20', null, 'silent'],
    ['2026-10-02', '2026-11-20', 'active'],
  ])
  await expect(api.migration({ of: 'abc', from: '2026-11-21', to: '2026-10-05' })).rejects.toMatchObject({
    code: 'SEGMENT_DAYS_REVERSED',
  })
})

test('a head and a seller see their own clients and the money of their own people; nobody of another company sees any', async () => {
  const { api, head, seller, quiet } = await office()
  await api.compute({})
  const own = await app.as(head).segments.clients({})
  expect(own.rows).toMatchObject([{ id: quiet, recentMinor: 2_000_00 }])
  expect(await app.as(seller).segments.summary({})).toMatchObject({ clients: 1, recentMinor: 2_000_00, scope: 'team' })
  await expect(app.as(seller).segments.compute({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(app.as(head).segments.compute({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const stranger = await (await app.company()).person({ role: 'owner' })
  expect((await app.as(stranger).segments.clients({})).rows).toEqual([])
  await expect(app.as(stranger).segments.client({ id: quiet })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(api.client({ id: '019ab000-0000-7000-8000-000000000000' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

const names = fc.uniqueArray(fc.constantFrom('Насос', 'фильтр', 'Шкаф', 'кабель', 'Ёмкость', 'valve'), { minLength: 1 })
const baskets = fc.array(fc.record({ owner: fc.nat(2), client: fc.nat(6), products: names }), { maxLength: 20 })

test('what people sold together is counted as baskets are counted one by one', async () => {
  await fc.assert(
    fc.asyncProperty(baskets, async (given) => {
      const company = await app.company()
      const people = [await company.person(), await company.person(), await company.person()].map(({ id }) => id)
      const clients = Array.from({ length: 7 }, () => crypto.randomUUID())
      // A client of one seller has one basket.
      const rows = [...Map.groupBy(given, ({ owner: who, client }) => `${who} ${client}`).values()].map((same) => ({
        owner: same[0]?.owner ?? 0,
        client: same[0]?.client ?? 0,
        products: [...new Set(same.flatMap(({ products }) => products))],
      }))
      for (const { owner: who, client, products } of rows)
        await sql`insert into segments_baskets values (${company.id}::uuid, ${people[who]}::uuid, ${clients[client]}::uuid, ${products}::text[], ${products}::text[])`.execute(
          app.database,
        )
      const own = rows.filter(({ owner: who }) => who < 2)
      const naive = [...Map.groupBy(own, ({ client }) => client).values()].map((same) => [
        ...new Set(same.flatMap(({ products }) => products)),
      ])
      const counted = await app.gate.asServer(async (tx) => {
        await sql`select set_config('app.workspace', ${company.id}, true)`.execute(tx)
        return togetherOfPeople(tx, 'product', people.slice(0, 2))
      })
      expect(crossSellOf(counted)).toEqual(crossSellOf(togetherOf(naive)))
    }),
    { numRuns: 15 },
  )
}, 180_000)

test('a head sees what his people sold together as the classes have found it; before them, what they have sold till now', async () => {
  const { api, head, company, seller, other } = await office()
  const deals = await app.database
    .selectFrom('deals')
    .select(['id', 'owner_id'])
    .where('workspace_id', '=', company.id)
    .execute()
  const lines = deals.flatMap(({ id, owner_id: ownerId }) =>
    (ownerId === seller.id ? ['Насос', 'Фильтр'] : ['Шкаф', 'Насос']).map((name, index) => ({
      workspace_id: company.id,
      deal_id: id,
      line_no: index + 1,
      owner_id: ownerId,
      product_name: name,
    })),
  )
  await app.database.insertInto('deal_lines').values(lines).execute()
  const ofHead = () => app.as(head).segments.crossSell({ by: 'product' })
  const pair = { clients: 1, lift: 1 }
  const before = await ofHead()
  expect(before).toMatchObject({ asOf: null, waits: false, clients: 1, pairs: [{ a: 'Насос', b: 'Фильтр', ...pair }] })
  await api.compute({})
  expect(await ofHead()).toEqual({ ...before, asOf: '2026-11-21' })
  expect((await api.crossSell({ by: 'product' })).clients).toBe(3)
  expect(await app.as(other).segments.crossSell({ by: 'product' })).toMatchObject({ clients: 2 })
})

test('rules are set by one person at a time and hold at once', async () => {
  const { api } = await office()
  const rules = { months: 12, silentAfter: 2, lostAfter: 3, version: 0 }
  await api.editSettings(rules)
  expect((await api.clients({ state: 'silent' })).rows).toEqual([])
  await expect(api.editSettings(rules)).rejects.toMatchObject({ code: 'SEGMENT_RULES_CHANGED' })
  await expect(api.editSettings({ ...rules, lostAfter: 1, version: 1 })).rejects.toMatchObject({
    code: 'LOST_BEFORE_SILENT',
  })
})

test('the story of the demo company may be told twice', async () => {
  const { company, api } = await office()
  const now = new Date('2026-11-21T09:00:00+03:00')
  await tellStory(app.gate, { workspaceId: company.id, now })
  await tellStory(app.gate, { workspaceId: company.id, now })
  expect((await api.summary({})).clients).toBe(3)
})

test('the list of companies is filtered by class, scores and rhythm; who has bought nothing has no class', async () => {
  const { api, owner, company, quiet, lively, head } = await office()
  await api.compute({})
  const { id: fresh } = await app.as(owner).clients.addCompany({ name: 'Новый' })
  const found = async (where: string, person = owner) =>
    (await app.as(person).clients.companies({ where })).rows.map(({ id }) => id)
  expect(await found('all(abc:in:A)')).toEqual([lively])
  expect(await found('all(rhythm:in:silent)')).toEqual([quiet])
  expect(await found('all(abc:in:A,rhythm:in:silent)')).toEqual([])
  expect(await found('all(abc:empty)')).toEqual([fresh])
  expect((await found('all(rfm:has:1)')).length).toBeGreaterThan(0)
  // Classes follow the rights of what they are made of: the head sees those of his people.
  expect(await found('all(rhythm:in:silent)', head)).toEqual([quiet])
  expect(await found('all(abc:in:A)', head)).toEqual([])
  await expect(found('all(abc:in:D)')).rejects.toMatchObject({ status: 400 })
  expect(company.id).toBeTruthy()
})
