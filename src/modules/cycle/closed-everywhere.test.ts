import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestDeal, type TestPerson } from '../../testing.ts'
import { numbers } from '../../testing-numbers.ts'
import { closeMonth } from '../../testing-summed-up.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
  await app.jobs.start()
})
afterAll(() => app.close())

const CUTS = ['seller', 'source', 'pipeline', 'industry', 'clientKind', 'dealSize', 'month', 'week', 'day'] as const
const METRICS = ['sales', 'won', 'created', 'lost', 'lostMoney', 'newClients', 'newClientsSales'] as const
const PERIODS = ['2026-09', '2026-11', '2026', '2026-10-10..2026-11-03', '2026-W40']

async function office(seed: number) {
  const next = numbers(seed)
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const sellers = [
    await company.person({ managerId: head.id }),
    await company.person({ managerId: head.id }),
    await company.person(),
  ]
  const pipelines = [await company.pipeline(['Новая', 'КП']), await company.pipeline(['Заявка', 'Договор'])]
  const sources = [await company.source('Сайт'), await company.source('Звонок')]
  const clients: string[] = []
  for (const industry of ['Торговля', 'Стройка', null]) {
    const { rows } = await sql<{ id: string }>`insert into companies (workspace_id, name, name_key, industry)
      values (${company.id}::uuid, ${`Клиент ${industry ?? ''}`}, ${`клиент ${industry ?? ''}`}, ${industry}) returning id`.execute(
      app.database,
    )
    clients.push(rows[0]?.id ?? '')
  }
  const dealOf = (from: string, days: number): TestDeal => {
    const place = next(2)
    const pipeline = pipelines[place] ?? pipelines[0]
    // Some have come from the other pipeline.
    const before = next(4) === 0 ? [pipelines[1 - place]?.stages[next(2)]?.id ?? ''] : []
    const at = Date.parse(`${from}T00:00:00+03:00`) + next(days * 24) * 3_600_000
    const iso = (moment: number) => new Date(moment).toISOString()
    const [first = '', second = ''] = pipeline?.stages.map(({ id }) => id) ?? []
    const end =
      [[], [pipeline?.won ?? ''], [pipeline?.lost ?? ''], [second], [pipeline?.won ?? '', first]][next(5)] ?? []
    return {
      owner: sellers[next(3)] ?? null,
      sourceId: sources[next(2)] ?? '',
      amountMinor: next(4) === 0 ? 0 : 1 + next(90_000_000),
      moves: [...before, first, ...end].map(
        (stage, step) => [stage, iso(at + step * (1 + next(9)) * 86_400_000)] as const,
      ),
    }
  }
  const write = async (from: string, days: number, n: number) => {
    const ids = await company.deals(Array.from({ length: n }, () => dealOf(from, days)))
    for (const id of ids)
      await sql`update deals set company_id = ${clients[next(3)] ?? null}::uuid where id = ${id}::uuid`.execute(
        app.database,
      )
    return ids
  }
  return { company, owner, head, sellers, pipelines, sources, clients, next, write }
}

type Office = Awaited<ReturnType<typeof office>>

/** Every page's word on these periods: the cuts of the metrics with their wholes, sellers, sources, funnel, losses. */
async function figures({ pipelines }: Office, person: TestPerson, period: string) {
  const api = app.as(person)
  const wholes: Record<string, number> = {}
  const whole = await api.metrics.figures({ metrics: [...METRICS], period })
  for (const metric of METRICS) wholes[metric] = whole.total[metric]?.value ?? 0
  const cuts: Record<string, Record<string, number>> = {}
  let arrivals = 0
  for (const cut of CUTS) {
    const { rows, total } = await api.metrics.figures({ metrics: [...METRICS], period, dimensions: [cut] })
    for (const metric of METRICS) {
      const sum = rows.reduce((all, row) => all + (row.figures[metric]?.value ?? 0), 0)
      expect([period, cut, metric, total[metric]?.value]).toEqual([period, cut, metric, wholes[metric]])
      // A deal that came from another pipeline stands in both.
      if (cut === 'pipeline' && metric === 'created') arrivals = sum
      else expect([period, cut, metric, sum]).toEqual([period, cut, metric, wholes[metric]])
      cuts[`${metric} by ${cut}`] = Object.fromEntries(
        rows.map((row) => [row.keys[0] ?? '', row.figures[metric]?.value ?? 0]),
      )
    }
  }
  for (const cut of ['stage', 'lossReason'] as const) {
    const { rows } = await api.metrics.figures({ metrics: ['lost', 'lostMoney'], period, dimensions: [cut] })
    for (const metric of ['lost', 'lostMoney'] as const)
      expect(rows.reduce((all, row) => all + (row.figures[metric]?.value ?? 0), 0)).toBe(wholes[metric])
  }
  const filtered = await api.metrics.figures({
    metrics: [...METRICS],
    period,
    pipelineIds: pipelines.map(({ id }) => id),
  })
  expect(METRICS.map((metric) => filtered.total[metric]?.value)).toEqual(
    METRICS.map((metric) => (metric === 'created' ? arrivals : wholes[metric])),
  )
  // Records behind the ledger and behind the lost deals sum to the figure.
  const { rows: ledger } = await api.metrics.records({ metric: 'sales', period, limit: 200 })
  expect([period, ledger.reduce((sum, row) => sum + (row.amountMinor ?? 0), 0)]).toEqual([period, wholes['sales']])
  const { rows: losses } = await api.metrics.records({ metric: 'lostMoney', period, limit: 200 })
  expect([period, losses.reduce((sum, row) => sum + (row.amountMinor ?? 0), 0)]).toEqual([period, wholes['lostMoney']])

  const planFact = await api.planfact.table({ period })
  expect([period, 'plan/fact', planFact.rows[0]?.factMinor]).toEqual([period, 'plan/fact', wholes['sales']])
  const { rows: sellers } = await api.sellers.table({ period })
  const top = sellers.find((row) => row.level === 'company' || row.parentId === null)
  expect([period, 'sellers', top?.salesMinor, top?.won, top?.created, top?.lost]).toEqual([
    period,
    'sellers',
    ...['sales', 'won', 'created', 'lost'].map((metric) => wholes[metric]),
  ])
  let [created, lost, lostMinor] = [0, 0, 0]
  for (const { id } of pipelines) {
    const { happened } = await api.funnel.view({ period, pipelineId: id })
    created += happened.created.n
    const ofPipeline = await api.sellers.table({ period, pipelineId: id })
    expect([period, ofPipeline.rows[0]?.created]).toEqual([period, happened.created.n])
    lost += happened.lost.n
    const ofLosses = await api.losses.view({ period, pipelineId: id })
    lostMinor += ofLosses.lost.amountMinor
  }
  expect([period, 'funnel', created, lost, lostMinor]).toEqual([
    period,
    'funnel',
    arrivals,
    wholes['lost'],
    wholes['lostMoney'],
  ])
  const all = await api.losses.view({ period })
  expect([all.lost.n, all.reasons.reduce((sum, row) => sum + row.n, 0)]).toEqual([wholes['lost'], wholes['lost']])
  const medians = await api.metrics.figures({
    metrics: ['medianCheck', 'cycleMedian', 'winRate', 'winRateMoney'],
    period,
  })
  return { wholes, cuts, medians: medians.total }
}

/** What happens to a company after its months are closed. */
async function change({ owner, company, next, write, sellers, pipelines, sources }: Office) {
  await write('2026-08-05', 80, 8)
  const { rows } = await sql<{ id: string; version: number; outcome: string; pipeline_id: string }>`
    select d.id, d.version, d.pipeline_id, s.meaning as outcome from deals d join stages s on s.id = d.stage_id
    where d.workspace_id = ${company.id}::uuid and d.deleted_at is null order by d.created_at, d.id`.execute(
    app.database,
  )
  const api = app.as(owner).deals
  const closed = rows.filter((row) => row.outcome !== 'open')
  const [first, second, third, fourth, fifth] = closed.filter((_, place) => place % 3 === next(2))
  const pipelineOf = (row: typeof first) => pipelines.find(({ id }) => id === row?.pipeline_id)
  // An amount that is put right, a source that is another one, an outcome that is taken back, a deal in the trash, another owner.
  if (first) await api.edit({ id: first.id, version: first.version, changes: { amountMinor: 77_700 } })
  if (second)
    await api.edit({ id: second.id, version: second.version, changes: { sourceId: sources[next(2)] ?? null } })
  if (third) await api.move({ id: third.id, stageId: pipelineOf(third)?.stages[1]?.id ?? '' })
  if (fourth) await api.trash({ ids: [fourth.id], deleted: true })
  if (fifth)
    await api.edit({ id: fifth.id, version: fifth.version, changes: { ownerId: sellers[next(3)]?.id ?? null } })
  // A deal goes on in the other pipeline, and it is learnt late that another one did.
  const [sixth, seventh] = rows.filter((row) => row.outcome === 'open')
  const otherOf = (row: typeof first) => pipelines.find(({ id }) => id !== row?.pipeline_id)?.stages[0]?.id ?? ''
  if (sixth) await api.move({ id: sixth.id, stageId: otherOf(sixth) })
  if (seventh) await api.move({ id: seventh.id, stageId: otherOf(seventh), occurredAt: '2026-09-29T12:00:00+03:00' })
  await sql`update companies set industry = 'Другая' where workspace_id = ${company.id}::uuid and industry = 'Стройка'`.execute(
    app.database,
  )
}

describe.each([1, 2])('months closed while life goes on (%i)', (seed) => {
  test('every cut, page and list of a closed month stays as it was, and sums to the whole', async () => {
    const all = await office(seed)
    const { owner, head, write } = all
    await write('2026-08-02', 105, 40)
    for (const period of PERIODS) await figures(all, owner, period)
    await closeMonth(app, owner, '2026-08')
    await closeMonth(app, owner, '2026-09')
    const closedMonths = ['2026-09', '2026-08-03..2026-09-20']
    const read = async (periods: string[], person = owner) => {
      const found = []
      for (const period of periods) found.push(await figures(all, person, period))
      return found
    }
    const before = await read(closedMonths)
    const [yearBefore, yearOfHead] = [await read(['2026']), await read(closedMonths, head)]
    await change(all)
    expect(await read(closedMonths)).toEqual(before)
    expect(await read(closedMonths, head)).toEqual(yearOfHead)
    // Nothing is lost: the year holds what was learnt late.
    expect(await read(['2026'])).not.toEqual(yearBefore)
    for (const person of [owner, head]) for (const period of PERIODS) await figures(all, person, period)
    // A month that is closed over corrections holds them, and nothing is left to correct.
    await closeMonth(app, owner, '2026-10')
    const october = await read(['2026-10', ...closedMonths])
    await change(all)
    expect(await read(['2026-10', ...closedMonths])).toEqual(october)
    for (const period of PERIODS) await figures(all, owner, period)
    // Opened again, everything is as the deals are now.
    await app.as(owner).cycle.reopen({ month: '2026-10', reason: 'Проверка по дням' })
    for (const period of PERIODS) await figures(all, owner, period)
  }, 240_000)
})
