import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import type { Actor } from '#core/http/routes.ts'
import { actorOf } from '#modules/auth/data/actor.ts'
import { createDeal, editDeal, moveDeal } from '#modules/deals/api.ts'
import { testApp, type TestApp, type TestPerson } from '../../testing.ts'

const rub = (amount: number) => amount * 100
/** Friday, the 14th of 20 working days. */
const clock = stillClock('2026-11-20T12:00:00+03:00')

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let pipeline: Awaited<ReturnType<(typeof company)['pipeline']>>
let owner: TestPerson,
  head: TestPerson,
  orlov: TestPerson,
  smirnova: TestPerson,
  gone: TestPerson,
  kotov: TestPerson,
  foreign: TestPerson
let north: string, south: string
let actor: Actor

beforeAll(async () => {
  app = await testApp({ clock })
  company = await app.company()
  pipeline = await company.pipeline()
  owner = await company.person({ role: 'owner', name: 'Анна Ветрова' })
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: owner.id })
  north = await company.department('Север', undefined, head.id)
  south = await company.department('Юг')
  orlov = await company.person({ name: 'Орлов Пётр', departmentId: north, managerId: head.id })
  smirnova = await company.person({
    name: 'Смирнова Ольга',
    departmentId: north,
    managerId: head.id,
    hiredOn: '2026-11-16',
  })
  gone = await company.person({ name: 'Ушаков Олег', departmentId: north, managerId: head.id, leftOn: '2026-11-06' })
  kotov = await company.person({ name: 'Котов Егор', departmentId: south })
  foreign = await (await app.company({ name: 'Чужие' })).person({ role: 'owner', name: 'Чужой' })
  const found = await actorOf(app.gate, owner.id)
  if (!found) throw new Error('no actor')
  actor = found
})
afterAll(() => app.close())

/** A deal of this owner, won at that moment. */
async function won(ownerId: string | null, amountMinor: number, at: string, title = 'Завод «Прогресс»') {
  const id = crypto.randomUUID()
  const created = { actor, now: new Date('2026-01-12T10:00:00+03:00') }
  await app.gate.as(actor, async (tx) => {
    await createDeal(tx, created, { id, title, stageId: pipeline.stage('Новая'), amountMinor, ownerId })
    await moveDeal(tx, { actor, now: new Date(at) }, { id, toStageId: pipeline.won })
  })
  return {
    id,
    move: (stageId: string, when: string) =>
      app.gate.as(actor, (tx) => moveDeal(tx, { actor, now: new Date(when) }, { id, toStageId: stageId })),
    edit: (changes: { amountMinor?: number; ownerId?: string }, when: string) =>
      app.gate.as(actor, async (tx) => {
        const { version } = await tx
          .selectFrom('deals')
          .select('version')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        return editDeal(tx, { actor, now: new Date(when) }, { id, version, changes })
      }),
  }
}

const table = (person: TestPerson, period: string) =>
  app.as(person).planfact.table({ period, compare: ['previous', 'lastYear'] })
async function rowOf(name: string, period: string, person = owner) {
  const found = (await table(person, period)).rows.find((row) => row.name === name)
  if (!found) throw new Error(`no line ${name}`)
  return found
}
const plan = (
  cells: { level: 'company' | 'department' | 'person'; subjectId: string; month: string; amountMinor: number }[],
) => app.as(owner).plans.setCells({ cells: cells.map((cell) => ({ ...cell, version: 0 })) })

describe('an empty company', () => {
  test('has no plan, no shares and no rates: nothing is shown as if measured', async () => {
    const { rows } = await table(foreign, '2026-11')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      level: 'company',
      planMinor: null,
      factMinor: 0,
      won: 0,
      attainment: null,
      dueMinor: null,
      deviationMinor: null,
      averageCheckMinor: null,
    })
    expect(rows[0]?.previous).toEqual({ factMinor: 0, won: 0, growth: null })
  })
})

describe('a month in its middle', () => {
  beforeAll(async () => {
    await plan([
      { level: 'department', subjectId: north, month: '2026-11', amountMinor: rub(12_000_000) },
      { level: 'person', subjectId: orlov.id, month: '2026-11', amountMinor: rub(6_000_000) },
      { level: 'person', subjectId: smirnova.id, month: '2026-11', amountMinor: rub(2_200_000) },
    ])
    await won(orlov.id, rub(5_000_000), '2026-11-10T15:00:00+03:00')
    await won(orlov.id, rub(1_000_000), '2026-11-12T15:00:00+03:00')
    await won(gone.id, rub(700_000), '2026-11-05T15:00:00+03:00')
    await won(kotov.id, rub(300_000), '2026-11-05T15:00:00+03:00')
    await won(null, rub(50_000), '2026-11-05T15:00:00+03:00', 'Ничья сделка')
    await won(orlov.id, rub(4_000_000), '2026-10-08T15:00:00+03:00')
  })

  test('the line of a seller by hand', async () => {
    expect(await rowOf('Орлов Пётр', '2026-11')).toMatchObject({
      workingDays: { total: 20, elapsed: 14, left: 6 },
      planMinor: rub(6_000_000),
      factMinor: rub(6_000_000),
      won: 2,
      attainment: 1,
      dueMinor: rub(4_200_000),
      deviationMinor: rub(1_800_000),
      runRateMinor: 857_142_857,
      requiredPerDayMinor: 0,
      averageCheckMinor: rub(3_000_000),
      previous: { factMinor: rub(4_000_000), won: 1, growth: 0.5 },
    })
  })

  test('a seller hired on the 16th is measured by his own days', async () => {
    // 11 of his working days in November, 5 gone by the 20th.
    expect(await rowOf('Смирнова Ольга', '2026-11')).toMatchObject({
      workingDays: { total: 11, elapsed: 5, left: 6 },
      dueMinor: rub(1_000_000),
      deviationMinor: rub(-1_000_000),
    })
  })

  test('what the department has not distributed is due by its own days', async () => {
    expect(await rowOf('Север', '2026-11')).toMatchObject({
      planMinor: rub(12_000_000),
      undistributedMinor: rub(3_800_000),
      factMinor: rub(6_700_000),
      dueMinor: rub(4_200_000 + 1_000_000) + (rub(3_800_000) * 14) / 20,
    })
  })

  test.each(['2026-11', '2026-Q4', '2026', '2026-W46', '2026-10-20..2026-11-12'])(
    'in %s sellers, leavers and nobody’s deals sum to departments and the company',
    async (period) => {
      const { rows } = await table(owner, period)
      for (const parent of rows.filter((row) => row.level === 'company' || row.level === 'department')) {
        const below = rows.filter((row) => row.parentId === parent.subjectId)
        const sum = (of: (row: (typeof rows)[number]) => number | null) =>
          below.reduce((total, row) => total + (of(row) ?? 0), 0)
        expect([parent.factMinor, parent.won]).toEqual([sum((row) => row.factMinor), sum((row) => row.won)])
        expect(parent.planMinor ?? 0).toBe(sum((row) => row.planMinor) + (parent.undistributedMinor ?? 0))
      }
      expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining(['Ушаков Олег', 'Без ответственного']))
    },
  )

  test('weeks of a month sum to the month, plan and fact', async () => {
    const weeks = ['2026-11-01..2026-11-08', '2026-11-09..2026-11-15', '2026-11-16..2026-11-30']
    const parts = await Promise.all(weeks.map((week) => rowOf('Ромашка', week)))
    const month = await rowOf('Ромашка', '2026-11')
    expect(parts.reduce((sum, part) => sum + part.factMinor, 0)).toBe(month.factMinor)
    expect(parts.reduce((sum, part) => sum + (part.planMinor ?? 0), 0)).toBe(month.planMinor)
  })

  test('a head sees his team alone: no company, nobody’s deals, no other department', async () => {
    const { rows } = await table(head, '2026-11')
    expect(rows.map((row) => row.name)).toEqual([
      'Мои сотрудники',
      'Север',
      'Орлов Пётр',
      'Смирнова Ольга',
      'Ушаков Олег',
    ])
    expect(rows[0]).toMatchObject({ planMinor: rub(12_000_000), factMinor: rub(6_700_000) })
  })

  test('a seller sees his own line with the same figures as his boss', async () => {
    const { rows } = await table(orlov, '2026-11')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toEqual({ ...(await rowOf('Орлов Пётр', '2026-11')), parentId: null, depth: 0 })
  })

  test('a figure opens: formula with its numbers, parts that sum to it', async () => {
    const api = app.as(owner)
    const about = { period: '2026-11', level: 'department' as const, subjectId: north }
    const deviation = await api.planfact.figure({ ...about, figure: 'deviation' })
    expect(deviation.filled?.replaceAll('\u00A0', ' ')).toBe('6 700 000 ₽ − 7 860 000 ₽ = −1 160 000 ₽')
    const planned = await api.planfact.figure({ ...about, figure: 'plan' })
    expect(planned.parts).toEqual([
      { label: 'Орлов Пётр', value: rub(6_000_000), unit: 'money' },
      { label: 'Смирнова Ольга', value: rub(2_200_000), unit: 'money' },
      { label: 'Не распределено', value: rub(3_800_000), unit: 'money' },
    ])
    const noPlan = await api.planfact.figure({
      period: '2026-11',
      level: 'person',
      subjectId: kotov.id,
      figure: 'attainment',
    })
    expect(noPlan).toMatchObject({ value: null, filled: null, why: 'План не задан.' })
  })

  test('the records behind a fact sum to it, page by page', async () => {
    const api = app.as(owner)
    const all = []
    let cursor: string | undefined
    do {
      const page = await api.planfact.bookings({ period: '2026-11', limit: 2, ...(cursor && { cursor }) })
      all.push(...page.rows)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(all).toHaveLength(5)
    expect(all.reduce((sum, row) => sum + row.amountMinor, 0)).toBe((await rowOf('Ромашка', '2026-11')).factMinor)
    const nobody = await api.planfact.bookings({ period: '2026-11', level: 'nobody' })
    expect(nobody.rows.map((row) => [row.title, row.ownerName])).toEqual([['Ничья сделка', null]])
  })

  test('the course of a month ends today with the fact of the table and its due line with the plan', async () => {
    const { days } = await app.as(owner).planfact.course({ period: '2026-11', level: 'department', subjectId: north })
    const row = await rowOf('Север', '2026-11')
    const today = days.find((one) => one.day === '2026-11-20')
    expect(today).toMatchObject({ factMinor: row.factMinor, dueMinor: row.dueMinor })
    expect(days.at(-1)).toMatchObject({ day: '2026-11-30', factMinor: null, dueMinor: row.planMinor })
  })

  test('the course of a year goes by months and through today', async () => {
    const { days } = await app.as(owner).planfact.course({ period: '2026' })
    const row = await rowOf('Ромашка', '2026')
    expect(days).toHaveLength(13)
    expect(days.find((one) => one.day === '2026-11-20')).toMatchObject({
      factMinor: row.factMinor,
      dueMinor: row.dueMinor,
    })
    expect(days.at(-1)).toMatchObject({ day: '2026-12-31', factMinor: null, dueMinor: row.planMinor })
  })

  test('months without a plan are counted, so that a quarter is not judged by one month', async () => {
    expect((await rowOf('Орлов Пётр', '2026-Q4')).monthsWithoutPlan).toBe(2)
    // He left in November: December is not missing.
    expect((await rowOf('Ушаков Олег', '2026-Q4')).monthsWithoutPlan).toBe(2)
  })

  test('a future period has no comparison and no deviation', async () => {
    const next = await table(owner, '2026-12')
    expect([next.previous, next.lastYear, next.rows[0]?.previous, next.rows[0]?.deviationMinor]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

describe('traps', () => {
  test('won, reopened and lost in the next month: the win stays in its month, the return is a negative line of the next', async () => {
    const seller = await company.person({ name: 'Ловушкин Пётр', departmentId: south })
    const deal = await won(seller.id, rub(900), '2026-06-20T12:00:00+03:00')
    await deal.move(pipeline.stage('Переговоры'), '2026-07-02T12:00:00+03:00')
    await deal.move(pipeline.lost, '2026-07-05T12:00:00+03:00')
    expect(await rowOf('Ловушкин Пётр', '2026-06')).toMatchObject({
      factMinor: rub(900),
      won: 1,
      averageCheckMinor: rub(900),
    })
    expect(await rowOf('Ловушкин Пётр', '2026-07')).toMatchObject({
      factMinor: rub(-900),
      won: -1,
      averageCheckMinor: null,
    })
    expect(await rowOf('Ловушкин Пётр', '2026')).toMatchObject({ factMinor: 0, won: 0 })
  })

  test('the owner of the win keeps it when the deal goes to somebody else', async () => {
    const [winner, heir] = [
      await company.person({ name: 'Первый', departmentId: south }),
      await company.person({ name: 'Второй', departmentId: south }),
    ]
    const deal = await won(winner.id, rub(500), '2026-06-20T12:00:00+03:00')
    await deal.edit({ ownerId: heir.id }, '2026-06-25T12:00:00+03:00')
    expect((await rowOf('Первый', '2026-06')).factMinor).toBe(rub(500))
    expect((await rowOf('Второй', '2026-06')).factMinor).toBe(0)
  })

  test('the last instant of a month is that month’s in the company’s zone, the next one the next month’s', async () => {
    const seller = await company.person({ name: 'Полночный', departmentId: south })
    await won(seller.id, rub(1), '2026-05-31T23:59:59.999+03:00')
    await won(seller.id, rub(2), '2026-06-01T00:00:00+03:00')
    // 1 June in Vladivostok, still 31 May in Moscow.
    await won(seller.id, rub(4), '2026-06-01T05:00:00+10:00')
    expect((await rowOf('Полночный', '2026-05')).factMinor).toBe(rub(5))
    expect((await rowOf('Полночный', '2026-06-01')).factMinor).toBe(rub(2))
  })

  test('an amount changed after the win is a correction of the month of the change', async () => {
    const seller = await company.person({ name: 'Поправкин', departmentId: south })
    const deal = await won(seller.id, rub(1000), '2026-06-20T12:00:00+03:00')
    await deal.edit({ amountMinor: rub(800) }, '2026-08-03T12:00:00+03:00')
    expect((await rowOf('Поправкин', '2026-06')).factMinor).toBe(rub(1000))
    expect(await rowOf('Поправкин', '2026-08')).toMatchObject({ factMinor: rub(-200), won: 0 })
    const { rows } = await app.as(owner).planfact.bookings({ period: '2026-08', level: 'person', subjectId: seller.id })
    expect(rows.map((row) => [row.kind, row.amountMinor])).toEqual([['correction', rub(-200)]])
  })

  test('31 March is compared with the whole of February', async () => {
    const seller = await company.person({ name: 'Мартов', departmentId: south })
    await won(seller.id, rub(70), '2026-02-28T12:00:00+03:00')
    await won(seller.id, rub(77), '2026-03-31T12:00:00+03:00')
    clock.moveTo('2026-03-31T20:00:00+03:00')
    const march = await table(owner, '2026-03')
    clock.moveTo('2026-11-20T12:00:00+03:00')
    expect(march.previous).toEqual({ key: '2026-02', from: '2026-02-01', to: '2026-02-28' })
    expect(march.rows.find((row) => row.name === 'Мартов')?.previous).toEqual({
      factMinor: rub(70),
      won: 1,
      growth: expect.closeTo(0.1, 12),
    })
  })

  test('a deal handed to another team stays in the ledger of the first, without its title', async () => {
    const deal = await won(orlov.id, rub(10), '2026-04-20T12:00:00+03:00', 'Переданная сделка')
    await deal.edit({ ownerId: kotov.id }, '2026-04-21T12:00:00+03:00')
    const { rows } = await app.as(head).planfact.bookings({ period: '2026-04', level: 'person', subjectId: orlov.id })
    expect(rows).toMatchObject([{ title: null, amountMinor: rub(10), ownerName: 'Орлов Пётр' }])
  })
})

describe('isolation', () => {
  type Ask = (person: TestPerson | null) => Promise<unknown>
  const about = () => ({ period: '2026-11', level: 'person' as const, subjectId: orlov.id })
  const asks: [string, Ask][] = [
    ['table', (person) => app.as(person).planfact.table({ period: '2026-11' })],
    ['course', (person) => app.as(person).planfact.course(about())],
    ['figure', (person) => app.as(person).planfact.figure({ ...about(), figure: 'fact' })],
    ['bookings', (person) => app.as(person).planfact.bookings(about())],
  ]
  const outcome = async (asked: Promise<unknown>) =>
    JSON.stringify(await asked.catch((error: { code: string }) => error.code))

  test.each(asks)('%s asks a stranger to sign in', async (_name, ask) => {
    await expect(ask(null)).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
  })

  test.each(asks)('%s tells another company, another team’s head and another seller nothing', async (_name, ask) => {
    const southHead = await company.person({ role: 'head', name: 'Вера Югова', managerId: owner.id })
    for (const person of [foreign, southHead, kotov])
      expect(await outcome(ask(person))).not.toMatch(/Орлов|Север|Прогресс|500000000/)
  })

  test.each(asks)('%s is not for roles without figures of sales', async (_name, ask) => {
    for (const role of ['hr', 'admin']) {
      const person = await company.person({ role, name: 'Без цифр' })
      await expect(ask(person)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test('a broken period is refused with its place', async () => {
    for (const period of ['2026-13', 'ноябрь', '2026-11-31', '9999', '2026-11-15..2026-11-01'])
      await expect(table(owner, period)).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        data: { issues: [{ path: ['period'] }] },
      })
  })
})
