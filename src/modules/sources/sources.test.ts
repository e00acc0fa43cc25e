import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestDeal } from '../../testing.ts'
import { octoberOf, sourcesOffice } from '../../testing-sources.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('a source: cost of a lead, of a stage, of a client, paid and loaded; return; what is missing is named', async () => {
  const here = await sourcesOffice(app)
  await octoberOf(here)
  const { api, direct } = here
  const table = await api.sources.table({ period: '2026-10' })
  const line = table.rows.find(({ key }) => key === direct)
  expect(line).toMatchObject({
    leads: 4,
    open: 2,
    won: 2,
    wonInPeriod: 2,
    salesMinor: 400_000_00,
    newClients: 2,
    spendMinor: 80_000_00,
    leadCostMinor: 20_000_00,
    cacPaidMinor: 40_000_00,
    // Four of five leads bear four fifths of the pay.
    costsMinor: 32_000_00,
    cacLoadedMinor: 56_000_00,
    averageCheckMinor: 200_000_00,
    roi: 1.5,
  })
  expect(line?.conversion).toMatchObject({ share: 0.5, n: 4, small: true })
  expect(line?.stages.map(({ reached, costMinor }) => [reached, costMinor])).toEqual([
    [4, 20_000_00],
    [2, 40_000_00],
  ])
  expect(line?.sale).toEqual({ reached: 2, costMinor: 40_000_00 })
  // Two clients for two months each brought 400,000: 100,000 a month, of which half is margin.
  expect((await api.sources.table({ period: '2026-Q4' })).rows.find(({ key }) => key === direct)).toMatchObject({
    monthlyRevenueMinor: 100_000_00,
    paybackMonths: 40_000 / 50_000,
  })
  expect(table.withoutSpend).toEqual(['Рекомендации'])
  expect(table.withoutLeads).toEqual([{ name: 'Щиты', spendMinor: 5_000_00 }])
  expect(table.rows.find(({ name }) => name === 'Рекомендации')).toMatchObject({
    spendMinor: null,
    cacPaidMinor: null,
    roi: null,
  })
  const months = await api.sources.table({ period: '2026-Q4', cut: 'month' })
  expect(months.rows.map(({ key, leads, spendMinor }) => [key, leads, spendMinor])).toEqual([
    ['2026-10', 5, 85_000_00],
    ['2026-11', 0, null],
  ])
})

test('every figure opens as its records', async () => {
  const here = await sourcesOffice(app)
  await octoberOf(here)
  const { api, direct, pipeline } = here
  const behind = async (figure: 'leads' | 'won' | 'sales' | 'clients' | 'spend' | 'stage') =>
    (
      await api.sources.behind({
        period: '2026-10',
        sourceIds: [direct],
        figure,
        ...(figure === 'stage' && { stageId: pipeline.stage('КП') }),
      })
    ).total
  expect(await behind('leads')).toMatchObject({ n: 4 })
  expect(await behind('won')).toEqual({ n: 2, amountMinor: 400_000_00 })
  expect(await behind('sales')).toEqual({ n: 2, amountMinor: 400_000_00 })
  expect(await behind('clients')).toEqual({ n: 2, amountMinor: 400_000_00 })
  expect(await behind('stage')).toEqual({ n: 2, amountMinor: 400_000_00 })
  expect(await behind('spend')).toEqual({ n: 1, amountMinor: 80_000_00 })
})

test('a head sees the part of the spend that falls on his people’s leads, a seller sees none of it', async () => {
  const here = await sourcesOffice(app)
  await octoberOf(here)
  const { head, seller, direct } = here
  const team = await app.as(head).sources.table({ period: '2026-10' })
  expect(team.scope).toBe('team')
  expect(team.rows.find(({ key }) => key === direct)).toMatchObject({
    leads: 1,
    spendMinor: 20_000_00,
    newClients: 1,
    cacPaidMinor: 20_000_00,
    costsMinor: 8_000_00,
  })
  const own = await app.as(seller).sources.table({ period: '2026-10' })
  expect(own.sees).toEqual({ spend: false, configure: false })
  expect(own.total).toMatchObject({ leads: 1, salesMinor: 100_000_00, spendMinor: null, cacLoadedMinor: null })
  await expect(app.as(seller).sources.behind({ period: '2026-10', figure: 'spend' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(app.as(head).sources.editSettings({ margin: 0.9, years: 1, version: 1 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})

test('spend shifted by the median cycle: a deal takes fifteen days, so October’s sales were paid for from 16 September on', async () => {
  const here = await sourcesOffice(app)
  await octoberOf(here)
  const shifted = await here.api.sources.table({ period: '2026-10', lag: true })
  expect(shifted.cycleDays).toBe(15)
  expect(shifted.spendPeriod).toEqual({ start: '2026-09-16', end: '2026-10-17' })
  const line = shifted.rows.find(({ key }) => key === here.direct)
  // Sixteen of the thirty-one days of October.
  expect(line?.spendMinor).toBeGreaterThan(41_290_00)
  expect(line?.spendMinor).toBeLessThan(41_291_00)
})

test('two deals of one firm are one client; a sale taken back makes none; merged firms count once', async () => {
  const here = await sourcesOffice(app)
  const [first = '', second = ''] = await octoberOf(here)
  const { api, direct, company, pipeline } = here
  const firm = async (name: string) =>
    (
      await app.database
        .insertInto('companies')
        .values({ workspace_id: company.id, name, name_key: name })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const clientsOf = async () =>
    (await api.sources.table({ period: '2026-10' })).rows.find(({ key }) => key === direct)?.newClients
  const a = await firm('Альфа')
  const b = await firm('Альфа+')
  await app.database.updateTable('deals').set({ company_id: a }).where('id', '=', first).execute()
  await app.database.updateTable('deals').set({ company_id: b }).where('id', '=', second).execute()
  expect(await clientsOf()).toBe(2)
  await api.clients.merge({ kind: 'company', masterId: a, absorbedId: b })
  expect(await clientsOf()).toBe(1)
  const { version } = await api.deals.get({ id: second })
  await api.deals.move({ id: second, version, stageId: pipeline.stage('КП') })
  const { version: other } = await api.deals.get({ id: first })
  await api.deals.move({ id: first, version: other, stageId: pipeline.stage('КП') })
  expect(await clientsOf()).toBe(0)
})

test('a period inside a month, a margin of somebody faster and an empty company get a clear answer', async () => {
  const { api } = await sourcesOffice(app)
  await expect(api.sources.table({ period: '2026-10-05..2026-11-15' })).rejects.toMatchObject({
    code: 'SOURCES_WHOLE_MONTHS',
  })
  await api.sources.editSettings({ margin: 0.3, years: 3, version: 0 })
  await expect(api.sources.editSettings({ margin: 0.4, years: 3, version: 0 })).rejects.toMatchObject({
    code: 'SOURCES_TERMS_CHANGED',
  })
  const empty = await app.company()
  const owner = app.as(await empty.person({ role: 'owner' }))
  const table = await owner.sources.table({ period: '2026-10' })
  expect(table.total).toMatchObject({ leads: 0, spendMinor: null, cacPaidMinor: null, roi: null, paybackMonths: null })
  expect(table.total.conversion.share).toBeNull()
  expect((await owner.sources.payback({ period: '2026-10' })).points).toEqual([])
  expect((await owner.segments.summary({})).asOf).toBeNull()
})

test('cumulative profit of a client against his cost: paid for in the month in which it passes it', async () => {
  const here = await sourcesOffice(app)
  const { company, other, pipeline, direct, api } = here
  const sale = (at: string, amountMinor: number): TestDeal => ({
    owner: other,
    sourceId: direct,
    amountMinor,
    moves: [
      [pipeline.stage('Новая'), at],
      [pipeline.won, at],
    ],
  })
  const ids = await company.deals([
    sale('2026-08-05T10:00:00+03:00', 10_000_00),
    sale('2026-09-05T10:00:00+03:00', 10_000_00),
    sale('2026-10-05T10:00:00+03:00', 10_000_00),
  ])
  const row = { workspace_id: company.id, name: 'Постоянный', name_key: 'постоянный' }
  const { id } = await app.database.insertInto('companies').values(row).returning('id').executeTakeFirstOrThrow()
  await app.database.updateTable('deals').set({ company_id: id }).where('id', 'in', ids).execute()
  await api.spend.spread({ sourceId: direct, from: '2026-08-01', to: '2026-08-31', amountMinor: 12_000_00 })
  await api.sources.editSettings({ margin: 0.5, years: 3, version: 0 })
  const curve = await api.sources.payback({ period: '2026-08', sourceIds: [direct] })
  expect(curve).toMatchObject({ clients: 1, cacPaidMinor: 12_000_00, paidMonth: 3 })
  expect(curve.points.map(({ month, profitMinor, mature }) => [month, profitMinor, mature])).toEqual([
    [1, 5_000_00, true],
    [2, 10_000_00, true],
    [3, 15_000_00, true],
    [4, 15_000_00, false],
  ])
})

const logs = fc.array(
  fc.record({
    source: fc.nat(2),
    day: fc.nat(60),
    amount: fc.integer({ min: 0, max: 900_000 }),
    won: fc.option(fc.nat(20), { nil: null }),
    client: fc.nat(3),
  }),
  { minLength: 1, maxLength: 20 },
)
const SPANS = {
  '2026-09': ['2026-09-01', '2026-10-01'],
  '2026-10': ['2026-10-01', '2026-11-01'],
  '2026-Q3': ['2026-07-01', '2026-10-01'],
  '2026': ['2026-01-01', '2027-01-01'],
} as const
const START = Date.parse('2026-09-01T12:00:00+03:00')
const DAY_MS = 86_400_000

test('the table equals a naive count by source, and its total the sum of its lines', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.constantFrom('2026-09' as const, '2026-10' as const, '2026-Q3' as const, '2026' as const),
      async (given, period) => {
        const here = await sourcesOffice(app)
        const { company, other, pipeline, api } = here
        const sources = [here.direct, here.friends, undefined]
        const dealOf = ({ source, day, amount, won }: (typeof given)[number]): TestDeal => {
          const sourceId = sources[source]
          return {
            owner: other,
            ...(sourceId && { sourceId }),
            amountMinor: amount,
            moves: [
              [pipeline.stage('Новая'), new Date(START + day * DAY_MS).toISOString()],
              ...(won === null
                ? []
                : [[pipeline.won, new Date(START + (day + won) * DAY_MS).toISOString()] as [string, string]]),
            ],
          }
        }
        const ids = await company.deals(given.map(dealOf))
        const clients = await Promise.all(
          ['А', 'Б', 'В'].map(async (name) => {
            const row = { workspace_id: company.id, name, name_key: name }
            return (await app.database.insertInto('companies').values(row).returning('id').executeTakeFirstOrThrow()).id
          }),
        )
        for (const [index, id] of ids.entries()) {
          const client = clients[given[index]?.client ?? 9]
          if (client) await app.database.updateTable('deals').set({ company_id: client }).where('id', '=', id).execute()
        }
        await sql`select cohorts_fold(${company.id}::uuid, 5)`.execute(app.database)
        const dayText = (n: number) => new Date(START + n * DAY_MS).toISOString().slice(0, 10)
        const [start = '', end = ''] = SPANS[period]
        const within = (n: number) => dayText(n) >= start && dayText(n) < end && dayText(n) <= '2026-11-21'
        const lives = given.map((one, index) => ({
          ...one,
          key: sources[one.source] ?? null,
          wonDay: one.won === null ? null : one.day + one.won,
          clientId: clients[one.client] ?? ids[index] ?? '',
          id: ids[index] ?? '',
        }))
        const firstOf = [
          ...Map.groupBy(
            lives.filter(({ wonDay }) => wonDay !== null),
            ({ clientId }) => clientId,
          ).values(),
        ].map((own) => own.toSorted((a, b) => (a.wonDay ?? 0) - (b.wonDay ?? 0) || (a.id < b.id ? -1 : 1))[0])
        const naive = [here.direct, here.friends, null].map((key) => {
          const own = lives.filter((one) => one.key === key)
          const sold = own.filter(({ wonDay }) => wonDay !== null && within(wonDay))
          return {
            key,
            leads: own.filter(({ day }) => within(day)).length,
            won: own.filter(({ day, wonDay }) => within(day) && wonDay !== null).length,
            wonInPeriod: sold.length,
            salesMinor: sold.reduce((sum, { amount }) => sum + amount, 0),
            newClients: firstOf.filter((one) => one && one.key === key && one.wonDay !== null && within(one.wonDay))
              .length,
          }
        })
        const table = await api.sources.table({ period })
        const shown = naive.map(({ key }) => {
          const line = table.rows.find((one) => one.key === key)
          return {
            key,
            leads: line?.leads ?? 0,
            won: line?.won ?? 0,
            wonInPeriod: line?.wonInPeriod ?? 0,
            salesMinor: line?.salesMinor ?? 0,
            newClients: line?.newClients ?? 0,
          }
        })
        expect(shown).toEqual(naive)
        expect(table.total.leads).toBe(naive.reduce((sum, { leads }) => sum + leads, 0))
        expect(table.total.salesMinor).toBe(naive.reduce((sum, { salesMinor }) => sum + salesMinor, 0))
      },
    ),
    { numRuns: 15 },
  )
}, 300_000)

test('where the cost of products is known, margin, ROI and payback of the source are reckoned by it; sellers see no cost', async () => {
  const here = await sourcesOffice(app)
  const { api, direct, seller, company } = here
  const [first = '', second = ''] = await octoberOf(here)
  const pump = await api.products.add({ name: 'Насос', priceMinor: 100_000_00, costMinor: 80_000_00 })
  const line = async (dealId: string, place: number, productId: string | null, priceMinor: number) =>
    sql`insert into deal_lines (workspace_id, deal_id, line_no, product_id, product_name, price_minor)
      values (${company.id}::uuid, ${dealId}::uuid, ${place}, ${productId}::uuid, 'x', ${priceMinor})`.execute(
      app.database,
    )
  await line(first, 1, pump.id, 100_000_00)
  // A deal of which a third is the pump, and the rest nobody knows the cost of.
  await line(second, 1, pump.id, 100_000_00)
  await line(second, 2, null, 200_000_00)
  const { rows } = await api.sources.table({ period: '2026-10' })
  const row = rows.find(({ key }) => key === direct)
  // 200,000 of pumps that cost 160,000, 200,000 of the rest at 50 %: 40,000 + 100,000 of 400,000.
  expect(row?.margin).toBeCloseTo(0.35, 6)
  expect(row).toMatchObject({ marginBasis: 'both', coveredMinor: 200_000_00, goodsMinor: 160_000_00 })
  expect(row?.roi).toBeCloseTo((400_000 * 0.35 - 80_000) / 80_000, 6)
  expect((await api.sources.payback({ period: '2026-10' })).margin).toBeCloseTo(0.35, 6)
  const costOf = async (person: typeof seller) =>
    (await app.as(person).products.list({})).products.map(({ costMinor }) => costMinor)
  expect([await costOf(here.owner), await costOf(seller)]).toEqual([[80_000_00], [null]])
  for (const { margin, marginBasis, coveredMinor, goodsMinor } of (
    await app.as(seller).sources.table({ period: '2026-10' })
  ).rows)
    expect({ margin, marginBasis, coveredMinor, goodsMinor }).toEqual({
      margin: 0.5,
      marginBasis: 'company',
      coveredMinor: 0,
      goodsMinor: 0,
    })
  const [product] = (await api.products.list({})).products
  await api.products.edit({ id: pump.id, version: product?.version ?? 0, costMinor: null })
  expect(await costOf(here.owner)).toEqual([null])
  const after = (await api.sources.table({ period: '2026-10' })).rows.find(({ key }) => key === direct)
  expect(after?.margin).toBe(0.5)
})

test('spend of one campaign written in two ways is one sum', async () => {
  const here = await sourcesOffice(app)
  const { api, direct } = here
  const span = { sourceId: direct, from: '2026-10-01', to: '2026-10-31' }
  await api.spend.spread({ ...span, campaign: 'Поиск', amountMinor: 80_000_00 })
  await api.spend.spread({ ...span, campaign: 'поиск', amountMinor: 20_000_00 })
  const { rows } = await api.sources.campaigns({ period: '2026-10', sourceId: direct })
  expect(rows).toMatchObject([{ campaign: 'Поиск', spendMinor: 100_000_00 }])
})
