import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const START = Date.parse('2026-08-20T00:00:00+03:00')
const HOUR = 3_600_000

const closed = fc.array(
  fc.record({
    seller: fc.nat(2),
    source: fc.nat(2),
    hours: fc.nat(70 * 24),
    amount: fc.integer({ min: 0, max: 5_000_000 }),
    furthest: fc.nat(1),
    won: fc.boolean(),
    reason: fc.nat(2),
    competitor: fc.nat(3),
    rival: fc.nat(3),
  }),
  { minLength: 1, maxLength: 40 },
)
type Closed = (typeof closed extends fc.Arbitrary<infer T> ? T : never)[number]

async function companyOf(given: readonly Closed[]) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const sellers = [
    await company.person({ name: 'А' }),
    await company.person({ name: 'Б' }),
    await company.person({ name: 'В' }),
  ]
  const sources = [await company.source('Сайт'), await company.source('Звонок'), null]
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const insert = async (table: 'loss_reasons' | 'competitors', name: string) =>
    (
      await app.database
        .insertInto(table)
        .values({ workspace_id: company.id, name })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const reasons = [await insert('loss_reasons', 'Дорого'), await insert('loss_reasons', 'Сроки'), null]
  const competitors = [await insert('competitors', 'Альфа'), await insert('competitors', 'Бета'), null, null]
  const ids = await company.deals(
    given.map((one, index) => ({
      title: `Сделка ${index}`,
      owner: sellers[one.seller] ?? null,
      ...(sources[one.source] && { sourceId: sources[one.source] ?? '' }),
      amountMinor: one.amount,
      moves: [
        [pipeline.stage(one.furthest === 0 ? 'Новая' : 'КП'), new Date(START + one.hours * HOUR - HOUR).toISOString()],
        [one.won ? pipeline.won : pipeline.lost, new Date(START + one.hours * HOUR).toISOString()],
      ] as const,
    })),
  )
  // As the card of a deal writes them at a loss.
  for (const [index, one] of given.entries()) {
    if (one.won) continue
    await sql`update deals set loss_reason_id = ${reasons[one.reason] ?? null}, loss_competitor_id = ${competitors[one.competitor] ?? null} where id = ${ids[index]}`.execute(
      app.database,
    )
    await sql`update deal_reach set loss_reason_id = ${reasons[one.reason] ?? null} where deal_id = ${ids[index]}`.execute(
      app.database,
    )
  }
  for (const [index, one] of given.entries()) {
    const rival = competitors[one.rival]
    if (rival) await app.as(owner).losses.setRivals({ dealId: ids[index] ?? '', competitorIds: [rival] })
  }
  return { company, owner, sellers, sources, pipeline, reasons, competitors, ids }
}

const byText = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : 1)

test('losses by reason, stage, seller, source, and against competitors equal a naive count', async () => {
  await fc.assert(
    fc.asyncProperty(closed, fc.constantFrom('2026-09', '2026-Q3', '2026-09-05..2026-10-10'), async (given, period) => {
      const { owner, sellers, sources, reasons, competitors } = await companyOf(given)
      const [from, to] = {
        '2026-09': ['2026-09-01', '2026-10-01'],
        '2026-Q3': ['2026-07-01', '2026-10-01'],
        '2026-09-05..2026-10-10': ['2026-09-05', '2026-10-11'],
      }[period] ?? ['', '']
      const within = given.filter(({ hours }) => {
        const at = START + hours * HOUR
        return at >= Date.parse(`${from}T00:00:00+03:00`) && at < Date.parse(`${to}T00:00:00+03:00`)
      })
      const lost = within.filter(({ won }) => !won)
      const ask = app.as(owner).losses
      const view = await ask.view({ period })
      const naive = (key: (one: Closed) => string | null) =>
        [...Map.groupBy(lost, key)]
          .map(([id, own]) => [id, own.length, own.reduce((sum, { amount }) => sum + amount, 0)])
          .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))
      const shown = (rows: { id: string | null; n: number; amountMinor: number }[]) =>
        rows
          .map(({ id, n, amountMinor }) => [id, n, amountMinor])
          .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))
      expect(view.lost.n).toBe(lost.length)
      expect(view.won.n).toBe(within.length - lost.length)
      expect(shown(view.reasons)).toEqual(naive(({ reason }) => reasons[reason] ?? null))
      expect(shown(view.sellers)).toEqual(naive(({ seller }) => sellers[seller]?.id ?? null))
      expect(shown(view.sources)).toEqual(naive(({ source }) => sources[source] ?? null))
      expect(view.stages.map(({ n }) => n).toSorted(byText)).toEqual(
        naive(({ furthest }) => String(furthest))
          .map(([, n]) => n)
          .toSorted(byText),
      )
      expect(view.overTime.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(view.lost.amountMinor)
      expect(view.cells.reduce((sum, { n }) => sum + n, 0)).toBe(lost.length)

      const against = await ask.competitors({ period })
      for (const competitor of competitors.slice(0, 2)) {
        const met = within.filter(
          (one) => competitors[one.rival] === competitor || (!one.won && competitors[one.competitor] === competitor),
        )
        const line = against.rows.find(({ id }) => id === competitor)
        expect([line?.won.n ?? 0, line?.lost.n ?? 0]).toEqual([
          met.filter(({ won }) => won).length,
          met.filter(({ won }) => !won).length,
        ])
        const behind = await ask.deals({ period, outcome: 'lost', competitor: competitor ?? 'none', limit: 200 })
        expect(behind.rows).toHaveLength(line?.lost.n ?? 0)
      }
      for (const { id, n } of view.reasons)
        expect((await ask.deals({ period, reason: id ?? 'none', limit: 200 })).rows).toHaveLength(n)
    }),
    { numRuns: 10 },
  )
}, 300_000)

test('a seller sees his own losses and names competitors of his own deals alone', async () => {
  const { sellers, competitors, ids } = await companyOf([
    { seller: 0, source: 0, hours: 24 * 20, amount: 100, furthest: 0, won: false, reason: 0, competitor: 2, rival: 2 },
    { seller: 1, source: 0, hours: 24 * 20, amount: 200, furthest: 0, won: false, reason: 0, competitor: 2, rival: 2 },
  ])
  const self = app.as(sellers[0] ?? null)
  expect((await self.losses.view({ period: '2026-09' })).lost).toEqual({ n: 1, amountMinor: 100 })
  await self.losses.setRivals({ dealId: ids[0] ?? '', competitorIds: [competitors[0] ?? ''] })
  expect((await self.losses.rivals({ dealId: ids[0] ?? '' })).competitorIds).toEqual([competitors[0]])
  await expect(self.losses.setRivals({ dealId: ids[1] ?? '', competitorIds: [] })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(self.losses.setRivals({ dealId: ids[0] ?? '', competitorIds: [ids[0] ?? ''] })).rejects.toMatchObject({
    code: 'COMPETITOR_UNKNOWN',
  })
})

test('a rival of a deal that was handed over counts for whom the deal ended with, and is told to nobody else', async () => {
  const lost = { source: 0, hours: 24 * 20, amount: 100, furthest: 0, won: false, reason: 0, competitor: 0, rival: 2 }
  const { owner, sellers, competitors, ids } = await companyOf([{ ...lost, seller: 0 }])
  const alpha = competitors[0] ?? ''
  const deal = await app.as(owner).deals.get({ id: ids[0] ?? '' })
  const changes = { ownerId: sellers[2]?.id ?? '' }
  await app.as(owner).deals.edit({ id: deal.id, version: deal.version, changes })
  const period = '2026-09'
  const seen = async (person: Parameters<typeof app.as>[0]) => {
    const ask = app.as(person).losses
    const { rows, unknown } = await ask.competitors({ period })
    const behind = await ask.deals({ period, competitor: alpha })
    const without = await ask.deals({ period, competitor: 'none' })
    return {
      rivals: rows.map(({ name, lost: { n } }) => [name, n]),
      unknown: unknown.lost.n,
      behind: behind.rows.map(({ title, competitorNames }) => [title, competitorNames]),
      without: without.rows.length,
    }
  }
  const nothing = { rivals: [], unknown: 0, behind: [], without: 0 }
  expect(await seen(owner)).toEqual({ ...nothing, rivals: [['Альфа', 1]], behind: [['Сделка 0', 'Альфа']] })
  expect(await seen(sellers[0] ?? null)).toEqual({ ...nothing, rivals: [['Альфа', 1]], behind: [[null, 'Альфа']] })
  expect(await seen(sellers[1] ?? null)).toEqual(nothing)
  const stranger = await (await app.company()).person({ role: 'owner' })
  expect(await seen(stranger)).toEqual(nothing)
})
