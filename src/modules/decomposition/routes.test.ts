import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { insertActivities } from '#modules/activities/api.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { numbers } from '../../testing-numbers.ts'
import { countProfiles } from './api.ts'
import { stepsOf } from './data/history.ts'
import { countNext, windowOf } from './service/count-profiles.ts'

// Saturday 21 November 2026, 9:00 in Moscow.
const now = new Date('2026-11-21T09:00:00+03:00')
const zone = 'Europe/Moscow' as TimeZone

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson
let head: TestPerson
let other: TestPerson
let sellers: TestPerson[]
let stranger: TestPerson
let pipeline: Awaited<ReturnType<(typeof company)['pipeline']>>

const names = ['Новая', 'Квалификация', 'Предложение', 'Переговоры']

beforeAll(async () => {
  app = await testApp()
  company = await app.company()
  const department = await company.department('Север')
  owner = await company.person({ role: 'owner', name: 'Владелец' })
  head = await company.person({ role: 'head', name: 'Голова', departmentId: department })
  await app.database.updateTable('departments').set({ head_id: head.id }).where('id', '=', department).execute()
  other = await company.person({ role: 'head', name: 'Другая' })
  sellers = []
  for (const name of ['Анна', 'Борис', 'Вера', 'Глеб', 'Дина'])
    sellers.push(await company.person({ name, departmentId: department, managerId: head.id }))
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  pipeline = await company.pipeline(names)
  const roll = numbers(7)
  const day = (from: number) =>
    `2026-${String(6 + roll(5)).padStart(2, '0')}-${String(from + roll(20)).padStart(2, '0')}T10:00:00Z`
  const begun: number[] = []
  const ids = await company.deals(
    Array.from({ length: 400 }, (_, index) => {
      const at = Date.parse(day(1))
      begun.push(at)
      const reached = 1 + roll(4)
      const end = roll(4)
      const path = names
        .slice(0, reached)
        .map((name, step) => [pipeline.stage(name), new Date(at + step * 86_400_000 * 3).toISOString()] as const)
      const closing = new Date(at + reached * 86_400_000 * 3).toISOString()
      const last = end === 0 ? [] : [[end === 1 && reached === 4 ? pipeline.won : pipeline.lost, closing] as const]
      return {
        owner: sellers[index % 5] ?? null,
        amountMinor: 10_000_000 + roll(50) * 1_000_000,
        moves: [...path, ...last],
      }
    }),
  )
  // Three calls on the first stage of each deal.
  const contacts = ids.flatMap((dealId, index) =>
    [1, 2, 3].map((hours) => ({
      id: crypto.randomUUID(),
      kind: 'call' as const,
      ownerId: sellers[index % 5]?.id ?? null,
      dealId,
      companyId: null,
      contactId: null,
      occurredAt: (begun[index] ?? 0) + hours * 3_600_000,
      durationS: 60,
      result: 'Договорились',
      done: true,
    })),
  )
  await app.gate.asServer((tx) => insertActivities(tx, company.id, contacts, zone, 'import'))
  await company.deals([{ owner: sellers[0] ?? null, moves: [[pipeline.stage('Новая'), '2026-11-10T10:00:00Z']] }])
  for (const seller of sellers)
    await app.as(owner).plans.setCells({
      cells: [{ level: 'person', subjectId: seller.id, month: '2026-11', amountMinor: 200_000_000, version: 0 }],
    })
  await countProfiles(app.gate, company.id, zone, now)
})
afterAll(() => app.close())

test('steps of stages are what a naive count over the deals gives', async () => {
  const window = windowOf(company.id, 6, '2026-11-21' as Day)
  const steps = await app.gate.asServer((tx) => stepsOf(tx, window))
  const { rows } = await sql<{ owner: string; place: number; outcome: string }>`
    select r.owner_id as owner, s.position as place, r.outcome from deal_reach r join stages s on s.id = r.furthest_stage_id
    where r.workspace_id = ${company.id}::uuid and r.created_day >= '2026-05-01' and r.full_history`.execute(
    app.database,
  )
  for (const seller of sellers) {
    for (const [place, name] of names.entries()) {
      const own = rows.filter((row) => row.owner === seller.id)
      const beyond = own.filter((row) => row.place > place).length
      const lost = own.filter((row) => row.place === place && row.outcome === 'lost').length
      const won = place === 3 ? own.filter((row) => row.outcome === 'won').length : 0
      const found = steps.find((step) => step.ownerId === seller.id && step.stageId === pipeline.stage(name))
      expect([found?.successes ?? 0, found?.n ?? 0], `${name} of ${seller.id}`).toEqual([
        beyond + won,
        beyond + won + lost,
      ])
    }
  }
})

describe('the team', () => {
  test('each seller has his plan taken apart: more leads than deals, norms of a day, hours', async () => {
    const { rows, countedAt } = await app.as(head).decomposition.team({ period: '2026-11' })
    expect(countedAt).not.toBeNull()
    expect(rows.map(({ name }) => name).toSorted()).toEqual(['Анна', 'Борис', 'Вера', 'Глеб', 'Дина'])
    for (const { need, days, planMinor } of rows) {
      expect(planMinor).toBe(200_000_000)
      // November 2026 has twenty working days.
      expect(days.total).toBe(20)
      expect(days.left).toBe(6)
      expect(need?.leads.value).toBeGreaterThan(need?.won.value ?? 0)
      expect(need?.won.low).toBeLessThan(need?.won.high ?? 0)
    }
  })

  test('a seller sees the same figures of himself as his head, and nobody else', async () => {
    const mine = await app.as(sellers[1] ?? null).decomposition.team({ period: '2026-11' })
    const heads = await app.as(head).decomposition.team({ period: '2026-11' })
    expect(mine.rows).toEqual(heads.rows.filter(({ personId }) => personId === sellers[1]?.id))
  })

  test('another team, another company and somebody without rights see none of it', async () => {
    expect((await app.as(other).decomposition.team({ period: '2026-11' })).rows).toEqual([])
    expect((await app.as(stranger).decomposition.team({ period: '2026-11' })).rows).toEqual([])
    const hr = await company.person({ role: 'hr' })
    await expect(app.as(hr).decomposition.team({ period: '2026-11' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(
      app.as(other).decomposition.seller({ personId: sellers[0]?.id ?? '', period: '2026-11' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('what is missing is asked of the days that are left, and says what new leads cannot bring any more', async () => {
    const { rows } = await app.as(head).decomposition.team({ period: '2026-11', basis: 'rest' })
    for (const { still, planMinor, factMinor, targetMinor } of rows) {
      expect(targetMinor).toBe((planMinor ?? 0) - factMinor)
      expect(still?.missingMinor).toBe(targetMinor)
      expect((still?.fromNewMinor ?? 0) + (still?.onlyOpenMinor ?? 0)).toBeGreaterThanOrEqual((targetMinor ?? 0) - 1)
    }
  })

  test('an absence takes its days out: the same plan asks for more a day', async () => {
    const before = await app.as(head).decomposition.seller({ personId: sellers[2]?.id ?? '', period: '2026-12' })
    await sql`insert into absences (workspace_id, person_id, kind, from_on, to_on, state, decided_at)
      values (${company.id}::uuid, ${sellers[2]?.id}::uuid, 'leave', '2026-12-07', '2026-12-11', 'approved', now())`.execute(
      app.database,
    )
    const { row } = await app.as(head).decomposition.seller({ personId: sellers[2]?.id ?? '', period: '2026-12' })
    expect(row.days).toMatchObject({ total: before.row.days.total - 5, absent: 5 })
  })
})

describe('norms from a decomposition', () => {
  test('are issued by one call, whole and personal; somebody on leave is named and gets none', async () => {
    await sql`insert into absences (workspace_id, person_id, kind, from_on, to_on, state, decided_at)
      values (${company.id}::uuid, ${sellers[3]?.id}::uuid, 'leave', '2026-11-20', '2026-11-29', 'approved', now())`.execute(
      app.database,
    )
    const personIds = [sellers[0]?.id ?? '', sellers[3]?.id ?? '']
    const { issued, left } = await app
      .as(head)
      .decomposition.issue({ personIds, period: '2026-11', from: '2026-11-23' })
    expect(left).toEqual([{ personId: sellers[3]?.id, name: 'Глеб', reason: 'away' }])
    expect(issued.map(({ personId }) => personId)).toEqual([sellers[0]?.id])
    const [calls] = issued[0]?.norms ?? []
    expect(calls).toMatchObject({ kind: 'call' })
    const { row } = await app.as(head).decomposition.seller({ personId: sellers[0]?.id ?? '', period: '2026-11' })
    const needed = row.need?.contacts.find(({ kind }) => kind === 'call')?.perDay.value ?? 0
    const perDay = (calls?.amount ?? 0) / (calls?.per === 'week' ? 5 : 1)
    expect(perDay).toBeGreaterThanOrEqual(needed - 0.01)
    const rules = await app.as(sellers[0] ?? null).norms.rules({})
    expect(rules.rules).toMatchObject([
      { level: 'person', kind: 'call', amount: calls?.amount, origin: 'decomposition', state: 'ahead' },
    ])
    // Once more for the same day: the norm is replaced, not doubled.
    const again = await app
      .as(head)
      .decomposition.issue({ personIds: [sellers[0]?.id ?? ''], period: '2026-11', from: '2026-11-23' })
    expect(again.issued).toHaveLength(1)
  })

  test('a seller issues none', async () => {
    await expect(
      app
        .as(sellers[0] ?? null)
        .decomposition.issue({ personIds: [sellers[0]?.id ?? ''], period: '2026-11', from: '2026-11-23' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

test('two people who set minutes at once: the second is told, nothing is lost', async () => {
  const { settings } = await app.as(head).decomposition.team({ period: '2026-11' })
  const first = await app.as(head).decomposition.editSettings({ ...settings, hoursPerDay: 5 })
  expect(first).toMatchObject({ hoursPerDay: 5, version: 1 })
  await expect(app.as(owner).decomposition.editSettings({ ...settings, hoursPerDay: 7 })).rejects.toMatchObject({
    code: 'DECOMPOSITION_SETTINGS_CHANGED',
    data: { version: 1 },
  })
})

test('who asks for it has the history of his own company counted anew by the next round, fresh or not', async () => {
  const countedAt = async (person: TestPerson) =>
    (await app.as(person).decomposition.team({ period: '2026-11' })).countedAt
  // The other company has never been counted: its turn comes first.
  expect(await countNext(app.gate, now)).toBe(1)
  const [before, ofStranger] = [await countedAt(head), await countedAt(stranger)]
  const later = new Date(now.getTime() + 60_000)
  expect(await countNext(app.gate, later)).toBe(0)
  for (const [person, code] of [
    [sellers[0] ?? null, 'FORBIDDEN'],
    [await company.person({ role: 'auditor' }), 'FORBIDDEN'],
    [null, 'UNAUTHORIZED'],
  ] as const)
    await expect(app.as(person).decomposition.recount({})).rejects.toMatchObject({ code })
  expect(await countNext(app.gate, later)).toBe(0)
  await app.as(head).decomposition.recount({})
  expect(await countNext(app.gate, later)).toBe(1)
  expect(Date.parse((await countedAt(head)) ?? '')).toBe(later.getTime())
  expect(before).not.toBe(await countedAt(head))
  expect(await countedAt(stranger)).toBe(ofStranger)
})

test('deals that came to a stage archived since have passed those before it', async () => {
  const small = await app.company()
  const chief = await small.person({ role: 'owner' })
  const seller = await small.person()
  const way = await small.pipeline(['Новая', 'Показ', 'КП'])
  const [fresh, shown, offer] = [way.stage('Новая'), way.stage('Показ'), way.stage('КП')]
  const deal = (...stages: string[]) => ({
    owner: seller,
    moves: stages.map((stage, index): [string, string] => [stage, `2026-09-0${index + 2}T10:00:00+03:00`]),
  })
  await small.deals([
    deal(fresh, shown, way.lost),
    deal(fresh, way.lost),
    deal(fresh, shown, offer, way.lost),
    deal(fresh, shown, offer, way.won),
  ])
  await app.as(chief).deals.archiveStage({ id: shown })
  const window = windowOf(small.id, 12, '2026-11-21' as Day)
  const steps = await app.gate.asServer((tx) => stepsOf(tx, window))
  const of = (stageId: string) => steps.find((one) => one.stageId === stageId)
  expect(of(fresh)).toMatchObject({ successes: 3, n: 4 })
  expect(of(offer)).toMatchObject({ successes: 1, n: 2 })
  expect(of(shown)).toBeUndefined()
})
