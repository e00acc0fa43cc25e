import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestPerson } from '../../testing.ts'

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson, director: TestPerson, head: TestPerson, seller: TestPerson
let north: string

beforeAll(async () => {
  app = await testApp()
  company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Анна Ветрова' })
  director = await company.person({ role: 'director', name: 'Глеб Громов', managerId: owner.id })
  const sales = await company.department('Продажи', undefined, director.id)
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: director.id })
  north = await company.department('Север', sales, head.id)
  seller = await company.person({ name: 'Орлов Пётр', managerId: head.id, departmentId: north })
})
afterAll(() => app.close())

const cell = (month: string, amountMinor: number | null, version = 0) => ({
  level: 'person' as const,
  subjectId: seller.id,
  month,
  amountMinor,
  version,
})
const proposal = (month: string, toMonth = month) => ({
  level: 'department' as const,
  subjectId: north,
  fromMonth: month,
  toMonth,
  reason: 'По сезону',
})
const rowOf = async (person: TestPerson, period: string) =>
  (await app.as(person).planfact.table({ period })).rows.find((row) => row.subjectId === seller.id)

describe('a plan is proposed and approved', () => {
  test('the head proposes, the director is told and approves, plan/fact shows the approved plan beside the present one', async () => {
    await app.as(head).plans.setCells({ cells: [cell('2026-04', 100_00)] })
    const proposed = await app.as(head).plans.propose(proposal('2026-04'))
    expect(proposed).toMatchObject({
      number: 1,
      state: 'proposed',
      amountMinor: 100_00,
      may: { decide: false, withdraw: true },
    })
    const notices = await app.as(director).notifications.list({})
    expect(JSON.stringify(notices)).toContain('План на утверждение: Север')
    const [waiting] = (await app.as(director).plans.versions({ year: 2026 })).rows
    expect(waiting?.may.decide).toBe(true)
    await app.as(director).plans.decide({ id: proposed.id, decision: 'approved', version: proposed.version })
    await app.as(head).plans.setCells({ cells: [cell('2026-04', 140_00, 1)] })
    expect(await rowOf(owner, '2026-04')).toMatchObject({ planMinor: 140_00, approvedMinor: 100_00 })
    expect(await rowOf(seller, '2026-04')).toMatchObject({ planMinor: 140_00, approvedMinor: 100_00 })
    const compared = await app.as(owner).plans.compareVersions({ from: proposed.id })
    expect(compared).toMatchObject({
      beforeMinor: 100_00,
      afterMinor: 140_00,
      rows: [{ name: 'Орлов Пётр', month: '2026-04', beforeMinor: 100_00, afterMinor: 140_00 }],
    })
  })

  test('nobody approves his own proposal, a head approves none, a return needs a reason', async () => {
    await app.as(director).plans.setCells({ cells: [cell('2026-05', 50_00)] })
    const own = await app.as(director).plans.propose(proposal('2026-05'))
    const decide = (person: TestPerson, decision: 'approved' | 'returned') =>
      app.as(person).plans.decide({ id: own.id, decision, version: own.version })
    await expect(decide(director, 'approved')).rejects.toMatchObject({ code: 'PLAN_OWN_APPROVAL', status: 403 })
    await expect(decide(head, 'approved')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(decide(owner, 'returned')).rejects.toMatchObject({ code: 'PLAN_NOTE_MISSING' })
    await expect(decide(seller, 'approved')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await rowOf(owner, '2026-05'))?.approvedMinor).toBeNull()
  })

  test('the database itself refuses an approval by the author', async () => {
    const update = app.gate.asServer((tx) =>
      sql`update plan_versions set state = 'approved', decided_by = proposed_by where workspace_id = ${company.id}::uuid and state = 'proposed'`.execute(
        tx,
      ),
    )
    await expect(update).rejects.toThrow(/check constraint/)
  })

  test('of two who decide at once one is told that it is decided', async () => {
    await app.as(head).plans.setCells({ cells: [cell('2026-06', 60_00)] })
    const one = await app.as(head).plans.propose(proposal('2026-06'))
    const both = await Promise.allSettled([
      app.as(director).plans.decide({ id: one.id, decision: 'approved', version: one.version }),
      app.as(owner).plans.decide({ id: one.id, decision: 'returned', note: 'Мало', version: one.version }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find((answer) => answer.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'PLAN_VERSION_DECIDED', status: 409 })
  })

  test('reversed months, an empty plan and a second proposal of the same months are refused in words', async () => {
    const propose = (one: ReturnType<typeof proposal>) => app.as(head).plans.propose(one)
    await expect(propose(proposal('2026-08', '2026-07'))).rejects.toMatchObject({ code: 'PLAN_MONTHS_REVERSED' })
    await expect(propose(proposal('2026-12'))).rejects.toMatchObject({ code: 'PLAN_EMPTY', data: { name: 'Север' } })
    await app.as(head).plans.setCells({ cells: [cell('2026-07', 70_00)] })
    const first = await propose(proposal('2026-07'))
    await expect(propose(proposal('2026-07', '2026-08'))).rejects.toMatchObject({
      code: 'PLAN_PROPOSED_ALREADY',
      data: { number: first.number, by: 'Роман Ильин' },
    })
    await app.as(head).plans.withdraw({ id: first.id, version: first.version })
    await expect(propose(proposal('2026-07'))).resolves.toMatchObject({ number: first.number + 1 })
  })
})

describe('a calendar that changes after the approval', () => {
  test('leaves the plan of the days as it was approved, and says so', async () => {
    await app.as(head).plans.setCells({ cells: [cell('2026-09', 220_000_00)] })
    const one = await app.as(head).plans.propose(proposal('2026-09'))
    await app.as(director).plans.decide({ id: one.id, decision: 'approved', version: one.version })
    const daysOf = () => app.as(head).plans.days({ month: '2026-09', subjectId: seller.id })
    const before = await daysOf()
    await app.gate.asServer((tx) =>
      tx
        .insertInto('calendar_days')
        .values({ workspace_id: company.id, day: '2026-09-14', kind: 'off', note: null })
        .execute(),
    )
    const after = await daysOf()
    expect(after.days).toEqual(before.days)
    expect([before.calendarChanged, after.calendarChanged]).toEqual([false, true])
    expect(after.days.reduce((sum, day) => sum + day.amountMinor, 0)).toBe(220_000_00)
    const table = await app.as(head).planfact.table({ period: '2026-09' })
    expect(table.calendarChanged).toEqual(['2026-09'])
    const week = await app.as(head).planfact.table({ period: '2026-09-14..2026-09-14' })
    expect(week.rows.find((row) => row.subjectId === seller.id)?.planMinor).toBe(10_000_00)
    const version = (await app.as(owner).plans.versions({ year: 2026 })).rows.find(({ id }) => id === one.id)
    expect(version?.calendarChanged).toBe(true)
  })
})

describe('tiers, cuts, season and files', () => {
  test('tiers and cuts stand beside the plan and never change it; what parts lack is for all to see', async () => {
    const api = app.as(director)
    const set = (asked: object, amountMinor: number, cutKey = '') =>
      api.plans.setCells({
        ...asked,
        cells: [{ level: 'department', subjectId: north, month: '2027-01', amountMinor, version: 0, cutKey }],
      })
    await set({}, 100_00)
    await set({ tier: 'minimum' }, 80_00)
    await set({ cut: 'client' }, 30_00, 'new')
    await set({ cut: 'client' }, 50_00, 'existing')
    const parts = await api.plans.parts({ year: 2027, subjectId: north, cut: 'client' })
    expect(parts.rows.map(({ key, cells }) => [key, cells[0]?.amountMinor])).toEqual([
      ['new', 30_00],
      ['existing', 50_00],
    ])
    expect(parts.wholeMinor[0]).toBe(100_00)
    const row = (await api.planfact.table({ period: '2027-01', forecast: true })).rows.find(
      (one) => one.subjectId === north,
    )
    expect(row).toMatchObject({ planMinor: 100_00, minimumMinor: 80_00, challengeMinor: null })
    await expect(set({ cut: 'client' }, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a year is split by the season exactly; two who change the season at once do not lose each other', async () => {
    const api = app.as(director)
    const season = {
      months: [...Array<number>(11).fill(100), 200],
      weekdays: Array<number>(7).fill(100),
      thirds: [100, 100, 100],
    }
    expect(await api.plans.setSeason({ metric: 'revenue', season, version: 0 })).toMatchObject({ version: 1 })
    await expect(app.as(owner).plans.setSeason({ metric: 'revenue', season, version: 0 })).rejects.toMatchObject({
      code: 'PLAN_SEASON_CHANGED',
    })
    await expect(app.as(head).plans.setSeason({ metric: 'revenue', season, version: 1 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const split = await api.plans.yearSplitPreview({ year: 2028, subjectId: north, amountMinor: 1300, by: 'season' })
    expect(split.cells.map(({ amountMinor }) => amountMinor)).toEqual([...Array<number>(11).fill(100), 200])
  })

  test('the season of a metric is even until somebody sets it, and own history says what it could be', async () => {
    const place = await app.company({ name: 'Сезон' })
    const boss = await place.person({ role: 'owner', name: 'Вера Главная' })
    const { stage, won } = await place.pipeline()
    const sold = Array.from({ length: 12 }, (_, n) => {
      const month = `2025-${String(n + 1).padStart(2, '0')}`
      const moves = [
        [stage('Новая'), `${month}-03T10:00:00Z`],
        [won, `${month}-12T10:00:00Z`],
      ] as const
      return { owner: boss, amountMinor: n === 11 ? 300_00 : 100_00, moves }
    })
    await place.deals(sold)
    const read = (person: TestPerson | null) => app.as(person).plans.season({})
    const even = { months: Array<number>(12).fill(100), weekdays: Array<number>(7).fill(100), thirds: [100, 100, 100] }
    const before = await read(boss)
    expect(before).toMatchObject({ season: even, version: 0, changedBy: null, years: [2025], may: { edit: true } })
    // December sold three times as much as each other month: 14 parts over 12 months.
    expect(before.suggested.months).toEqual([...Array<number>(11).fill(86), 257])
    await app.as(boss).plans.setSeason({ metric: 'revenue', season: before.suggested, version: 0 })
    const after = await read(await place.person())
    expect(after).toMatchObject({
      season: before.suggested,
      version: 1,
      changedBy: 'Вера Главная',
      may: { edit: false },
    })
    expect(after.changedAt).not.toBeNull()
    expect(await app.as(boss).plans.season({ metric: 'won' })).toMatchObject({ season: even, version: 0 })
    const elsewhere = await (await app.company({ name: 'Соседи' })).person({ role: 'owner' })
    expect(await read(elsewhere)).toMatchObject({ season: even, version: 0, suggested: even, years: [] })
    await expect(read(await place.person({ role: 'hr' }))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(read(null)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  test('the exported sheet comes back as it is; an unknown seller and a word for a number are told by row and column', async () => {
    const api = app.as(owner)
    const { content, name } = await api.plans.writeFile({ year: 2026 })
    expect(name).toBe('План продаж 2026.xlsx')
    const same = await api.plans.readFile({ year: 2026, content })
    expect([same.proposal.cells, same.problems]).toEqual([[], []])
    const csv = 'Отдел и сотрудник;Январь 2026;фев 2026\nОрлов Пётр;1 500,50;много\nКотов Егор;5;6\n'
    const read = await api.plans.readFile({ year: 2026, content: Buffer.from(csv).toString('base64') })
    expect(read.proposal.cells.map(({ month, amountMinor }) => [month, amountMinor])).toEqual([['2026-01', 1_500_50]])
    expect(read.problems).toEqual([
      { row: 2, column: 3, value: 'много', problem: 'notANumber' },
      { row: 3, column: 1, value: 'Котов Егор', problem: 'unknown' },
    ])
    await expect(api.plans.readFile({ year: 2026, content: '' })).rejects.toMatchObject({
      code: 'PLAN_FILE_UNREADABLE',
    })
  })

  test('a plan of meetings has its own pace, in pieces', async () => {
    await app.as(head).plans.setCells({ metric: 'meetings', cells: [cell('2026-04', 44)] })
    const table = await app.as(head).planfact.table({ period: '2026-04', metric: 'meetings', forecast: true })
    expect(table.unit).toBe('count')
    expect(table.rows.find((row) => row.subjectId === seller.id)).toMatchObject({
      planMinor: 44,
      factMinor: 0,
      averageCheckMinor: null,
    })
  })
})
