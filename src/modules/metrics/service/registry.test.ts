import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asPeriod, contains, previousPeriod } from '#core/calendar/period.ts'
import { type Happened, type MetricsCompany, metricsCompany } from '../../../testing-metrics.ts'
import {
  cellsOf,
  close,
  inPeriod,
  isByPipeline,
  keysOf,
  middle,
  money,
  naive,
  ofStage,
  only,
} from '../../../testing-metrics-naive.ts'
import { testApp, type TestApp } from '../../../testing.ts'
import { declarationOf, isOfPeriods, type MetricKey, metricKeys } from '../calc/declarations.ts'
import { keepDealMonths } from './keep-deal-months.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const TODAY = '2026-11-21'
const STAGES: MetricKey[] = ['stageConversion', 'dropOff', 'dropOffMoney']
const PLANS: MetricKey[] = ['plan', 'attainment', 'due', 'paceDeviation', 'runRate', 'requiredRate', 'coverage']
const PEOPLE: MetricKey[] = ['headcount', 'turnover']

const proven = { combinations: new Set<string>(), cells: 0 }

async function compare(
  company: MetricsCompany,
  metrics: MetricKey[],
  dimensions: string[],
  period: string,
): Promise<string[]> {
  const answer = await app.as(company.owner).metrics.figures({ metrics, dimensions, period })
  const now = cellsOf(inPeriod(company.happened, period), dimensions)
  // Until today as many days of the period before as have begun.
  const then = inPeriod(company.happened, keyBefore(period))
  const time = dimensions.some((one) => ['day', 'week', 'month', 'quarter', 'year'].includes(one))
  const cellsThen = cellsOf(then, dimensions)
  const wrong: string[] = []
  const shown = new Map(answer.rows.map((row) => [JSON.stringify(row.keys), row]))
  for (const metric of metrics) {
    if (metric === 'growth' && time) continue
    proven.combinations.add(`${metric} by ${dimensions.map((one) => one.replace(/:.*/, '')).join(' × ')}`)
    const { unit } = declarationOf(metric)
    for (const key of new Set([...shown.keys(), ...now.keys()])) {
      const expected = naive(metric, now.get(key) ?? [], cellsThen.get(key) ?? [], company, isByPipeline(dimensions))
      const row = shown.get(key)
      const found = row ? (row.figures[metric]?.value ?? null) : expected === 0 ? 0 : null
      proven.cells += 1
      if (!close(found, expected, unit))
        wrong.push(`${metric} by ${dimensions.join(' × ')} of ${period} at ${key}: ${found} instead of ${expected}`)
    }
    const whole = naive(
      metric,
      inPeriod(company.happened, period).filter((one) => !time || one.day !== ''),
      then,
      company,
    )
    if (!close(answer.total[metric]?.value, whole, unit))
      wrong.push(
        `${metric} by ${dimensions.join(' × ')} of ${period} in all: ${answer.total[metric]?.value} instead of ${whole}`,
      )
  }
  return wrong
}

async function packMonths(): Promise<void> {
  await sql`update metrics_stale_months set at = at - interval '1 hour'`.execute(app.database)
  while ((await keepDealMonths(app.gate)) > 0);
}

function keyBefore(period: string): string {
  const then = previousPeriod(asPeriod(period))
  const now = asPeriod(period)
  const begun = Math.round(
    (Math.min(Date.parse(now.end), Date.parse(TODAY) + 86_400_000) - Date.parse(now.start)) / 86_400_000,
  )
  const days = Math.round((Date.parse(then.end) - Date.parse(then.start)) / 86_400_000)
  const all = Math.round((Date.parse(now.end) - Date.parse(now.start)) / 86_400_000)
  const taken = begun >= all ? days : Math.min(begun, days)
  const last = new Date(Date.parse(then.start) + (taken - 1) * 86_400_000).toISOString().slice(0, 10)
  return `${then.start}..${last}`
}

const plain = metricKeys.filter((key) => ![...STAGES, ...PLANS, ...PEOPLE].includes(key))

test.each([7, 19])(
  'every metric by every cut that it declares equals a naive count over what happened (%i)',
  async (seed) => {
    const company = await metricsCompany(app, seed)
    // Once from the facts, once from the months that stand packed.
    if (seed === 19) await packMonths()
    const wrong: string[] = []
    const dimensions = [...new Set(plain.flatMap((key) => [...declarationOf(key).dimensions]))]
    for (const period of ['2026-10', '2026-Q4', '2026-09-10..2026-11-05']) {
      for (const dimension of dimensions) {
        const metrics = plain.filter((key) => (declarationOf(key).dimensions as readonly string[]).includes(dimension))
        const cut = dimension === 'field' ? `field:${company.fieldId}` : dimension
        for (let from = 0; from < metrics.length; from += 12)
          wrong.push(...(await compare(company, metrics.slice(from, from + 12), [cut], period)))
      }
    }
    // Pairs of cuts, one of each kind beside the others.
    for (const pair of [
      ['seller', 'source'],
      ['industry', 'month'],
      ['dealSize', 'clientKind'],
      ['segment', 'territory'],
      ['pipeline', 'week'],
      ['department', 'campaign'],
      ['industry', 'dealSize'],
      ['seller', 'dealSize'],
    ]) {
      const metrics = plain.filter((key) =>
        pair.every((one) => (declarationOf(key).dimensions as readonly string[]).includes(one)),
      )
      for (let from = 0; from < metrics.length; from += 12)
        wrong.push(...(await compare(company, metrics.slice(from, from + 12), pair, '2026-Q4')))
    }
    expect(wrong.slice(0, 20)).toEqual([])
  },
  240_000,
)

test.each([7, 19])(
  'conversions and losses of stages by every cut equal a naive count (%i)',
  async (seed) => {
    const company = await metricsCompany(app, seed)
    const wrong: string[] = []
    for (const period of ['2026-10', '2026-Q4', '2026-09-10..2026-11-05'])
      for (const dimension of declarationOf('dropOff').dimensions) {
        const cut = dimension === 'stage' ? ['stage'] : ['stage', dimension]
        const { rows } = await app.as(company.owner).metrics.figures({ metrics: STAGES, dimensions: cut, period })
        const others = cut.slice(1)
        for (const { stages, id: pipelineId } of company.pipelines) {
          const own = inPeriod(company.happened, period).filter((one) => one.of['pipeline'] === pipelineId)
          for (const [key, events] of cellsOf(own, others))
            for (const [place, stage] of stages.slice(0, 3).entries()) {
              const row = rows.find(
                (one) => JSON.stringify(one.keys) === JSON.stringify([stage.id, ...(JSON.parse(key) as string[])]),
              )
              for (const metric of STAGES) {
                proven.combinations.add(`${metric} by ${dimension}`)
                proven.cells += 1
                const expected = ofStage(metric, events, place)
                const found = row?.figures[metric]?.value ?? null
                if (!close(found, expected, 'share'))
                  wrong.push(
                    `${metric} by ${cut.join(' × ')} of ${period} at ${key} ${place}: ${found} instead of ${expected}`,
                  )
              }
            }
        }
      }
    expect(wrong.slice(0, 20)).toEqual([])
  },
  120_000,
)

test('a filter by the class of the client gives what the cell of the class has', async () => {
  const company = await metricsCompany(app, 19)
  const ask = app.as(company.owner).metrics.figures
  const metrics = plain.filter((key) => declarationOf(key).dimensions.includes('segment')).slice(0, 12)
  const { rows } = await ask({ metrics, dimensions: ['segment'], period: '2026-Q4' })
  expect(rows.length).toBeGreaterThan(3)
  for (const row of rows) {
    const { total } = await ask({ metrics, period: '2026-Q4', segments: [(row.keys[0] ?? 'none') as 'A'] })
    const figures = (of: typeof total) => metrics.filter((key) => key !== 'growth').map((key) => [key, of[key]?.value])
    expect(figures(total)).toEqual(figures(row.figures))
  }
}, 180_000)

const days = (from: string, to: string) => {
  const found: string[] = []
  for (let at = Date.parse(from); at < Date.parse(to); at += 86_400_000)
    found.push(new Date(at).toISOString().slice(0, 10))
  return found
}

test.each([7, 19])(
  'headcount and turnover by every cut equal a count day by day (%i)',
  async (seed) => {
    const company = await metricsCompany(app, seed)
    const wrong: string[] = []
    for (const period of ['2026-10', '2026-Q4', '2026-09-10..2026-11-05'])
      for (const dimension of declarationOf('headcount').dimensions) {
        const { rows } = await app
          .as(company.owner)
          .metrics.figures({ metrics: ['headcount', 'turnover'], dimensions: [dimension], period })
        const { start, end } = asPeriod(period)
        for (const row of rows) {
          const key = row.keys[0] ?? null
          const begun = days(start, end).filter(
            (day) =>
              day <= TODAY &&
              (['company', 'department'].includes(dimension) || keysOf({ day } as Happened, dimension)[0] === key),
          )
          const people = company.people.filter((person) => dimension !== 'department' || person.departmentId === key)
          const present = begun.map(
            (day) => people.filter(({ hiredOn, leftOn }) => (hiredOn ?? '') <= day && day <= (leftOn ?? '9999')).length,
          )
          const headcount = begun.length === 0 ? 0 : present.reduce((sum, one) => sum + one, 0) / begun.length
          const left = people.filter(({ leftOn }) => leftOn !== null && begun.includes(leftOn)).length
          for (const [metric, expected] of [
            ['headcount', headcount],
            ['turnover', headcount > 0 ? left / headcount : null],
          ] as const) {
            proven.combinations.add(`${metric} by ${dimension}`)
            proven.cells += 1
            const found = row.figures[metric]?.value ?? null
            if (!close(found, expected, 'count'))
              wrong.push(`${metric} by ${dimension} of ${period} at ${key}: ${found} instead of ${expected}`)
          }
        }
      }
    expect(wrong.slice(0, 20)).toEqual([])
  },
  120_000,
)

/** Working days of autumn 2026 in Russia: of the month, and those begun by 21 November. */
const WORKING: Record<string, [all: number, begun: number]> = {
  '2026-09': [22, 22],
  '2026-10': [22, 22],
  '2026-11': [20, 14],
  '2026-12': [22, 0],
}

test.each([7, 19])(
  'plan, pace and what follows from them equal the definitions, person by person (%i)',
  async (seed) => {
    const company = await metricsCompany(app, seed)
    const wrong: string[] = []
    for (const period of ['2026-09', '2026-10', '2026-11', '2026-Q4'])
      for (const dimension of ['company', 'department', 'seller', 'month', 'quarter', 'year'] as const) {
        const metrics = PLANS.filter((key) => (declarationOf(key).dimensions as readonly string[]).includes(dimension))
        const { rows } = await app.as(company.owner).metrics.figures({ metrics, dimensions: [dimension], period })
        const events = inPeriod(company.happened, period)
        for (const row of rows) {
          const key = row.keys[0] ?? null
          const inside = (month: string) =>
            contains(asPeriod(period), `${month}-01` as never) &&
            (dimension === 'company' ||
              dimension === 'department' ||
              dimension === 'seller' ||
              keysOf({ day: `${month}-01` } as Happened, dimension)[0] === key)
          const plans = company.plans.filter(
            ({ personId, month }) =>
              inside(month) &&
              (dimension !== 'seller' || personId === key) &&
              (dimension !== 'department' || company.people.find(({ id }) => id === personId)?.departmentId === key),
          )
          const own = cellsOf(events, [dimension]).get(JSON.stringify([key])) ?? []
          const fact = money(only(own, 'booked'))
          const plan = plans.length === 0 ? null : plans.reduce((sum, { minor }) => sum + minor, 0)
          const due =
            plans.length === 0
              ? null
              : plans.reduce(
                  (sum, { month, minor }) =>
                    sum + Math.round((minor * (WORKING[month]?.[1] ?? 0)) / (WORKING[month]?.[0] ?? 1)),
                  0,
                )
          const months = Object.keys(WORKING).filter(inside)
          const [all, begun] = [0, 1].map((place) =>
            months.reduce((sum, month) => sum + (WORKING[month]?.[place] ?? 0), 0),
          ) as [number, number]
          const left = all - begun
          const expectedMoney = money(only(own, 'expected'))
          const expected: Partial<Record<MetricKey, number | null>> = {
            plan,
            attainment: plan ? fact / plan : null,
            due,
            // Nothing is behind before the period has begun.
            paceDeviation: due === null || begun === 0 ? null : fact - due,
            requiredRate: plan === null || left === 0 ? null : Math.max(0, plan - fact) / left,
            coverage: plan !== null && plan > fact ? expectedMoney / (plan - fact) : null,
            ...(dimension === 'company' && { runRate: begun >= 3 ? (fact / begun) * all : null }),
          }
          for (const metric of metrics) {
            if (!(metric in expected)) continue
            proven.combinations.add(`${metric} by ${dimension}`)
            proven.cells += 1
            const found = row.figures[metric]?.value ?? null
            if (!close(found, expected[metric] ?? null, 'money'))
              wrong.push(`${metric} by ${dimension} of ${period} at ${key}: ${found} instead of ${expected[metric]}`)
          }
        }
      }
    expect(wrong.slice(0, 30)).toEqual([])
  },
  120_000,
)

const PEERED = plain.filter((key) => (declarationOf(key).dimensions as readonly string[]).includes('seller'))
/** Made of more than a seller's own facts: no median is told of them. */
const UNPEERED = new Set<MetricKey>(['growth', 'weightedPipeline', 'velocity', 'nps', 'csat'])

test.each([7, 19])(
  'the median of the sellers is that of their own figures, and the figures compared with are those of the other period (%i)',
  async (seed) => {
    const company = await metricsCompany(app, seed)
    const ask = app.as(company.owner).metrics.figures
    const wrong: string[] = []
    const present = company.people.filter(({ role, leftOn }) => role === 'seller' && leftOn === null)
    let told = 0
    for (const period of ['2026-10', '2026-09-10..2026-11-05'])
      for (let from = 0; from < PEERED.length; from += 12) {
        const metrics = PEERED.slice(from, from + 12)
        const { rows } = await ask({ metrics, dimensions: ['seller'], period, comparison: 'peers' })
        const events = inPeriod(company.happened, period)
        for (const metric of metrics) {
          const values = present.flatMap(
            ({ id }) =>
              naive(
                metric,
                events.filter((one) => one.of['seller'] === id),
                [],
                company,
              ) ?? [],
          )
          const expected = UNPEERED.has(metric) || values.length < 5 ? null : middle(values)
          if (expected !== null) told += 1
          for (const row of rows) {
            const found = row.figures[metric]?.compared ?? null
            if (!close(found, expected, declarationOf(metric).unit === 'money' ? 'money' : 'share'))
              wrong.push(`${metric} of ${period}: median ${found} instead of ${expected}`)
          }
        }
      }
    expect(told).toBeGreaterThan(30)
    const filtered = await ask({
      metrics: ['sales'],
      dimensions: ['seller'],
      period: '2026-10',
      comparison: 'peers',
      dealSizes: ['m'],
    })
    expect(filtered.rows.map((row) => row.figures.sales?.compared)).toEqual(filtered.rows.map(() => null))
    for (const [comparison, other] of [
      ['previous', '2026-10-01..2026-10-21'],
      ['lastYear', '2025-11-01..2025-11-21'],
    ] as const)
      for (let from = 0; from < plain.length; from += 12) {
        const metrics = plain.slice(from, from + 12)
        const { total } = await ask({ metrics, period: '2026-11', comparison })
        const then = inPeriod(company.happened, other)
        for (const metric of metrics.filter((key) => key !== 'growth')) {
          const expected = isOfPeriods(metric) ? naive(metric, then, [], company) : null
          if (!close(total[metric]?.compared, expected, declarationOf(metric).unit))
            wrong.push(`${metric} ${comparison}: ${total[metric]?.compared} instead of ${expected}`)
        }
      }
    const planned = await ask({
      metrics: ['sales', 'won'],
      dimensions: ['seller'],
      period: '2026-11',
      comparison: 'plan',
    })
    for (const row of planned.rows) {
      const plan = company.plans.find(({ personId, month }) => personId === row.keys[0] && month === '2026-11')
      expect([row.figures.sales?.compared, row.figures.won?.compared]).toEqual([plan?.minor ?? null, null])
    }
    expect(wrong.slice(0, 30)).toEqual([])
  },
  120_000,
)

test('all that the registry declares has been compared', () => {
  const declared = metricKeys.flatMap((key) =>
    declarationOf(key).dimensions.map((dimension) => `${key} by ${dimension}`),
  )
  // Days and weeks of a plan are its months parted by working days, which is proven where plans are; a growth has no base under a cut by time here.
  const apart = declared.filter((one) => !proven.combinations.has(one))
  const left = apart.filter(
    (one) =>
      !/^(plan|attainment|due|paceDeviation) by (day|week)$|^growth by (day|week|month|quarter|year)$|^runRate by /.test(
        one,
      ),
  )
  expect(left).toEqual([])
  expect(proven.combinations.size).toBeGreaterThan(600)
})
