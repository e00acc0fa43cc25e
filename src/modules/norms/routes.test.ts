import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TimeZone } from '#core/calendar/day.ts'
import { insertActivities } from '#modules/activities/api.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { tellOfNorms } from './service/alerts.ts'

// The clock of tests: Saturday 21 November 2026, 9:00 in Moscow.
const zone = 'Europe/Moscow' as TimeZone

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson
let head: TestPerson
let anna: TestPerson
let boris: TestPerson
let other: TestPerson
let stranger: TestPerson
let dealId: string

const call = (person: TestPerson, day: string, more: object = {}) => ({
  id: crypto.randomUUID(),
  kind: 'call' as const,
  ownerId: person.id,
  dealId,
  companyId: null,
  contactId: null,
  occurredAt: Date.parse(`${day}T11:00:00+03:00`),
  durationS: 60,
  result: 'Договорились',
  done: true,
  ...more,
})
const calls = (person: TestPerson, day: string, count: number) => Array.from({ length: count }, () => call(person, day))
const item = (ownerId: string, amount: number | null, validFrom = '2026-11-02', more: object = {}) => ({
  level: 'person' as const,
  ownerId,
  kind: 'call' as const,
  validFrom,
  amount,
  ...more,
})

beforeAll(async () => {
  app = await testApp()
  company = await app.company()
  owner = await company.person({ role: 'owner' })
  head = await company.person({ role: 'head', name: 'Голова' })
  anna = await company.person({ name: 'Анна', managerId: head.id })
  boris = await company.person({ name: 'Борис', managerId: head.id })
  other = await company.person({ name: 'Чужой Команды' })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  const { stage } = await company.pipeline()
  ;[dealId = ''] = await company.deals([{ owner: anna, moves: [[stage('Новая'), '2026-11-01T10:00:00Z']] }])
  await app.gate.asServer((tx) =>
    insertActivities(
      tx,
      company.id,
      [
        ...calls(anna, '2026-11-09', 10),
        ...calls(anna, '2026-11-10', 5),
        // Without a client, without a result: neither counts.
        call(anna, '2026-11-10', { dealId: null }),
        call(anna, '2026-11-10', { result: null }),
        ...calls(boris, '2026-11-09', 4),
        // Today: no figure of a longer period has it yet.
        ...calls(anna, '2026-11-21', 1),
      ],
      zone,
      'import',
    ),
  )
  await app.as(head).norms.setRules({ items: [item(anna.id, 10), item(boris.id, 10)] })
})
afterAll(() => app.close())

const board = async (person: TestPerson, period = '2026-11-09..2026-11-13') =>
  (await app.as(person).norms.board({ period })).rows
const fulfilment = async (name: string) => (await board(head)).find((row) => row.name === name)?.total

describe('fulfilment', () => {
  // Docs/metrics.md: norm 10, five days worked, 15 done → 15 ÷ 50 = 30 %.
  test('15 of 50: what has no client or no result does not count', async () => {
    expect(await fulfilment('Анна')).toMatchObject({ daysWorked: 5, fulfilment: 0.3, kinds: [{ done: 15, norm: 50 }] })
    const { counted, bare, rows } = await app.as(head).norms.contacts({ personId: anna.id, period: '2026-11-10' })
    expect([counted, bare]).toEqual([5, 2])
    const ofToday = await app.as(head).norms.contacts({ personId: anna.id, period: '2026-11-21' })
    expect(ofToday.counted).toBe(1)
    // So many as there are, however few of them are shown.
    const few = await app.as(head).norms.contacts({ personId: anna.id, period: '2026-11', limit: 3 })
    expect([few.rows.length, few.counted, few.bare]).toEqual([3, 15, 2])
    expect(
      rows
        .map(({ missing }) => missing)
        .filter(Boolean)
        .toSorted((one, two) => String(one).localeCompare(String(two))),
    ).toEqual(['client', 'result'])
  })

  test('an absence and an excused day leave the norm: 15 of 30', async () => {
    await sql`insert into absences (workspace_id, person_id, kind, from_on, to_on, state, decided_at)
      values (${company.id}::uuid, ${anna.id}::uuid, 'sick', '2026-11-12', '2026-11-12', 'approved', now())`.execute(
      app.database,
    )
    await app.as(head).norms.excuse({ personId: anna.id, days: ['2026-11-13'], reason: 'Выставка' })
    expect(await fulfilment('Анна')).toMatchObject({ daysWorked: 3, fulfilment: 0.5 })
    const [row] = await board(head)
    expect(row?.states).toEqual(['work', 'work', 'work', 'absent', 'excused'])
    await app.as(head).norms.unexcuse({ personId: anna.id, days: ['2026-11-13'] })
    expect(await fulfilment('Анна')).toMatchObject({ daysWorked: 4 })
  })

  test('a seller sees his own row as his head does, and nobody else’s', async () => {
    const [mine, ...others] = await board(boris)
    expect(others).toEqual([])
    expect(mine).toEqual((await board(head)).find((row) => row.name === 'Борис'))
    expect(await board(other)).toEqual([])
    expect(await board(stranger)).toEqual([])
    await expect(app.as(other).norms.contacts({ personId: anna.id, period: '2026-11' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('issuing', () => {
  test('a head issues for his people only; a seller for nobody; the past does not change', async () => {
    await expect(app.as(head).norms.setRules({ items: [item(other.id, 5)] })).rejects.toMatchObject({
      code: 'NORM_NOT_YOURS',
    })
    await expect(app.as(anna).norms.setRules({ items: [item(anna.id, 1)] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(app.as(owner).norms.setRules({ items: [item(anna.id, 1, '2026-10-31')] })).rejects.toMatchObject({
      code: 'NORM_IN_THE_PAST',
      data: { from: '2026-11-01' },
    })
  })

  test('a norm that begins while its person is on leave is refused, with the day from which it can count', async () => {
    await sql`insert into absences (workspace_id, person_id, kind, from_on, to_on, state, decided_at)
      values (${company.id}::uuid, ${boris.id}::uuid, 'leave', '2026-11-23', '2026-11-29', 'approved', now())`.execute(
      app.database,
    )
    await expect(app.as(head).norms.setRules({ items: [item(boris.id, 12, '2026-11-25')] })).rejects.toMatchObject({
      code: 'NORM_PERSON_AWAY',
      data: { name: 'Борис', next: '2026-11-30' },
    })
    await app.as(head).norms.setRules({ items: [item(boris.id, 12, '2026-11-30')] })
  })

  test('all or none, and of two who change one norm the second is told', async () => {
    const twice = [item(anna.id, 20, '2026-11-30'), item(other.id, 20, '2026-11-30')]
    await expect(app.as(head).norms.setRules({ items: twice })).rejects.toMatchObject({ code: 'NORM_NOT_YOURS' })
    const { rules } = await app.as(head).norms.rules({})
    expect(rules.filter(({ validFrom, ownerId }) => validFrom === '2026-11-30' && ownerId === anna.id)).toEqual([])
    await app.as(head).norms.setRules({ items: [item(anna.id, 11, '2026-11-02', { version: 1 })] })
    await expect(
      app.as(owner).norms.setRules({ items: [item(anna.id, 12, '2026-11-02', { version: 1 })] }),
    ).rejects.toMatchObject({
      code: 'NORM_CHANGED',
      data: { version: 2 },
    })
    await app.as(head).norms.setRules({ items: [item(anna.id, 10, '2026-11-02', { version: 2 })] })
  })

  test('a role’s norm by the week counts for whom nothing else is said', async () => {
    await app.as(owner).norms.setRules({
      items: [{ level: 'role', role: 'seller', kind: 'meeting', validFrom: '2026-11-02', amount: 5, per: 'week' }],
    })
    const [row] = (await app.as(owner).norms.board({ period: '2026-11-09..2026-11-13', kind: 'meeting' })).rows
    expect(row?.norm.reduce((sum, norm) => sum + norm, 0)).toBeCloseTo(
      row?.states.filter((state) => state === 'work').length ?? 0,
      9,
    )
  })
})

test('the seller is told in the afternoon, his head on the next working morning, and nobody twice', async () => {
  const at = (moment: string) => tellOfNorms(app.gate, new Date(moment))
  const notices = async (kind: string) =>
    (
      await sql<{ person: string; data: Record<string, unknown> }>`
        select person_id as person, data from notices where workspace_id = ${company.id}::uuid and kind = ${kind} order by created_at`.execute(
        app.database,
      )
    ).rows
  await at('2026-11-09T12:00:00+03:00')
  expect(await notices('NORM_SHORT')).toEqual([])
  await at('2026-11-09T16:05:00+03:00')
  await at('2026-11-09T16:10:00+03:00')
  const told = await notices('NORM_SHORT')
  // Anna has her ten calls, but no meeting of the role's norm; Boris has four of ten.
  expect(told.find(({ person }) => person === boris.id)?.data['short']).toContain('call:4:10')
  expect(new Set(told.map(({ person }) => person)).size).toBe(told.length)
  await at('2026-11-10T09:35:00+03:00')
  const [missed, ...more] = await notices('NORMS_MISSED')
  expect(more).toEqual([])
  expect(missed).toMatchObject({ person: head.id, data: { day: '2026-11-09' } })
  // A Saturday is nobody's working day.
  await at('2026-11-14T16:05:00+03:00')
  expect(await notices('NORM_SHORT')).toHaveLength(told.length)
})

test('where the night was an hour shorter the afternoon begins when the clock says so', async () => {
  // In Cairo the clock goes on an hour at midnight before Friday 30 April 2027.
  const firm = await app.company({ timeZone: 'Africa/Cairo' })
  const boss = await firm.person({ role: 'owner' })
  const seller = await firm.person({ managerId: boss.id })
  await app.as(boss).norms.setRules({ items: [item(seller.id, 10)] })
  await tellOfNorms(app.gate, new Date('2027-04-30T15:55:00+03:00'))
  const told = () =>
    sql<{
      person: string
    }>`select person_id as person from notices where workspace_id = ${firm.id}::uuid and kind = 'NORM_SHORT'`.execute(
      app.database,
    )
  expect((await told()).rows).toEqual([])
  await tellOfNorms(app.gate, new Date('2027-04-30T16:05:00+03:00'))
  expect((await told()).rows).toEqual([{ person: seller.id }])
})
