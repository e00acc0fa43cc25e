import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { pdfText } from '#core/documents/test-pdf-text.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson, director: TestPerson, head: TestPerson, anna: TestPerson, boris: TestPerson, stranger: TestPerson
let stages: Awaited<ReturnType<typeof company.pipeline>>

beforeAll(async () => {
  app = await testApp({ clock })
  company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Вера Главная' })
  director = await company.person({ role: 'director', name: 'Павел Директоров', managerId: owner.id, scope: 'all' })
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: director.id })
  anna = await company.person({ name: 'Анна Быстрова', managerId: head.id })
  boris = await company.person({ name: 'Борис Второй', managerId: head.id })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  stages = await company.pipeline()
  await company.deals([
    won(anna, 100_000, '2026-09-10'),
    won(anna, 200_000, '2026-10-12'),
    won(boris, 300_000, '2026-10-20'),
    won(boris, 50_000, '2026-11-05'),
  ])
  await app.as(owner).plans.setCells({
    cells: [{ level: 'person', subjectId: anna.id, month: '2026-10', amountMinor: 400_000, version: 0 }],
  })
  await app.jobs.start()
})
afterAll(() => app.close())

function won(person: TestPerson, amountMinor: number, day: string) {
  const at = `${day}T12:00:00+03:00`
  return {
    owner: person,
    amountMinor,
    moves: [
      [stages.stages[0]?.id ?? '', `${day}T10:00:00+03:00`],
      [stages.won, at],
    ] as const,
  }
}

const api = (person: TestPerson) => app.as(person).cycle

it('of a company that has begun this month there is nothing to close, until something of the month before is written down', async () => {
  const young = await app.company({ name: 'Новая' })
  const boss = await young.person({ role: 'owner' })
  await app.database
    .updateTable('workspaces')
    .set({ created_at: new Date('2026-11-03T10:00:00+03:00') })
    .where('id', '=', young.id)
    .execute()
  const months = async () => (await api(boss).board({})).months.map(({ month }) => month)
  expect(await months()).toEqual(['2026-11'])
  expect((await api(boss).closing({ month: '2026-10' })).may.close).toBe(false)
  await expect(api(boss).close({ month: '2026-10' })).rejects.toMatchObject({ code: 'MONTH_EMPTY' })
  await app.database
    .insertInto('activities')
    .values({ workspace_id: young.id, kind: 'call', occurred_at: new Date('2026-10-30T10:00:00+03:00') })
    .execute()
  expect(await months()).toEqual(['2026-10', '2026-11'])
  expect((await api(boss).closing({ month: '2026-10' })).may.close).toBe(true)
})

async function closed(month: string, person = owner) {
  await api(person).close({ month })
  return whenClosed(month, person)
}

async function whenClosed(month: string, person = owner) {
  await expect.poll(async () => (await api(person).closing({ month })).state, { timeout: 30_000 }).toBe('closed')
  return api(person).closing({ month })
}

const factOf = async (month: string, person = owner) =>
  (await app.as(person).planfact.table({ period: month })).rows[0]?.factMinor

describe('closing a month', () => {
  it('is refused before its end, to heads and sellers, and to another company', async () => {
    await expect(api(owner).close({ month: '2026-11' })).rejects.toMatchObject({
      code: 'MONTH_NOT_OVER',
      message: 'Месяц ноябрь 2026 ещё не закончился: закрыть его можно с первого дня следующего.',
    })
    for (const person of [head, anna])
      await expect(api(person).close({ month: '2026-10' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await api(stranger).closing({ month: '2026-10' })).state).toBe('open')
  })

  it('twice at once closes it once', async () => {
    const tries = await Promise.allSettled([1, 2, 3].map(() => api(owner).close({ month: '2026-09' })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const codes = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))
    expect(codes.every((code) => code === 'MONTH_CLOSING' || code === 'MONTH_CLOSED')).toBe(true)
    await whenClosed('2026-09')
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from cycle_closed_bookings`.execute(
      app.database,
    )
    expect(rows[0]?.n).toBe(1)
  })

  it('goes month by month', async () => {
    const december = '2026-08'
    await expect(api(owner).close({ month: december })).rejects.toMatchObject({
      code: 'MONTH_ORDER',
      data: { month: '2026-10' },
    })
    const october = await closed('2026-10', director)
    expect(october).toMatchObject({ state: 'closed', closedBy: { name: 'Павел Директоров' } })
    const { rows, totals } = await api(head).figures({ month: '2026-10' })
    expect(totals).toMatchObject({ factMinor: 500_000, planMinor: 400_000, correctionsMinor: 0, won: 2 })
    expect(rows.find(({ person }) => person?.id === anna.id)).toMatchObject({ factMinor: 200_000, attainment: 0.5 })
    const paper = (person: TestPerson, month: string) =>
      app.server.inject({ url: `/api/cycle/${month}/closing.pdf`, headers: { 'x-test-person': person.id } })
    const words = pdfText((await paper(director, '2026-10')).rawPayload).replaceAll('\u00a0', ' ')
    for (const said of ['Закрытие месяца: октябрь 2026', 'Павел Директоров', '5 000 ₽', 'Анна Быстрова', '50,0 %'])
      expect(words).toContain(said)
    expect((await paper(owner, '2026-11')).json()).toMatchObject({ code: 'MONTH_OPEN' })
    expect((await paper(stranger, '2026-10')).json()).toMatchObject({ code: 'MONTH_OPEN' })
  })
})

describe('a closed month', () => {
  it('never changes: a later win with an earlier date is a correction of the open month', async () => {
    expect([await factOf('2026-10'), await factOf('2026-11')]).toEqual([500_000, 50_000])
    await company.deals([won(anna, 70_000, '2026-10-30')])
    expect([await factOf('2026-10'), await factOf('2026-11'), await factOf('2026-Q4')]).toEqual([
      500_000, 120_000, 620_000,
    ])
    const { rows, amountMinor } = await api(owner).corrections({ month: '2026-11' })
    expect(rows).toMatchObject([{ day: '2026-10-30', amountMinor: 70_000, ownerName: 'Анна Быстрова' }])
    expect(amountMinor).toBe(70_000)
    // Nobody sees a correction of others in a sum either.
    expect(await factOf('2026-11', boris)).toBe(50_000)
  })

  it('by days too, and the list behind the figures is the same', async () => {
    const fact = async (period: string) => (await app.as(owner).planfact.table({ period })).rows[0]?.factMinor
    expect(await fact('2026-10-26..2026-10-31')).toBe(0)
    expect(await fact('2026-11-01..2026-11-04')).toBe(70_000)
    const bookings = async (period: string) =>
      (await app.as(owner).planfact.bookings({ period })).rows.map(({ amountMinor, kind }) => [amountMinor, kind])
    expect(await bookings('2026-10')).toEqual([
      [300_000, 'win'],
      [200_000, 'win'],
    ])
    expect(await bookings('2026-11')).toEqual([
      [50_000, 'win'],
      [70_000, 'late'],
    ])
  })

  it('is opened again by the owner alone, with a reason that stays in the audit, the last one first', async () => {
    const ask = { month: '2026-10', reason: 'Не учли возврат' }
    for (const person of [director, head])
      await expect(api(person).reopen(ask)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api(owner).reopen({ ...ask, reason: '  ' })).rejects.toMatchObject({ code: 'REOPEN_REASON_REQUIRED' })
    await expect(api(owner).reopen({ ...ask, month: '2026-09' })).rejects.toMatchObject({ code: 'MONTH_LATER_CLOSED' })
    expect(await api(owner).reopen(ask)).toMatchObject({ state: 'reopened', reopenReason: 'Не учли возврат' })
    expect([await factOf('2026-10'), await factOf('2026-11')]).toEqual([570_000, 50_000])
    const { rows } = await app.as(owner).org.audit({ action: 'cycle' })
    expect(rows.map(({ action, details }) => [action, details['reason']])).toContainEqual([
      'cycle.reopened',
      'Не учли возврат',
    ])
    await closed('2026-10')
    expect([await factOf('2026-10'), await factOf('2026-11')]).toEqual([570_000, 50_000])
  })

  it('keeps its plan as well', async () => {
    const cells = [{ level: 'person' as const, subjectId: anna.id, month: '2026-10', amountMinor: 1, version: 1 }]
    await expect(app.as(owner).plans.setCells({ cells })).rejects.toMatchObject({
      code: 'PLAN_MONTH_CLOSED',
      data: { month: '2026-10' },
    })
  })

  it('keeps its own writes out of reach of the application', async () => {
    const write = app.gate.as(await actor(owner), (tx) =>
      sql`update cycle_closed_bookings set base_minor = 0`.execute(tx),
    )
    await expect(write).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the board', () => {
  it('shows five steps with what is done and what comes next', async () => {
    const board = await api(owner).board({ period: '2026-10' })
    expect(board.steps.map(({ step }) => step)).toEqual(['plan', 'organise', 'lead', 'control', 'correct'])
    // Nothing stands there that is not kept here: pay and training have no page.
    const { lead } = Object.fromEntries(board.steps.map(({ step, checks }) => [step, checks.map(({ code }) => code)]))
    expect(lead).toEqual(['oneToOnesHeld', 'planningsHeld', 'listeningHeld'])
    const plan = board.steps[0]?.checks.find(({ code }) => code === 'planSet')
    expect(plan).toMatchObject({ done: 1, total: 2, share: 0.5, state: 'bad', path: '/plan' })
    // October is over: its plan is no advice any more, that of November is.
    expect(board.next).not.toContain('planSet')
    expect((await api(owner).board({ period: '2026-11' })).next).toContain('planSet')
    expect(board.months.map(({ month, state }) => [month, state])).toEqual([
      ['2026-09', 'closed'],
      ['2026-10', 'closed'],
    ])
    await expect(api(anna).board({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api(owner).board({ period: '2026' })).rejects.toMatchObject({ code: 'CYCLE_PERIOD' })
  })

  it('leads a reader only to pages that are open to him', async () => {
    const finance = await company.person({ role: 'finance', scope: 'all' })
    const pathsOf = async (person: TestPerson) => {
      const { steps, months } = await api(person).board({ period: '2026-10' })
      return [...steps.flatMap(({ checks }) => checks), ...months.flatMap(({ checklist }) => checklist)].map(
        ({ path }) => path,
      )
    }
    const [all, his] = [await pathsOf(owner), await pathsOf(finance)]
    expect(all).toEqual(expect.arrayContaining(['/norms', '/cases']))
    expect(his).toEqual(all.map((path) => (path === '/norms' || path === '/cases' ? null : path)))
  })

  it('carries over what is open from before', async () => {
    await app.as(anna).tasks.create({ title: 'Старое дело', dueOn: '2026-10-15' })
    const { carried } = await api(head).board({ period: '2026-11' })
    expect(carried.rows).toMatchObject([{ kind: 'task', title: 'Старое дело', owner: { id: anna.id } }])
  })
})

describe('time of a leader', () => {
  it('is seen in what he did, and said otherwise by himself alone', async () => {
    await app.as(head).tasks.create({ title: 'Позвонить', ownerId: anna.id, dueOn: '2026-11-25' })
    const seen = await api(head).timeShare({ month: '2026-11' })
    expect(seen).toMatchObject({ estimate: { managing: 1, selling: 0, motivating: 0 }, own: null, may: { edit: true } })
    const own = { month: '2026-11', managing: 0.4, selling: 0.35, motivating: 0.25, version: 0 }
    await expect(api(head).setTimeShare({ ...own, motivating: 0.3 })).rejects.toMatchObject({ code: 'TIME_SHARES_SUM' })
    expect((await api(head).setTimeShare(own)).own).toMatchObject({ selling: 0.35, version: 1 })
    await expect(api(head).setTimeShare(own)).rejects.toMatchObject({ code: 'TIME_SHARE_CHANGED' })
    expect((await api(director).timeShare({ month: '2026-11', personId: head.id })).own).toMatchObject({
      managing: 0.4,
    })
    await expect(api(anna).timeShare({ month: '2026-11', personId: head.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(api(anna).setTimeShare(own)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

async function actor(person: TestPerson) {
  const { actorOf } = await import('#modules/auth/api.ts')
  const found = await actorOf(app.gate, person.id, clock.now())
  if (!found) throw new Error('nobody')
  return found
}
