import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestDeal } from '../../testing.ts'
import { octoberOf, sourcesOffice } from '../../testing-sources.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('deals of a stage that is archived since have come to those before it, and open with them', async () => {
  const here = await sourcesOffice(app)
  const { api, company, direct, other } = here
  const pipeline = await company.pipeline(['Новая', 'КП', 'Договор'])
  const deal = (stages: readonly string[]): TestDeal => ({
    owner: other,
    sourceId: direct,
    moves: stages.map((name, index) => [pipeline.stage(name), `2026-10-0${index + 2}T10:00:00+03:00`]),
  })
  await company.deals([deal(['Новая', 'КП', 'Договор']), deal(['Новая'])])
  await api.deals.archiveStage({ id: pipeline.stage('Договор'), moveToStageId: pipeline.stage('КП') })
  const asked = { period: '2026-10', pipelineId: pipeline.id }
  const { total } = await api.sources.table(asked)
  expect(total.stages.map(({ reached }) => reached)).toEqual([2, 1])
  const behind = await api.sources.behind({ ...asked, figure: 'stage', stageId: pipeline.stage('КП') })
  expect(behind.total.n).toBe(1)
})

test('a sale of two sellers is one sale behind its figure', async () => {
  const here = await sourcesOffice(app)
  const { api, direct, seller, other } = here
  const [first = ''] = await octoberOf(here)
  const { version } = await api.deals.get({ id: first })
  await api.deals.setTeam({
    id: first,
    version,
    members: [
      { personId: seller.id, share: 0.5 },
      { personId: other.id, share: 0.5 },
    ],
  })
  const { rows, total } = await api.sources.behind({ period: '2026-Q4', sourceIds: [direct], figure: 'sales' })
  expect(total).toEqual({ n: 2, amountMinor: 400_000_00 })
  expect(rows.find(({ id }) => id === first)?.amountMinor).toBe(100_000_00)
})

const RECEIVED = new Date('2026-10-01T10:00:00+03:00')

test('a deal that took in two leads of a campaign brings its money once', async () => {
  const here = await sourcesOffice(app)
  const { api, company, direct } = here
  const [first = ''] = await octoberOf(here)
  const lead = (campaign: string) => ({
    workspace_id: company.id,
    source_id: direct,
    campaign,
    deal_id: first,
    state: 'converted' as const,
    channel: 'ui',
    received_at: RECEIVED,
    respond_by: RECEIVED,
    escalate_at: RECEIVED,
    target_minutes: 15,
  })
  await app.database
    .insertInto('leads')
    .values([lead('Поиск'), lead('поиск ')])
    .execute()
  const { rows } = await api.sources.campaigns({ period: '2026-10', sourceId: direct })
  expect(rows).toMatchObject([{ leads: 2, deals: 1, won: 1, wonMinor: 100_000_00 }])
})

test('behind the spend of a team stands its part of each campaign, which is the figure', async () => {
  const here = await sourcesOffice(app)
  await octoberOf(here)
  const { api, head, direct } = here
  await api.spend.spread({
    sourceId: direct,
    campaign: 'Сети',
    from: '2026-10-01',
    to: '2026-10-31',
    amountMinor: 1_00,
  })
  const ask = app.as(head).sources
  const figure = (await ask.table({ period: '2026-10' })).rows.find(({ key }) => key === direct)?.spendMinor
  const { rows, total } = await ask.behind({ period: '2026-10', sourceIds: [direct], figure: 'spend' })
  expect(total).toEqual({ n: 2, amountMinor: figure })
  expect(rows.map(({ label, amountMinor }) => [label, amountMinor])).toEqual([
    ['Поиск', 20_000_00],
    ['Сети', 25],
  ])
})

test('of a team a line by month is what stands behind it, months sum to their quarter, and so do sources', async () => {
  const here = await sourcesOffice(app)
  await octoberOf(here)
  const { api, company, head, seller, pipeline, direct } = here
  const created = (day: string): TestDeal => ({
    owner: seller,
    sourceId: direct,
    moves: [[pipeline.stage('Новая'), `2026-${day}T10:00:00+03:00`]],
  })
  await company.deals([created('11-03'), created('11-04'), created('11-05')])
  await api.spend.spread({ sourceId: direct, from: '2026-11-01', to: '2026-11-30', amountMinor: 30_000_00 })
  // In September nobody came: what was spent goes by the leads of all three months.
  await api.spend.spread({ sourceId: direct, from: '2026-09-01', to: '2026-09-30', amountMinor: 7_000_00 })
  await api.spend.setCosts({ cells: [{ month: '2026-11', article: 'pay', amountMinor: 6_000_00, version: 0 }] })
  const ask = app.as(head).sources
  for (const lag of [false, true]) {
    const asked = { period: '2026-09-01..2026-11-30', lag }
    const months = await ask.table({ ...asked, cut: 'month' })
    const sources = await ask.table(asked)
    expect(sources.total.spendMinor).toBe(months.total.spendMinor)
    expect(sources.total.costsMinor).toBe(months.total.costsMinor)
    for (const { key, spendMinor } of months.rows) {
      const { total } = await ask.behind({ ...asked, month: key ?? '', figure: 'spend' })
      expect([key, total.amountMinor]).toEqual([key, spendMinor ?? 0])
    }
  }
  const { rows } = await ask.table({ period: '2026-Q4', cut: 'month' })
  // A quarter of October's leads are of the team, and all of November's till today, the 21st.
  expect(rows.map(({ key, spendMinor, costsMinor }) => [key, spendMinor, costsMinor])).toEqual([
    ['2026-10', 20_000_00, 8_000_00],
    ['2026-11', 21_000_00, 4_200_00],
  ])
})

test('spend that is shifted stands in a line by month as behind it, day by day', async () => {
  const here = await sourcesOffice(app)
  await octoberOf(here)
  const { api } = here
  // A deal takes fifteen days: October is held against what was spent from 16 September to 16 October.
  const asked = { period: '2026-Q4', lag: true }
  const { rows } = await api.sources.table({ ...asked, cut: 'month' })
  const { days, total } = await api.sources.behind({ ...asked, month: '2026-10', figure: 'spend' })
  expect(days).toEqual({ start: '2026-09-16', end: '2026-10-17' })
  expect(rows.find(({ key }) => key === '2026-10')?.spendMinor).toBe(total.amountMinor)
  expect((await api.sources.table({ period: '2026-10', lag: true })).total.spendMinor).toBe(total.amountMinor)
})
