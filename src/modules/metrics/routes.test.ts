import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'
import { metricKeys, declarationOf } from './calc/declarations.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Собственник' })
  const department = await company.department('Опт')
  const head = await company.person({ role: 'head', departmentId: department, name: 'Рудаков' })
  const [anna, boris] = [
    await company.person({ name: 'Анна', managerId: head.id, departmentId: department }),
    await company.person({ name: 'Борис', managerId: head.id, departmentId: department }),
  ]
  const other = await company.person({ name: 'Чужой' })
  const pipeline = await company.pipeline(['Новая', 'КП', 'Договор'])
  const site = await company.source('Сайт')
  const won = (seller: typeof anna, amountMinor: number, at: string, created = at) => ({
    owner: seller,
    sourceId: site,
    amountMinor,
    moves: [
      [pipeline.stage('Новая'), `${created}T09:00:00+03:00`],
      [pipeline.won, `${at}T10:00:00+03:00`],
    ] as const,
  })
  await company.deals([
    won(anna, 10_000_00, '2026-10-10'),
    won(anna, 30_000_00, '2026-11-10', '2026-11-01'),
    won(boris, 20_000_00, '2026-11-12', '2026-11-02'),
    won(other, 90_000_00, '2026-11-13', '2026-11-03'),
    {
      owner: boris,
      amountMinor: 5_000_00,
      moves: [
        [pipeline.stage('КП'), '2026-11-05T09:00:00+03:00'],
        [pipeline.lost, '2026-11-06T09:00:00+03:00'],
      ],
    },
    { owner: boris, amountMinor: 7_000_00, moves: [[pipeline.stage('КП'), '2026-11-07T09:00:00+03:00']] },
  ])
  return { company, owner, head, anna, boris, other, department, pipeline, site }
}

describe('figures', () => {
  test('every metric answers by every dimension that it has', async () => {
    const { owner } = await office()
    const ask = app.as(owner).metrics
    for (const key of metricKeys) {
      const stages = ['stageConversion', 'dropOff', 'dropOffMoney'].includes(key)
      for (const dimension of declarationOf(key).dimensions) {
        if (dimension === 'field') continue
        const dimensions = stages && dimension !== 'stage' ? ['stage', dimension] : [dimension]
        const answer = await ask.figures({
          metrics: [key],
          dimensions,
          period: '2026-11',
          comparison: 'previous',
        })
        expect([key, dimension, Object.keys(answer.total)]).toEqual([key, dimension, [key]])
      }
    }
  }, 60_000)

  test('sales by seller and month, with the whole and the month before', async () => {
    const { head, anna, boris } = await office()
    const answer = await app.as(head).metrics.figures({
      metrics: ['sales', 'won', 'winRate', 'averageCheck', 'growth'],
      dimensions: ['seller'],
      period: '2026-11',
      comparison: 'previous',
    })
    expect(
      answer.rows.map((row) => [row.keys[0], row.labels[0], row.figures.sales?.value, row.figures.sales?.compared]),
    ).toEqual([
      [anna.id, 'Анна', 30_000_00, 10_000_00],
      [boris.id, 'Борис', 20_000_00, 0],
    ])
    expect(answer.total.sales?.value).toBe(50_000_00)
    expect(answer.total.winRate).toMatchObject({ value: 2 / 3, n: 3, small: true })
    expect(answer.total.averageCheck?.value).toBe(25_000_00)
    expect(answer.total.growth?.value).toBe(4)
    expect(answer.compared).toMatchObject({ start: '2026-10-01', end: '2026-10-22' })
  })
})

describe('records', () => {
  test('of every figure of a cell sum to what the cell says', async () => {
    const { owner, anna, boris } = await office()
    const ask = app.as(owner).metrics
    for (const metric of ['sales', 'won', 'created', 'lost', 'openPipeline', 'winRate'] as const) {
      const table = await ask.figures({
        metrics: [metric],
        dimensions: metric === 'openPipeline' ? ['seller', 'stage'] : ['seller', 'month'],
        period: '2026-Q4',
      })
      for (const row of table.rows) {
        const cell = [
          `seller=${row.keys[0] ?? ''}`,
          `${metric === 'openPipeline' ? 'stage' : 'month'}=${row.keys[1] ?? ''}`,
        ]
        const { rows } = await ask.records({ metric, period: '2026-Q4', cell, limit: 200 })
        const { value, n } = row.figures[metric] ?? { value: 0, n: 0 }
        const sum = rows.reduce((total, one) => total + (one.amountMinor ?? 0), 0)
        if (metric === 'sales' || metric === 'openPipeline') expect([metric, cell, sum]).toEqual([metric, cell, value])
        else expect([metric, cell, rows.length]).toEqual([metric, cell, n])
      }
    }
    const two = await ask.records({ metric: 'sales', period: '2026-11', limit: 2 })
    const last = await ask.records({ metric: 'sales', period: '2026-11', limit: 2, cursor: two.nextCursor ?? '' })
    expect([...two.rows, ...last.rows].map((row) => row.ownerName)).toEqual(['Чужой', 'Борис', 'Анна'])
    expect(anna.id).not.toBe(boris.id)
  })

  test('of a ratio of other metrics are refused with a sentence', async () => {
    const { owner } = await office()
    await expect(app.as(owner).metrics.records({ metric: 'velocity', period: '2026-11' })).rejects.toMatchObject({
      code: 'METRIC_NO_RECORDS',
    })
  })
})

describe('explanations', () => {
  test('name the drivers, and their parts sum to the change', async () => {
    const { owner } = await office()
    const ask = app.as(owner).metrics
    const said = await ask.explain({ metric: 'sales', period: '2026-11', against: '2026-10' })
    expect(said).toMatchObject({ before: 10_000_00, after: 140_000_00, change: 130_000_00, by: 'factors' })
    expect(said.drivers.reduce((sum, driver) => sum + driver.part, 0)).toBe(130_000_00)
    // 1 → 5 deals, 100 → 60 %, 10 → 46.67 thousand: by hand 4 × (10/3 + (0.6·10 + 46.67)/6 + 0.6·46.67/3) = 85.78 of new deals.
    expect(said.text.replaceAll(/\s/g, ' ')).toBe(
      'Объём продаж: Ноябрь 2026 — 140 тыс. ₽, Октябрь 2026 — 10,0 тыс. ₽; больше на 130 тыс. ₽. Из чего сложилось: ' +
        'Новые сделки (1 → 5): +85,8 тыс. ₽; Средний чек (10,0 тыс. ₽ → 46,7 тыс. ₽): +83,1 тыс. ₽; Продаж на новую сделку (100,0 % → 60,0 %): −38,9 тыс. ₽.',
    )
    for (const by of ['seller', 'source', 'pipeline', 'department', 'clientKind'] as const)
      for (const metric of ['sales', 'won', 'winRate', 'averageCheck', 'created', 'lostMoney'] as const) {
        const { change, drivers } = await ask.explain({ metric, period: '2026-11', against: '2026-10', by })
        if (change === null) continue
        const parts = drivers.reduce((sum, driver) => sum + driver.part, 0)
        expect([metric, by, Math.abs(parts - change) < 1e-9]).toEqual([metric, by, true])
      }
  })
})

describe('explanations of every metric', () => {
  test('have parts that sum to the change exactly, or say in a sentence why there are none', async () => {
    const { owner, anna, boris } = await office()
    await app.as(owner).plans.setCells({
      cells: [anna, boris].flatMap(({ id }, place) =>
        ['2026-10', '2026-11'].map((month, later) => ({
          level: 'person' as const,
          subjectId: id,
          month,
          amountMinor: (40 + place * 7 + later * 13) * 1_000_00,
          version: 0,
        })),
      ),
    })
    let taken = 0
    for (const metric of metricKeys)
      for (const by of [undefined, ...declarationOf(metric).dimensions]) {
        if (by === 'field' || (by && ['day', 'week', 'month', 'quarter', 'year', 'stage'].includes(by))) continue
        const said = await app
          .as(owner)
          .metrics.explain({ metric, period: '2026-11', against: '2026-10', ...(by && { by: by as 'seller' }) })
          .catch((error: { code: string; message: string }) => error)
        if ('code' in said) {
          // Not every cut is a way to explain.
          if (said.code === 'BAD_REQUEST') continue
          expect([metric, said.code]).toEqual([metric, 'METRIC_NOT_EXPLAINED'])
          expect(said.message).toMatch(/точн|известен только на сейчас|Сравнение|Данных ещё нет/)
          continue
        }
        taken += 1
        if (said.change === null || said.drivers.length === 0) continue
        const sum = said.drivers.reduce((total, { part }) => total + part, 0)
        expect([metric, by, Math.abs(sum - said.change) < 1e-6]).toEqual([metric, by, true])
      }
    expect(taken).toBeGreaterThan(150)
  }, 60_000)
})

describe('a wrong question', () => {
  test('gets a sentence that says what to do', async () => {
    const { owner } = await office()
    const ask = (input: object) => app.as(owner).metrics.figures({ metrics: ['sales'], period: '2026-11', ...input })
    const refusals: [object, string, RegExp][] = [
      [{ period: '2999-01' }, 'PERIOD_FAR', /2999/],
      [{ period: '2026-11-15..2026-11-01' }, 'PERIOD_REVERSED', /задом наперёд/],
      [{ period: 'вчера' }, 'PERIOD_UNREADABLE', /Примеры/],
      [{ metrics: ['payments'], dimensions: ['industry'] }, 'METRIC_DIMENSION', /нельзя разрезать по «Отрасль»/],
      [{ dimensions: ['seller', 'seller'] }, 'METRIC_SAME_DIMENSION', /другой разрез/],
      [{ metrics: ['dropOff'] }, 'METRIC_NEEDS_STAGE', /Этап/],
      [{ metrics: ['calls'], sourceIds: [crypto.randomUUID()] }, 'METRIC_FILTER', /Уберите/],
      [{ dimensions: [`field:${crypto.randomUUID()}`] }, 'METRIC_FIELD_GONE', /больше нет/],
      [{ period: '1950-01-01..2050-01-01', dimensions: ['day'] }, 'METRIC_POINTS', /не больше 5000/],
    ]
    for (const [input, code, sentence] of refusals) {
      const refusal = await ask(input).catch((error: { code: string; message: string }) => error)
      expect([code, refusal]).toMatchObject([code, { code, message: expect.stringMatching(sentence) as string }])
    }
  })

  test('is refused to those who see no deals, and a seller sees nobody but himself', async () => {
    const { company, anna, boris } = await office()
    const hr = await company.person({ role: 'hr' })
    const figures = { metrics: ['sales', 'winRate'], dimensions: ['seller'], period: '2026-11' }
    await expect(app.as(hr).metrics.figures(figures)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { rows, total } = await app.as(anna).metrics.figures(figures)
    expect(rows.map((row) => row.keys[0])).toEqual([anna.id])
    expect(total.sales?.value).toBe(30_000_00)
    await expect(
      app.as(anna).metrics.figures({ metrics: ['sales'], period: '2026-11', sellerIds: [boris.id] }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a median of the peers is told from five sellers on', async () => {
    const { company, anna, pipeline } = await office()
    const ask = () => app.as(anna).metrics.figures({ metrics: ['sales'], period: '2026-11', comparison: 'peers' })
    expect((await ask()).total.sales?.compared).toBeNull()
    const more = [await company.person({ name: 'Вера' }), await company.person({ name: 'Глеб' })]
    for (const owner of more)
      await company.deals([{ owner, amountMinor: 1_000_00, moves: [[pipeline.won, '2026-11-12T10:00:00+03:00']] }])
    expect((await ask()).total.sales?.compared).toBe(20_000_00)
  })
})
