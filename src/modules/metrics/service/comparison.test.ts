import { afterAll, beforeAll, expect, test } from 'vitest'
import { asPeriod } from '#core/calendar/period.ts'
import { type MetricsCompany, metricsCompany } from '../../../testing-metrics.ts'
import { close } from '../../../testing-metrics-naive.ts'
import { testApp, type TestApp } from '../../../testing.ts'
import { declarationOf, type DimensionKey, isOfPeriods, type MetricKey, metricKeys } from '../calc/declarations.ts'
import { isTime, timeBuckets } from '../calc/time-buckets.ts'

let now = new Date('2026-11-21T09:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: { now: () => now } })
})
afterAll(() => app.close())

const STAGES = new Set<MetricKey>(['stageConversion', 'dropOff', 'dropOffMoney'])
const PLANS: readonly MetricKey[] = ['plan', 'attainment', 'due', 'paceDeviation', 'runRate', 'requiredRate']
const plain = metricKeys.filter((key) => !PLANS.includes(key) && key !== 'growth')
const dozens = <Item>(list: readonly Item[]) =>
  Array.from({ length: Math.ceil(list.length / 12) }, (_, at) => list.slice(at * 12, at * 12 + 12))

const proven = new Set<string>()

/** What every cell is compared with is what the cell of the other period has when it is asked for itself. */
async function compare(company: MetricsCompany, period: string, comparison: 'previous' | 'lastYear', then: string) {
  const ask = app.as(company.owner).metrics.figures
  const wrong: string[] = []
  for (const dimension of new Set(metricKeys.flatMap((key) => [...declarationOf(key).dimensions]))) {
    const cut: DimensionKey = dimension === 'field' ? `field:${company.fieldId}` : dimension
    const able = plain.filter((key) => (declarationOf(key).dimensions as readonly string[]).includes(dimension))
    const cuts: [metrics: readonly MetricKey[], dimensions: DimensionKey[]][] = [
      ...dozens(able.filter((key) => !STAGES.has(key))).map((some): [readonly MetricKey[], DimensionKey[]] => [
        some,
        [cut],
      ]),
      [able.filter((key) => STAGES.has(key)), dimension === 'stage' ? [cut] : ['stage', cut]],
    ]
    for (const [metrics, dimensions] of cuts) {
      if (metrics.length === 0) continue
      const answer = await ask({ metrics: [...metrics], dimensions, period, comparison })
      const other = await ask({ metrics: [...metrics], dimensions, period: then })
      expect(answer.compared?.key).toBe(then)
      const bucketsOf = (key: string) =>
        isTime(cut) ? timeBuckets(asPeriod(key), cut).map((bucket): string | null => bucket.key) : []
      const place = dimensions.indexOf(cut)
      const [buckets, bucketsThen] = [bucketsOf(period), bucketsOf(then)]
      for (const { keys, figures } of answer.rows) {
        const keyThen = isTime(cut) ? keys.with(place, bucketsThen[buckets.indexOf(keys[place] ?? null)] ?? '') : keys
        const row = other.rows.find((one) => JSON.stringify(one.keys) === JSON.stringify(keyThen))
        for (const metric of metrics) {
          proven.add(`${metric} by ${dimension}`)
          const { unit, base } = declarationOf(metric)
          const isCount = ['money', 'count'].includes(unit) && !metric.endsWith('Check') && base !== 'people'
          const expected = !isOfPeriods(metric)
            ? null
            : row
              ? (row.figures[metric]?.value ?? null)
              : isCount && metric !== 'nps'
                ? 0
                : null
          const found = figures[metric]?.compared ?? null
          if (!close(found, expected, unit))
            wrong.push(
              `${metric} by ${dimensions.join(' × ')} of ${period} at ${keys.join()}: ${found}, not ${expected}`,
            )
        }
      }
    }
  }
  return wrong
}

test('a period that runs is compared with as many days of the one before, in every cell of every cut', async () => {
  const company = await metricsCompany(app, 7)
  expect((await compare(company, '2026-11', 'previous', '2026-10-01..2026-10-21')).slice(0, 20)).toEqual([])
  expect((await compare(company, '2026-Q4', 'previous', '2026-07-01..2026-08-21')).slice(0, 20)).toEqual([])
  expect((await compare(company, '2026-10', 'previous', '2026-09')).slice(0, 20)).toEqual([])
}, 240_000)

test('a period is compared with the same days of last year, in every cell of every cut', async () => {
  now = new Date('2026-11-21T09:00:00+03:00')
  const company = await metricsCompany(app, 19)
  now = new Date('2027-10-15T09:00:00+03:00')
  expect((await compare(company, '2027-09', 'lastYear', '2026-09')).slice(0, 20)).toEqual([])
  expect((await compare(company, '2027-10', 'lastYear', '2026-10-01..2026-10-15')).slice(0, 20)).toEqual([])
  now = new Date('2026-11-21T09:00:00+03:00')
}, 240_000)

test('half of a month is done of a whole month’s plan: the plan compared with is that of the whole month before, the fact that of as many days', async () => {
  const company = await metricsCompany(app, 7)
  const ask = app.as(company.owner).metrics.figures
  for (const dimensions of [[], ['seller'], ['department']]) {
    const shown = await ask({ metrics: [...PLANS], dimensions, period: '2026-11', comparison: 'previous' })
    const october = await ask({ metrics: ['plan'], dimensions, period: '2026-10' })
    const begun = await ask({ metrics: ['sales'], dimensions, period: '2026-10-01..2026-10-21' })
    const at = (of: typeof october, keys: unknown) =>
      of.rows.find((row) => JSON.stringify(row.keys) === JSON.stringify(keys))?.figures
    let told = 0
    for (const { keys, figures } of shown.rows) {
      const plan = at(october, keys)?.plan?.value ?? null
      const fact = at(begun, keys)?.sales?.value ?? 0
      const compared = Object.fromEntries(PLANS.map((metric) => [metric, figures[metric]?.compared ?? null]))
      if (plan !== null) told += 1
      expect(compared['plan']).toBe(plan)
      expect(close(compared['attainment'] as number | null, plan ? fact / plan : null, 'ratio')).toBe(true)
      if (plan === null || dimensions.includes('department')) continue
      // 15 of the 22 working days of October had begun on the 21st; whoever left on the 20th has fewer.
      if (dimensions.length === 0) {
        expect(Math.abs((compared['due'] as number) - (plan * 15) / 22)).toBeLessThan(10)
        expect(compared['paceDeviation']).toBe(fact - (compared['due'] as number))
        expect(Math.abs((compared['runRate'] as number) - (fact / 15) * 22)).toBeLessThan(2)
        expect(Math.abs((compared['requiredRate'] as number) - Math.max(0, plan - fact) / 7)).toBeLessThan(2)
      }
    }
    expect(told).toBeGreaterThan(0)
  }
  const byMonth = await ask({ metrics: ['plan'], dimensions: ['month'], period: '2026-Q4', comparison: 'previous' })
  const july = await ask({ metrics: ['plan'], dimensions: ['month'], period: '2026-Q3' })
  expect(byMonth.rows.map(({ figures }) => figures.plan?.compared)).toEqual(
    july.rows.map(({ figures }) => figures.plan?.value),
  )
  for (const metric of PLANS) proven.add(`${metric} by company`)
}, 180_000)

test('growth is compared with the growth of the same days: each side against as many days of the month before it', async () => {
  const company = await metricsCompany(app, 7)
  const ask = app.as(company.owner).metrics.figures
  const sales = async (period: string) => (await ask({ metrics: ['sales'], period })).total.sales?.value ?? 0
  const { total } = await ask({ metrics: ['growth'], period: '2026-11', comparison: 'previous' })
  const [then, before] = [await sales('2026-10-01..2026-10-21'), await sales('2026-09-01..2026-09-21')]
  expect(before).toBeGreaterThan(0)
  expect(total.growth?.compared).toBeCloseTo((then - before) / before, 9)
  proven.add('growth by company')
}, 180_000)

test('whatever has a plan of its own is compared with it, where it is cut as plans are', async () => {
  const company = await metricsCompany(app, 7)
  const { plans, metrics } = app.as(company.owner)
  const [first, second] = company.sellers
  const planned = ['won', 'created', 'leads', 'calls'] as const
  for (const [place, metric] of planned.entries())
    await plans.setCells({
      metric,
      cells: [first, second].map((person, at) => ({
        level: 'person' as const,
        subjectId: person?.id ?? '',
        month: '2026-11',
        amountMinor: 10 * (place + 1) + at,
        version: 0,
      })),
    })
  const asked = {
    metrics: ['sales', ...planned, 'winRate'] as MetricKey[],
    period: '2026-11',
    comparison: 'plan' as const,
  }
  const { rows, total } = await metrics.figures({ ...asked, dimensions: ['seller'] })
  const compared = (figures: typeof total) => planned.map((metric) => figures[metric]?.compared ?? null)
  const of = (id: string | undefined) => compared(rows.find(({ keys }) => keys[0] === id)?.figures ?? {})
  expect([of(first?.id), of(second?.id)]).toEqual([
    [10, 20, 30, 40],
    [11, 21, 31, 41],
  ])
  expect(compared(total)).toEqual([21, 41, 61, 81])
  const revenue = company.plans.filter(({ month }) => month === '2026-11').reduce((sum, { minor }) => sum + minor, 0)
  expect([total.sales?.compared, total.winRate?.compared]).toEqual([revenue, null])
  const bySource = await metrics.figures({ ...asked, metrics: ['sales', 'won'], dimensions: ['source'] })
  expect(bySource.rows.flatMap(({ figures }) => [figures.sales?.compared, figures.won?.compared])).toEqual(
    bySource.rows.flatMap(() => [null, null]),
  )
}, 180_000)

test('every metric of the registry has been compared with another period', () => {
  expect(metricKeys.filter((key) => ![...proven].some((one) => one.startsWith(`${key} by `)))).toEqual([])
  expect(proven.size).toBeGreaterThan(400)
})
