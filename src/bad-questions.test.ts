import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from './testing.ts'

/** Questions to analytics that have no answer: each gets a sentence that says what is wrong, where, and what to do. */
let app: TestApp
let owner: TestPerson
beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  owner = await company.person({ role: 'owner' })
  const pipeline = await company.pipeline()
  await company.deals([
    {
      owner,
      moves: [
        [pipeline.stage('Новая'), '2026-10-02T10:00:00Z'],
        [pipeline.won, '2026-10-05T10:00:00Z'],
      ],
    },
  ])
})
afterAll(() => app.close())

const GONE = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
/** What an answer to people never has: patterns, names of libraries, words of the insides. */
const INSIDES = /\/\^|regex|zod|select |stack|undefined|NaN/i

interface Answer {
  status: number
  code: string
  /** The sentence, and those of the fields. */
  said: string
}

async function ask(path: string, language: 'ru' | 'en' = 'ru'): Promise<Answer> {
  const headers = { 'x-test-person': owner.id, 'x-language': language }
  const answer = await app.server.inject({ url: `/api${path}`, headers })
  if (answer.statusCode === 200) return { status: 200, code: '', said: '' }
  const body = answer.json<{ code: string; message: string; data?: { issues?: { message: string }[] } }>()
  const said = [body.message, ...(body.data?.issues ?? []).map(({ message }) => message)].join(' ')
  return { status: answer.statusCode, code: body.code, said }
}

const FAR = '2999-01'
const REVERSED = '2026-11-15..2026-11-01'
const LONG = '1900-01-01..2099-12-31'

const wrong: Record<string, Record<string, [path: string, says: RegExp]>> = {
  metrics: {
    'period 2999': [`/metrics?metrics=sales&period=${FAR}`, /2999 год вне 1900–2099/],
    'reversed period': [`/metrics?metrics=sales&period=${REVERSED}`, /задом наперёд.*Поменяйте/],
    'removed field': [`/metrics?metrics=sales&period=2026-11&dimensions=field:${GONE}`, /больше нет. Уберите/],
    'filter by a removed field': [
      `/metrics?metrics=sales&period=2026-11&fields=${GONE}:${GONE}`,
      /больше нет. Уберите/,
    ],
    'impossible dimension': [
      '/metrics?metrics=payments&period=2026-11&dimensions=industry',
      /нельзя разрезать.*Можно по/,
    ],
    'unknown dimension': ['/metrics?metrics=sales&period=2026-11&dimensions=weather', /Такого разреза нет/],
    'ten million points': [`/metrics?metrics=sales&period=${LONG}&dimensions=day&dimensions=seller`, /не больше 5000/],
    'ten million records': ['/metrics/records?metric=sales&period=2026-11&limit=10000000', /Не больше 200/],
    'an explanation of 2999': [`/metrics/explain?metric=sales&period=${FAR}`, /2999/],
    'an explanation of a reversed period': [`/metrics/explain?metric=sales&period=${REVERSED}`, /задом наперёд/],
  },
  funnel: {
    'period 2999': [`/funnel?period=${FAR}`, /между 1900 и 2099/],
    'reversed period': [`/funnel?period=${REVERSED}`, /задом наперёд.*Поменяйте/],
    'not a period': ['/funnel?period=yesterday', /Примеры: 2026-11/],
    'removed pipeline': [`/funnel?period=2026-11&pipelineId=${GONE}`, /нет, или она вам не видна/],
    'somebody who is not there': [`/funnel?period=2026-11&sellerIds=${GONE}`, /нет, или она вам не видна/],
    'impossible window': ['/funnel?period=2026-11&window=45', /Можно только: 30, 60/],
    'ten million deals': ['/funnel/deals?period=2026-11&figure=cohort_won&limit=10000000', /Не больше 200/],
    'comparison with a reversed period': [`/funnel/compare?period=2026-11&otherPeriod=${REVERSED}`, /задом наперёд/],
  },
  process: {
    'period 2999': [`/process?period=${FAR}`, /между 1900 и 2099/],
    'reversed period': [`/process?period=${REVERSED}`, /задом наперёд/],
    'removed pipeline': [`/process?period=2026-11&pipelineId=${GONE}`, /нет, или она вам не видна/],
    'ten million moves': ['/process?period=2026-11&edges=10000000', /Не больше 200/],
    'ten million variants': ['/process?period=2026-11&variants=10000000', /Не больше 200/],
    'impossible place': ['/process/deals?period=2026-11&from=weather', /«from»: Это не идентификатор/],
    'log of 2999': [`/process/log.csv?period=${FAR}`, /между 1900 и 2099/],
    'log of a reversed period': [`/process/log.xes?period=${REVERSED}`, /задом наперёд/],
  },
  cohorts: {
    'period 2999': [`/cohorts/leads?until=${FAR}`, /не месяц 1900–2099/],
    'reversed period': ['/cohorts/leads?until=2026-11&months=-3', /Не меньше 1/],
    'removed pipeline': [`/cohorts/leads?pipelineId=${GONE}`, /нет, или она вам не видна/],
    'impossible cut': ['/cohorts/leads?cut=weather', /Можно только: month, source/],
    'ten million months': ['/cohorts/leads?months=10000000', /Не больше 36/],
    'buyers of 2999': [`/cohorts/buyers?until=${FAR}`, /не месяц 1900–2099/],
  },
  loop: {
    'norms of two hundred years': [`/norms/board?period=${LONG}`, /не длиннее года/],
    'norms of a reversed period': [`/norms/board?period=${REVERSED}`, /задом наперёд/],
    'a month of 2999 to close': ['/cycle/2999-01', /не месяц 1900–2099/],
    'goals of no period': ['/goals', /«period»: Заполните это поле/],
    'a plan of 2999': ['/plans/grid?year=2999', /Не больше 2099/],
  },
  segments: {
    'period 2999': ['/segments/migration?from=2999-01-01&to=2999-02-01', /между 1900 и 2099/],
    'reversed period': ['/segments/migration?from=2026-11-15&to=2026-11-01', /поменяйте их местами/],
    'removed class': ['/segments/clients?abc=D', /Можно только: A, B, C/],
    'impossible cut': ['/segments/migration?of=weather&from=2026-10-01&to=2026-11-01', /Можно только: abc, xyz/],
    'impossible scores': ['/segments/clients?rfm=999', /три цифры от 1 до 5/],
    'ten million clients': ['/segments/clients?limit=10000000', /Не больше 200/],
  },
}

for (const [page, questions] of Object.entries(wrong))
  test.each(Object.entries(questions))(`${page}: %s is refused with a sentence that helps`, async (_, [path, says]) => {
    const { status, said } = await ask(path)
    expect([400, 404, 409]).toContain(status)
    expect(said).toMatch(says)
    expect(said).not.toMatch(INSIDES)
    // A file is refused in the language of the person; everything else in that of the request.
    if (path.includes('/log.')) return
    const english = await ask(path, 'en')
    expect(english.status).toBe(status)
    expect(english.said).not.toMatch(/[а-яё]{4}/i)
    expect(english.said).not.toMatch(INSIDES)
  })

test('months to come have their answers, empty ones', async () => {
  for (const period of ['2026-12', '2027-01', '2027', '2060-Q1'])
    for (const path of [
      `/sources-analytics?period=${period}`,
      `/sources-analytics?period=${period}&cut=month&lag=true`,
      `/sources-analytics/payback?period=${period}`,
      `/sources-analytics/behind?period=${period}&figure=leads`,
      `/plan-fact?period=${period}`,
      `/kpi/board?period=${period}`,
      `/kpi/courses?period=${period}`,
      `/funnel?period=${period}`,
      `/funnel/cycle?period=${period}`,
      `/process?period=${period}`,
      `/sellers?period=${period}`,
      `/losses?period=${period}`,
      `/losses/competitors?period=${period}`,
      `/metrics?metrics=sales&metrics=winRate&period=${period}`,
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 200])
})

test('the longest period that there is has an answer everywhere', async () => {
  for (const path of [
    `/metrics?metrics=sales&period=${LONG}&dimensions=year`,
    `/funnel?period=${LONG}`,
    `/funnel/time?period=${LONG}`,
    `/process?period=${LONG}`,
    `/losses?period=${LONG}`,
    '/metrics?metrics=sales&period=2099',
    '/cohorts/leads?until=2099-12&months=36',
  ])
    expect([path, (await ask(path)).status]).toEqual([path, 200])
})

describe('the first and the last days that may be asked of have their neighbours', () => {
  const months = ['1900', '1900-01', '1900-Q1', '2099', '2099-12', '2099-Q4']
  const others = ['1900-W01', '1900-01-01', '1900-01-01..1900-01-05', '2099-12-31', '1950-01-01..2020-01-01']
  test.each([...months, ...others])('%s', async (period) => {
    const paths = [
      ...['', '&comparison=lastYear'].map((against) => `/kpi/board?period=${period}${against}`),
      `/kpi/courses?period=${period}`,
      ...['previous', 'lastYear'].map((compare) => `/plan-fact?period=${period}&compare=${compare}`),
      `/plan-fact/course?period=${period}&level=company`,
      ...['previous', 'lastYear'].map((against) => `/metrics?metrics=sales&period=${period}&comparison=${against}`),
      ...(months.includes(period) ? [`/sources-analytics?period=${period}`] : []),
      `/sellers?period=${period}`,
      `/losses?period=${period}`,
    ]
    for (const path of paths) expect([path, (await ask(path)).status]).toEqual([path, 200])
  })

  test('cohorts that begin before 1900', async () => {
    for (const path of ['/cohorts/leads?until=1900-01&months=36', '/cohorts/buyers?until=1900-01&months=36'])
      expect([path, (await ask(path)).status]).toEqual([path, 200])
  })

  test('the week that runs into 2100 is none', async () => {
    expect((await ask('/funnel?period=2099-W53')).status).toBe(400)
    expect((await ask('/funnel?period=2099-W52')).status).toBe(200)
  })

  test.each(['2100', '2100-01', '2100-01-01', '2099-12-31..2100-01-01'])('%s is over the edge', async (key) => {
    for (const path of ['/plan-fact', '/funnel', '/kpi/board', '/losses']) {
      const answer = await ask(`${path}?period=${key}`)
      expect([path, answer.status, answer.said]).toEqual([path, 400, expect.stringMatching(/между 1900 и 2099/)])
    }
  })
})
