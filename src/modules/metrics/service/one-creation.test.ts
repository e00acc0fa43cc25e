import { afterAll, beforeAll, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { testApp, type TestApp, type TestPerson } from '../../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-21T12:00:00+03:00') })
})
afterAll(() => app.close())

/** Four leads of October: one stays a lead, one is lost as a lead, two go on to the sales in November; one of these is won. One sale begins as such. */
async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const anna = await company.person({ name: 'Анна' })
  const boris = await company.person({ name: 'Борис' })
  const leads = await company.pipeline(['Лид'])
  const sales = await company.pipeline(['Переговоры', 'Договор'])
  const [site, call] = [await company.source('Сайт'), await company.source('Звонок')]
  const lead = (title: string, ...more: [stage: string, at: string][]) => ({
    owner: anna,
    title,
    sourceId: site,
    moves: [[leads.stage('Лид'), '2026-10-06T10:00:00+03:00'] as const, ...more],
  })
  const ids = await company.deals([
    lead('Лид и остался'),
    lead('Лид и проигран', [leads.lost, '2026-10-09T10:00:00+03:00']),
    lead('В продажах', [sales.stage('Переговоры'), '2026-11-03T10:00:00+03:00']),
    lead('Продан', [sales.stage('Договор'), '2026-11-05T10:00:00+03:00'], [sales.won, '2026-11-10T10:00:00+03:00']),
    {
      owner: boris,
      title: 'Сразу продажа',
      sourceId: call,
      moves: [[sales.stage('Переговоры'), '2026-11-04T10:00:00+03:00']],
    },
  ])
  return { owner, anna, boris, leads, sales, site, ids }
}

const METRICS = ['created', 'cohortConversion', 'cohortOpen', 'periodConversion', 'cycleMedian'] as const

async function told(reader: TestPerson, filters: { period: string; pipelineIds?: string[]; sourceIds?: string[] }) {
  const { total } = await app.as(reader).metrics.figures({ metrics: [...METRICS], ...filters })
  return METRICS.map((metric) => total[metric]?.value ?? null)
}

const titles = ({ rows }: { rows: { title: string | null }[] }) => rows.map(({ title }) => title ?? '—').toSorted()

test('a deal that goes through two pipelines is created once, and its cohort is that of its creation', async () => {
  const { owner, site } = await office()
  for (const sourceIds of [[], [site]]) {
    const filters = sourceIds.length > 0 ? { sourceIds } : {}
    // Four leads, one of them won after 35 days, two still open.
    expect(await told(owner, { period: '2026-10', ...filters })).toEqual([4, 0.25, 0.5, 0, null])
  }
  expect(await told(owner, { period: '2026-11' })).toEqual([1, 0, 1, 1, 35])
  expect(titles(await app.as(owner).metrics.records({ metric: 'created', period: '2026-11' }))).toEqual([
    'Сразу продажа',
  ])
  expect(titles(await app.as(owner).metrics.records({ metric: 'cohortConversion', period: '2026-10' }))).toHaveLength(4)
})

test('a pipeline by itself counts what has come to it, and says what has gone on from it', async () => {
  const { owner, leads, sales } = await office()
  const api = app.as(owner)
  // Of four leads two have gone on: in this pipeline they are neither won nor open.
  expect(await told(owner, { period: '2026-10', pipelineIds: [leads.id] })).toEqual([4, 0, 0.25, 0, null])
  const came = ['В продажах', 'Продан', 'Сразу продажа']
  expect((await told(owner, { period: '2026-11', pipelineIds: [sales.id] }))[0]).toBe(3)
  expect(titles(await api.metrics.records({ metric: 'created', period: '2026-11', pipelineIds: [sales.id] }))).toEqual(
    came,
  )
  const { happened, cohort } = await api.funnel.view({ period: '2026-11', pipelineId: sales.id })
  expect([happened.created.n, happened.won.n, cohort.created.n]).toEqual([3, 1, 1])
  expect(titles(await api.funnel.deals({ figure: 'period_created', period: '2026-11', pipelineId: sales.id }))).toEqual(
    came,
  )
  const october = await api.funnel.view({ period: '2026-10', pipelineId: sales.id })
  expect([october.happened.created.n, october.cohort.created.n, october.cohort.won.n]).toEqual([0, 2, 1])
})

test('the table of sellers, its pipelines and the list behind a seller tell the same', async () => {
  const { owner, anna, sales } = await office()
  const api = app.as(owner)
  const line = async (filters: { period: string; pipelineId?: string }) =>
    (await api.sellers.table(filters)).rows.find(({ subjectId }) => subjectId === anna.id)?.created ?? 0
  expect([await line({ period: '2026-10' }), await line({ period: '2026-11' })]).toEqual([4, 0])
  expect(await line({ period: '2026-11', pipelineId: sales.id })).toBe(2)
  const behind = { figure: 'created', level: 'person', subjectId: anna.id, period: '2026-11' } as const
  expect(titles(await api.sellers.deals(behind))).toEqual([])
  expect(titles(await api.sellers.deals({ ...behind, pipelineId: sales.id }))).toEqual(['В продажах', 'Продан'])
})

test('what came and was handed over stays with whoever it came to', async () => {
  const { owner, anna, boris, sales, ids } = await office()
  const [, , id = ''] = ids
  const { version } = await app.as(owner).deals.get({ id })
  await app.as(owner).deals.edit({ id, version, changes: { ownerId: boris.id } })
  const asked = { period: '2026-11', pipelineIds: [sales.id] }
  expect((await told(anna, asked))[0]).toBe(2)
  expect(titles(await app.as(anna).metrics.records({ metric: 'created', ...asked }))).toEqual(['Продан', '—'])
  expect((await told(boris, asked))[0]).toBe(1)
})
