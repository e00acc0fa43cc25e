import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestDeal } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const STAGES = ['Новая', 'КП', 'Договор']
const START = Date.parse('2026-09-01T00:00:00+03:00')
const HOUR = 3_600_000

const logs = fc.array(
  fc.record({
    begins: fc.nat(29 * 24),
    amount: fc.integer({ min: 0, max: 5_000_000 }),
    moves: fc.array(fc.record({ to: fc.nat(4), hours: fc.integer({ min: 1, max: 200 }) }), { maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 40 },
)
type Log = (typeof logs extends fc.Arbitrary<infer T> ? T : never)[number]

async function companyOf(given: readonly Log[]) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Ольга & «Ко»' })
  const pipeline = await company.pipeline(STAGES)
  const ids = pipeline.stages.map(({ id }) => id)
  await company.deals(
    given.map((log, index): TestDeal => {
      let at = START + log.begins * HOUR
      const moves: [string, string][] = [[ids[0] ?? '', new Date(at).toISOString()]]
      for (const { to, hours } of log.moves) {
        at += hours * HOUR
        moves.push([ids[to] ?? '', new Date(at).toISOString()])
      }
      return { title: `Сделка <${index}>`, owner, amountMinor: log.amount, moves }
    }),
  )
  return { company, owner, pipeline, ids }
}

const byText = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : 1)

const placesOf = (log: Log) => [0, ...log.moves.map(({ to }) => to)]

test('moves, places and variants equal a naive count over the log, and as many deals are behind each', async () => {
  await fc.assert(
    fc.asyncProperty(logs, async (given) => {
      const { owner, ids } = await companyOf(given)
      const ask = app.as(owner).process
      const map = await ask.map({ period: '2026-09', edges: 200, variants: 200 })
      const edges = new Map<string, { times: number; deals: Set<number>; hours: number[] }>()
      given.forEach((log, deal) => {
        const places = ['start', ...placesOf(log).map((place) => ids[place] ?? '')]
        places.slice(1).forEach((to, index) => {
          const key = `${places[index]} ${to}`
          const edge = edges.get(key) ?? { times: 0, deals: new Set<number>(), hours: [] }
          edges.set(key, edge)
          edge.times += 1
          edge.deals.add(deal)
        })
      })
      expect(
        map.edges
          .map(({ from, to, times, deals, amountMinor }) => [`${from} ${to}`, times, deals, amountMinor])
          .toSorted(byText),
      ).toEqual(
        [...edges]
          .map(([key, { times, deals }]) => [
            key,
            times,
            deals.size,
            [...deals].reduce((sum, deal) => sum + (given[deal]?.amount ?? 0), 0),
          ])
          .toSorted(byText),
      )
      expect(map.coverage).toBe(1)
      const openPart = (log: Log) => {
        const places = placesOf(log)
        return (places.at(-1) ?? 0) > 2 ? places.slice(0, -1) : places
      }
      const ways = Map.groupBy(given, (log) => openPart(log).join())
      expect(
        map.variants.map(({ places, n }) => [places.map((place) => ids.indexOf(place)).join(), n]).toSorted(byText),
      ).toEqual([...ways].map(([way, own]) => [way, own.length]).toSorted(byText))
      const returned = given.filter((log) => {
        const places = placesOf(log)
        return places.slice(1).some((to, index) => {
          const from = places[index] ?? 0
          return from < 3 && to < 3 && to <= from
        })
      })
      expect(map.withReturns.share).toBeCloseTo(returned.length / given.length, 10)
      const reopened = given.filter((log) =>
        placesOf(log)
          .slice(0, -1)
          .some((place, index) => place > 2 && (placesOf(log)[index + 1] ?? 3) < 3),
      )
      expect(map.reopened.share).toBeCloseTo(reopened.length / given.length, 10)
      const [edge] = map.edges
      const [variant] = map.variants
      expect((await ask.deals({ period: '2026-09', from: edge?.from, to: edge?.to, limit: 200 })).rows).toHaveLength(
        edge?.deals ?? -1,
      )
      expect((await ask.deals({ period: '2026-09', variant: variant?.id, limit: 200 })).rows).toHaveLength(
        variant?.n ?? -1,
      )
    }),
    { numRuns: 15 },
  )
}, 300_000)

test('the median before a move is that of the stays, within 4 %', async () => {
  const { owner, ids } = await companyOf(
    [10, 20, 60].map((hours) => ({ begins: 0, amount: 1, moves: [{ to: 1, hours }] })),
  )
  const { edges } = await app.as(owner).process.map({ period: '2026-09' })
  const found = edges.find(({ from, to }) => from === ids[0] && to === ids[1])?.medianSeconds ?? 0
  expect(Math.abs(found / (20 * 3600) - 1)).toBeLessThan(0.04)
})

test('a deal that was won, reopened and lost, and one that jumped, are named so', async () => {
  const { owner, ids } = await companyOf([
    {
      begins: 0,
      amount: 1,
      moves: [
        { to: 3, hours: 1 },
        { to: 1, hours: 1 },
        { to: 4, hours: 1 },
      ],
    },
    { begins: 0, amount: 1, moves: [{ to: 2, hours: 1 }] },
  ])
  const map = await app.as(owner).process.map({ period: '2026-09' })
  const kind = (from: number, to: number) =>
    map.edges.find((edge) => edge.from === ids[from] && edge.to === ids[to])?.kind
  expect([kind(3, 1), kind(0, 2), kind(0, 3), kind(1, 4)]).toEqual(['reopen', 'skip', 'won', 'lost'])
  expect(map.reopened).toMatchObject({ share: 0.5, n: 2 })
  expect(map.withSkips).toMatchObject({ share: 1, n: 2 })
})

async function take(person: { id: string } | null, format: string) {
  const headers = person ? { 'x-test-person': person.id } : {}
  return app.server.inject({ method: 'GET', url: `/api/process/log.${format}?period=2026-09`, headers })
}

test('the log leaves as CSV and as XES 1.0, and the audit log says who took it', async () => {
  const { company, owner } = await companyOf([
    {
      begins: 5,
      amount: 12_345,
      moves: [
        { to: 1, hours: 2 },
        { to: 3, hours: 2 },
      ],
    },
  ])
  const csv = await take(owner, 'csv')
  expect(csv.statusCode).toBe(200)
  const lines = csv.payload.trim().split('\r\n')
  expect(lines[0]).toBe('case_id,title,stage,timestamp,resource,amount,currency,source,pipeline')
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain('Новая,2026-09-01T02:00:00.000Z,Ольга & «Ко»,123.45,RUB,,Продажи')
  const xes = await take(owner, 'xes')
  expect(xes.headers['content-type']).toContain('application/xml')
  expect(xes.payload).toContain('<log xes.version="1.0"')
  expect(xes.payload).toContain('<string key="title" value="Сделка &lt;0&gt;"/>')
  expect(xes.payload.match(/<event>/g)).toHaveLength(3)
  expect(xes.payload.match(/<trace>/g)).toHaveLength(1)
  expect(xes.payload).toContain('<date key="time:timestamp" value="2026-09-01T02:00:00.000+00:00"/>')
  expect(xes.payload.trimEnd().endsWith('</log>')).toBe(true)
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from audit_log where workspace_id = ${company.id}::uuid and action = 'export.list'`.execute(
    app.database,
  )
  expect(Number(rows[0]?.n)).toBe(2)
})

test('a seller without the right takes no log out, a stranger none, and a wrong period is named', async () => {
  const { company } = await companyOf([])
  const seller = await company.person()
  expect((await take(seller, 'xes')).statusCode).toBe(403)
  expect((await take(null, 'csv')).statusCode).toBe(401)
  const wrong = await app.server.inject({
    method: 'GET',
    url: '/api/process/log.csv?period=2999-13',
    headers: { 'x-test-person': seller.id },
  })
  expect(wrong.statusCode).toBe(400)
})

test('deals of another department are on nobody else’s map', async () => {
  const { company, owner } = await companyOf([{ begins: 5, amount: 1, moves: [] }])
  const seller = await company.person()
  expect((await app.as(owner).process.map({ period: '2026-09' })).deals.n).toBe(1)
  expect((await app.as(seller).process.map({ period: '2026-09' })).deals.n).toBe(0)
})
