import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing, sendFile } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

async function office() {
  const company = await app.company()
  const marketing = await company.person({ role: 'marketing' })
  const head = await company.person({ role: 'head' })
  const seller = await company.person({ managerId: head.id })
  const direct = await company.source('Яндекс Директ')
  return { company, marketing, head, seller, direct, api: app.as(marketing).spend }
}

test('a month’s amount is spread over its days and sums to it; a second one replaces it, and whoever saw another sum is told', async () => {
  const { api, direct } = await office()
  const span = { sourceId: direct, from: '2026-10-01', to: '2026-10-31' }
  expect(await api.spread({ ...span, amountMinor: 100_000_01, seenMinor: null })).toEqual({
    days: 31,
    baseMinor: 100_000_01,
  })
  const { rows } = await api.days({ month: '2026-10' })
  expect(rows).toHaveLength(31)
  expect(rows.reduce((sum, row) => sum + row.amountMinor, 0)).toBe(100_000_01)
  await api.spread({ ...span, amountMinor: 90_000_00, seenMinor: 100_000_01 })
  await expect(api.spread({ ...span, amountMinor: 1, seenMinor: 100_000_01 })).rejects.toMatchObject({
    code: 'SPEND_CHANGED',
  })
  const year = await api.year({ year: 2026 })
  expect(year.rows).toEqual([
    { sourceId: direct, campaign: '', months: { '2026-10': { amountMinor: 90_000_00, foreign: false } } },
  ])
  await api.spread({ ...span, amountMinor: null })
  expect((await api.year({ year: 2026 })).rows).toEqual([])
})

test('two people who edit one day: the second is told and nothing of his batch is written', async () => {
  const { api, direct } = await office()
  const cell = { sourceId: direct, campaign: 'Поиск', day: '2026-11-02', amountMinor: 500_00, version: 0 }
  const { rows } = await api.setDays({ cells: [cell] })
  await expect(
    api.setDays({
      cells: [
        { ...cell, day: '2026-11-03' },
        { ...cell, amountMinor: 1 },
      ],
    }),
  ).rejects.toMatchObject({ code: 'SPEND_CHANGED', status: 409 })
  expect((await api.days({ month: '2026-11' })).rows).toHaveLength(1)
  await api.setDays({ cells: [{ ...cell, amountMinor: null, version: rows[0]?.version ?? 0 }] })
  expect((await api.days({ month: '2026-11' })).rows).toEqual([])
})

test('dollars need a rate and count in roubles at the rate of their day; tomorrow has cost nothing yet', async () => {
  const { api, direct, company } = await office()
  const cell = { sourceId: direct, day: '2026-11-02', amountMinor: 10_00, currency: 'USD' as const, version: 0 }
  await expect(api.setDays({ cells: [cell] })).rejects.toMatchObject({
    code: 'RATE_MISSING',
    data: { currency: 'USD', day: '2026-11-02' },
  })
  const rate = { workspace_id: company.id, currency: 'USD', valid_from: '2026-11-01', rate: '80.5' }
  await app.database.insertInto('currency_rates').values(rate).execute()
  const { rows } = await api.setDays({ cells: [cell] })
  expect(rows[0]).toMatchObject({ amountMinor: 10_00, baseMinor: 805_00 })
  await expect(api.setDays({ cells: [{ ...cell, day: '2026-11-22' }] })).rejects.toMatchObject({
    code: 'SPEND_IN_FUTURE',
  })
  const { api: foreign } = await office()
  await expect(foreign.setDays({ cells: [{ ...cell, currency: 'RUB' }] })).rejects.toMatchObject({
    code: 'SPEND_SOURCE_UNKNOWN',
  })
})

test('a seller sees no spend, a head sees it and changes none', async () => {
  const { head, seller, direct } = await office()
  await expect(app.as(seller).spend.year({ year: 2026 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(app.as(seller).spend.costs({ year: 2026 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect((await app.as(head).spend.year({ year: 2026 })).may).toEqual({ write: false })
  const span = { sourceId: direct, from: '2026-10-01', to: '2026-10-31', amountMinor: 1 }
  await expect(app.as(head).spend.spread(span)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('costs of acquisition by month and article', async () => {
  const { api } = await office()
  const pay = { month: '2026-10', article: 'pay' as const, amountMinor: 300_000_00, version: 0 }
  await api.setCosts({ cells: [pay, { ...pay, article: 'training', amountMinor: 40_000_00 }] })
  await expect(api.setCosts({ cells: [pay] })).rejects.toMatchObject({ code: 'SPEND_CHANGED' })
  await api.setCosts({ cells: [{ ...pay, amountMinor: null, version: 1 }] })
  expect((await api.costs({ year: 2026 })).cells).toEqual([
    { month: '2026-10', article: 'training', amountMinor: 40_000_00, version: 1 },
  ])
})

const EXPORT = `Источник;Кампания;Дата;Расход
Яндекс Директ;Поиск;01.11.2026;1 200,50
яндекс директ;Поиск;01.11.2026;799,50
VK Реклама;Охват;01.11.2026;3000
VK Реклама;Охват;2.11.2027;10
;Охват;02.11.2026;10
VK Реклама;Охват;03.11.2026;
VK Реклама;Охват;04.11.2026;0
`

test('an export of a cabinet: dry run, report by row, the same file again, a fresher one, revert', async () => {
  const { api, marketing, seller, direct } = await office()
  const imports = importing(app, marketing)
  const uploaded = await imports.upload('Расходы.csv', EXPORT)
  expect(uploaded.kind).toBe('spend')
  const checked = await imports.check(uploaded)
  expect(checked.result).toMatchObject({ rows: 7, create: 3, unchanged: 1, rejected: 3 })
  expect(checked.result?.made.sources).toEqual(['VK Реклама'])
  expect(checked.result?.reasons.map(({ reason }) => reason).toSorted()).toEqual([
    'AMOUNT_MISSING',
    'DATE_IN_FUTURE',
    'SOURCE_MISSING',
  ])
  expect((await api.year({ year: 2026 })).rows).toEqual([])
  const done = await imports.commit(checked)
  const search = (await api.days({ month: '2026-11', sourceId: direct })).rows
  expect(search).toMatchObject([{ campaign: 'Поиск', day: '2026-11-01', amountMinor: 2_000_00, fromFile: true }])

  const again = await imports.check(await imports.upload('ещё раз.csv', EXPORT))
  expect(again.result).toMatchObject({ create: 0, update: 0, unchanged: 4 })
  const fresher = 'Источник;Кампания;Дата;Расход\nЯндекс Директ;Поиск;01.11.2026;2100\n'
  const second = await imports.commit(await imports.check(await imports.upload('свежее.csv', fresher)))
  expect(second.result).toMatchObject({ update: 1 })
  expect((await api.days({ month: '2026-11', sourceId: direct })).rows[0]?.amountMinor).toBe(2_100_00)

  await imports.revert(second)
  expect((await api.days({ month: '2026-11', sourceId: direct })).rows[0]?.amountMinor).toBe(2_000_00)
  await imports.revert(done, 'revert')
  const after = await api.year({ year: 2026 })
  expect(after.rows).toEqual([])
  expect(after.sources.map(({ name }) => name)).toEqual(['Яндекс Директ'])
  expect((await sendFile(app, seller, 'x.csv', EXPORT, 'spend')).status).toBe(403)
})
