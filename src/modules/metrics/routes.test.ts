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
  const won = (owner: typeof anna, amountMinor: number, at: string, created = at) => ({
    owner,
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
        } as never)
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
    } as never)
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
