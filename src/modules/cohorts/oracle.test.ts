import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asTimeZone, dayOf } from '#core/calendar/zone.ts'
import { checkCohortCells } from './api.ts'
import { testApp, type TestApp, type TestDeal } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const START = Date.parse('2026-06-20T00:00:00+03:00')
const HOUR = 3_600_000
const ZONE = asTimeZone('Europe/Moscow')
const RUNNING = '2026-11'

/** Where a deal went: 0, 1 open stages, 2 won, 3 lost; after how many hours each. */
const logs = fc.array(
  fc.record({
    seller: fc.nat(1),
    source: fc.nat(1),
    client: fc.nat(4),
    begins: fc.nat(100 * 24),
    amount: fc.integer({ min: 0, max: 9_000_000 }),
    moves: fc.array(fc.record({ to: fc.nat(3), hours: fc.integer({ min: 1, max: 8 * 24 }) }), { maxLength: 5 }),
    trashed: fc.nat(9).map((n) => n === 0),
  }),
  { minLength: 1, maxLength: 30 },
)
type Log = (typeof logs extends fc.Arbitrary<infer T> ? T : never)[number]

const month = (at: number) => dayOf(new Date(at), ZONE).slice(0, 7)
const monthsBetween = (from: string, to: string) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5))

test('cohorts of leads and of clients equal a naive count, whatever was folded, with clients changed and deals thrown away', async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.constantFrom(0, 7, 10_000), async (given, folded) => {
      const company = await app.company()
      const owner = await company.person({ role: 'owner' })
      const head = await company.person({ role: 'head' })
      const sellers = [await company.person({ managerId: head.id }), await company.person({ managerId: head.id })]
      const sources = [await company.source('Сайт'), await company.source('Звонок')]
      const pipeline = await company.pipeline(['Новая', 'КП'])
      const stageIds = pipeline.stages.map((stage) => stage.id)
      const deals = given.map((log): TestDeal => {
        let now = START + log.begins * HOUR
        const moves: [string, string][] = [[stageIds[0] ?? '', new Date(now).toISOString()]]
        for (const { to, hours } of log.moves) {
          now += hours * HOUR
          moves.push([stageIds[to] ?? '', new Date(now).toISOString()])
        }
        return {
          owner: sellers[log.seller] ?? null,
          sourceId: sources[log.source] ?? '',
          amountMinor: log.amount,
          moves,
        }
      })
      const ids = await company.deals(deals)
      const clients = await Promise.all(
        ['А', 'Б', 'В', 'Г'].map(async (name) => {
          const row = { workspace_id: company.id, name, name_key: name }
          return (await app.database.insertInto('companies').values(row).returning('id').executeTakeFirstOrThrow()).id
        }),
      )
      // The last number is a deal without a client: he is one by himself.
      for (const [index, id] of ids.entries()) {
        const client = clients[given[index]?.client ?? 9]
        if (client) await app.database.updateTable('deals').set({ company_id: client }).where('id', '=', id).execute()
      }
      const ask = app.as(owner)
      const gone = ids.filter((_, index) => given[index]?.trashed)
      if (gone.length > 0) await ask.deals.trash({ ids: gone, deleted: true })
      if (folded > 0) await sql`select cohorts_fold(${company.id}::uuid, ${folded}::int)`.execute(app.database)

      const left = given.flatMap((log, index) => (log.trashed ? [] : [{ ...log, id: ids[index] ?? '' }]))
      const leads = await ask.cohorts.leads({ months: 8 })
      expect(leads.rows.map(({ key, leads: n, open, won, wonMinor }) => ({ key, n, open, won, wonMinor }))).toEqual(
        naiveLeads(left).map(({ key, n, open, won, wonMinor }) => ({ key, n, open, won, wonMinor })),
      )
      for (const row of leads.rows)
        expect(row.cells.map(({ won }) => won)).toEqual(naiveLeads(left).find(({ key }) => key === row.key)?.byAge)

      const buyers = await ask.cohorts.buyers({ months: 8 })
      const naive = naiveBuyers(left)
      expect(buyers.rows.filter(({ clients: n }) => n > 0).map(({ key, clients: n }) => [key, n])).toEqual(naive.sizes)
      const cells = buyers.rows.flatMap(({ key, cells: own }) =>
        own.flatMap(({ age, active, revenueMinor, orders }) =>
          active > 0 || revenueMinor !== 0 ? [`${key} ${age}: ${active} ${orders} ${revenueMinor}`] : [],
        ),
      )
      expect(cells).toEqual(naive.cells)
      const bought8 = (one: typeof buyers) =>
        one.rows.map(({ key, clients: n, revenueMinor }) => [key, n, revenueMinor])
      expect(bought8(await app.as(head).cohorts.buyers({ months: 8 }))).toEqual(bought8(buyers))
      const ofSources = async (who: typeof owner) => {
        const { total, rows } = await app.as(who).sources.table({ period: '2026' })
        return [total, ...rows.toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1))].map((line) => [
          line.key,
          line.leads,
          line.open,
          line.won,
          line.newClients,
          line.sale.reached,
          line.stages.map(({ reached }) => reached),
        ])
      }
      const sources2026 = await ofSources(owner)
      const all = naiveLeads(left)
      expect(sources2026[0]?.slice(1, 4)).toEqual(
        (['n', 'open', 'won'] as const).map((what) => all.reduce((sum, one) => sum + one[what], 0)),
      )
      expect(await ofSources(head)).toEqual(sources2026)
      const check = () => app.gate.asServer((tx) => checkCohortCells(tx, company.id))
      const differing = async () => (await check()).filter(({ missing, wrong }) => missing + wrong > 0)
      expect(await differing()).toEqual([])
      const bySeller = await ask.cohorts.leads({ months: 8, cut: 'seller' })
      expect(bySeller.rows.reduce((sum, row) => sum + row.leads, 0)).toBe(leads.total.leads)
      const behind = await ask.cohorts.behind({ of: 'leads', months: 8, limit: 200 })
      expect(behind.total.n).toBe(leads.total.leads)
      const wonBy = async (age: number) => (await ask.cohorts.behind({ of: 'leads', months: 8, age })).total.n
      for (const { age, won } of leads.total.cells) expect(await wonBy(age)).toBe(won)
      const allWon = await ask.cohorts.behind({ of: 'leads', months: 8, won: true })
      expect(allWon.total).toEqual({ n: leads.total.won, amountMinor: leads.total.wonMinor })
      const bought = await ask.cohorts.behind({ of: 'buyers', months: 8 })
      expect(bought.total).toEqual({ n: buyers.total.clients, amountMinor: buyers.total.revenueMinor })
    }),
    { numRuns: 20 },
  )
}, 180_000)

test('behind a cell of a line stand the records of that line and no others, of those without a source or a department too', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const department = async (name: string, parentId?: string) =>
    (
      await app.database
        .insertInto('departments')
        .values({ workspace_id: company.id, name, parent_id: parentId ?? null })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const sales = await department('Продажи')
  const partners = await department('Партнёры', sales)
  const [anna, boris, vera] = [await company.person(), await company.person(), await company.person()]
  for (const [person, departmentId] of [
    [anna, sales],
    [boris, partners],
  ] as const)
    await app.database.updateTable('people').set({ department_id: departmentId }).where('id', '=', person.id).execute()
  const pipeline = await company.pipeline(['Новая'])
  const site = await company.source('Сайт')
  const deal = (person: typeof anna | null, sourceId?: string): TestDeal => ({
    owner: person,
    ...(sourceId && { sourceId }),
    moves: [
      [pipeline.stage('Новая'), '2026-09-01T09:00:00+03:00'],
      [pipeline.won, '2026-09-02T09:00:00+03:00'],
    ],
  })
  await company.deals([deal(anna, site), deal(anna), deal(boris, site), deal(vera), deal(null)])
  const ask = app.as(owner).cohorts
  for (const cut of ['source', 'seller', 'department'] as const) {
    const { rows } = await ask.leads({ cut })
    const sizes = new Map(rows.map(({ key, leads }) => [key, leads]))
    expect([...sizes.values()].reduce((sum, n) => sum + n, 0)).toBe(5)
    for (const [key, n] of sizes)
      for (const of of ['leads', 'buyers'] as const) {
        const behind = await ask.behind({ of, line: cut, ...(key && { key }) })
        expect(`${cut} ${key} ${of}: ${behind.total.n}`).toBe(`${cut} ${key} ${of}: ${n}`)
      }
  }
  // A line within a filter is what both mean.
  const within = await ask.behind({ of: 'leads', departmentIds: [sales], line: 'seller', key: boris.id })
  expect(within.total.n).toBe(1)
})

test('a check finds cells that are not the sums of their parts, and mends them', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const pipeline = await company.pipeline(['Новая'])
  const moves: TestDeal['moves'] = [
    [pipeline.stage('Новая'), '2026-09-01T09:00:00+03:00'],
    [pipeline.won, '2026-10-01T09:00:00+03:00'],
  ]
  await company.deals([1, 2, 3].map((n) => ({ owner, amountMinor: n * 100, moves })))
  await sql`select cohorts_fold(${company.id}::uuid, 10000)`.execute(app.database)
  const check = () => app.gate.asServer((tx) => checkCohortCells(tx, company.id))
  const differing = async () =>
    (await check()).flatMap(({ table, missing, wrong }) => (missing + wrong > 0 ? [table] : []))
  const right = await app.as(owner).cohorts.buyers({ months: 8 })
  for (const table of ['cohorts_owner_cells', 'cohorts_source_cells', 'cohorts_company_source_cells'])
    await sql`update ${sql.table(table)} set n = n + 1 where workspace_id = ${company.id}::uuid`.execute(app.database)
  await sql`delete from cohorts_buyer_cells where workspace_id = ${company.id}::uuid`.execute(app.database)
  await sql`delete from cohorts_buyer_deltas where workspace_id = ${company.id}::uuid`.execute(app.database)
  expect(await differing()).toEqual(['owner_cells', 'source_cells', 'company_source_cells', 'buyer_cells'])
  expect(await differing()).toEqual([])
  expect(await app.as(owner).cohorts.buyers({ months: 8 })).toEqual(right)
})

type Left = Log & { id: string }

function lifeOf(log: Log) {
  let at = START + log.begins * HOUR
  let place = 0
  let won: number | null = null
  const wins: { at: number; n: number }[] = []
  for (const { to, hours } of log.moves) {
    at += hours * HOUR
    if (to === 2 && won === null) {
      wins.push({ at, n: 1 })
      won = at
    } else if (to !== 2 && won !== null) {
      wins.push({ at, n: -1 })
      won = null
    }
    place = to
  }
  return { created: START + log.begins * HOUR, place, at, wins, isWon: won !== null }
}

function naiveLeads(left: readonly Left[]) {
  const months = Array.from({ length: 8 }, (_, index) => `2026-${String(index + 4).padStart(2, '0')}`)
  return months.map((key) => {
    const own = left
      .map((log) => ({ ...lifeOf(log), amount: log.amount }))
      .filter(({ created }) => month(created) === key)
    const won = own.filter(({ place }) => place === 2)
    const ages = own.length === 0 ? 0 : monthsBetween(key, RUNNING) + 1
    return {
      key,
      n: own.length,
      open: own.filter(({ place }) => place < 2).length,
      won: won.length,
      wonMinor: won.reduce((sum, { amount }) => sum + amount, 0),
      byAge: Array.from(
        { length: ages },
        (_, age) => won.filter(({ at, created }) => monthsBetween(month(created), month(at)) <= age).length,
      ),
    }
  })
}

function naiveBuyers(left: readonly Left[]) {
  const byClient = Map.groupBy(left, ({ client, id }) => (client < 4 ? `client ${client}` : id))
  const sizes = new Map<string, number>()
  const cells = new Map<string, { active: number; orders: number; money: number }>()
  for (const own of byClient.values()) {
    const lives = own.map((log) => ({ ...lifeOf(log), amount: log.amount }))
    const kept = lives.filter(({ isWon }) => isWon).map(({ wins }) => month(wins.findLast(({ n }) => n > 0)?.at ?? 0))
    const first = kept.toSorted()[0]
    if (!first) continue
    sizes.set(first, (sizes.get(first) ?? 0) + 1)
    const at = (key: string) => {
      const cell = cells.get(key) ?? { active: 0, orders: 0, money: 0 }
      cells.set(key, cell)
      return cell
    }
    for (const one of new Set(kept)) at(`${first} ${monthsBetween(first, one)}`).active += 1
    for (const one of kept) at(`${first} ${monthsBetween(first, one)}`).orders += 1
    for (const { wins, amount } of lives)
      for (const win of wins) at(`${first} ${monthsBetween(first, month(win.at))}`).money += win.n * amount
  }
  const order = (key: string) => [key.slice(0, 7), key.slice(8).padStart(3, '0')].join(' ')
  return {
    sizes: [...sizes].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    cells: [...cells]
      .filter(([key, { active, money }]) => Number(key.slice(8)) >= 0 && (active > 0 || money !== 0))
      .toSorted(([a], [b]) => (order(a) < order(b) ? -1 : 1))
      .map(([key, { active, orders, money }]) => `${key}: ${active} ${orders} ${money}`),
  }
}
