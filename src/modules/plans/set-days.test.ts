import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

const clock = stillClock('2026-11-20T09:31:00+03:00')
const MONTH = '2026-11'
let app: TestApp
let owner: TestPerson, head: TestPerson, otherHead: TestPerson, anna: TestPerson, stranger: TestPerson
let team: string

beforeAll(async () => {
  app = await testApp({ clock })
  const company = await app.company()
  owner = await company.person({ role: 'owner' })
  head = await company.person({ role: 'head', managerId: owner.id })
  otherHead = await company.person({ role: 'head', managerId: owner.id })
  anna = await company.person({ name: 'Анна Быстрова', managerId: head.id })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  team = anna.id
  const cell = { month: MONTH, version: 0, amountMinor: 1_000_000_00, level: 'person' as const, subjectId: anna.id }
  await app.as(head).plans.setCells({ metric: 'revenue', cells: [cell] })
})
afterAll(() => app.close())

const days = (person: TestPerson, subjectId = team) => app.as(person).plans.days({ month: MONTH, subjectId })
const week = { fromOn: '2026-11-23', toOn: '2026-11-29', amountMinor: 400_000_00 }
const set = (person: TestPerson, more: object = {}) =>
  app
    .as(person)
    .plans.setDays({ month: MONTH, subjectId: team, parts: [week], reason: 'Выставка', version: 0, ...more })
const sumOf = (rows: readonly { amountMinor: number }[]) => rows.reduce((sum, one) => sum + one.amountMinor, 0)

describe('weeks and days of a plan set by hand', () => {
  it('are refused in words: no reason, beyond the month, a day twice, more than the plan, no plan', async () => {
    const saturday = { fromOn: '2026-11-28', toOn: '2026-11-28', amountMinor: 1 }
    await expect(set(head, { reason: ' ' })).rejects.toMatchObject({ code: 'PLAN_DAYS_REASON' })
    await expect(set(head, { parts: [{ ...week, toOn: '2026-12-01' }] })).rejects.toMatchObject({
      code: 'PLAN_DAYS_OUTSIDE',
      data: { day: '2026-12-01' },
    })
    await expect(set(head, { parts: [week, saturday] })).rejects.toMatchObject({ code: 'PLAN_DAYS_TWICE' })
    await expect(set(head, { parts: [{ ...week, amountMinor: 1_000_000_01 }] })).rejects.toMatchObject({
      code: 'PLAN_DAYS_OVER',
      data: { overMinor: 1 },
    })
    await expect(set(head, { month: '2026-12', parts: [] })).rejects.toMatchObject({ code: 'PLAN_EMPTY' })
  })

  it('are set by whoever plans it, and by nobody else', async () => {
    await expect(set(anna)).rejects.toMatchObject({ code: 'PLAN_NOT_YOURS' })
    for (const person of [otherHead, stranger]) await expect(set(person)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('leave the month as it was; the rest goes over the other days; pace goes by them', async () => {
    const pace = async () =>
      (await app.as(anna).planfact.table({ period: MONTH })).rows.find(({ subjectId }) => subjectId === anna.id)
    // 20 working days in November 2026, the 20th is the 14th of them.
    expect((await pace())?.dueMinor).toBe(700_000_00)
    const after = await set(head)
    expect(sumOf(after.days)).toBe(1_000_000_00)
    expect(sumOf(after.days.filter(({ day }) => day >= '2026-11-23' && day <= '2026-11-29'))).toBe(400_000_00)
    expect(after).toMatchObject({ version: 1, parts: [week], undistributedMinor: 0, planMinor: 1_000_000_00 })
    expect(after.history).toMatchObject([{ version: 1, reason: 'Выставка', parts: 1 }])
    // The seller has the same days. 600 thousand over 15 other days, 14 of them begun.
    expect((await pace())?.dueMinor).toBe(560_000_00)
    expect((await pace())?.planMinor).toBe(1_000_000_00)
  })

  it('set by two at once, by one of them', async () => {
    const [one, two] = await Promise.allSettled([
      set(head, { version: 1, reason: 'Раз' }),
      set(owner, { version: 1, reason: 'Два' }),
    ])
    expect([one.status, two.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = one.status === 'rejected' ? one : two
    expect((refused as PromiseRejectedResult).reason).toMatchObject({ code: 'PLAN_DAYS_CHANGED' })
    expect((await days(head)).history.map(({ version }) => version)).toEqual([2, 1])
  })

  it('keep their share when the plan of the month is changed', async () => {
    const cell = { month: MONTH, version: 1, amountMinor: 2_000_000_00, level: 'person' as const, subjectId: anna.id }
    await app.as(head).plans.setCells({ metric: 'revenue', cells: [cell] })
    const after = await days(head)
    expect(after.parts).toEqual([{ ...week, amountMinor: 800_000_00 }])
    expect(sumOf(after.days)).toBe(2_000_000_00)
  })

  it('all of them set and less than the plan: the rest is said to be not distributed', async () => {
    const whole = { fromOn: '2026-11-01', toOn: '2026-11-30', amountMinor: 1_900_000_00 }
    const after = await set(head, { version: 2, parts: [whole] })
    expect(after.undistributedMinor).toBe(100_000_00)
    expect(sumOf(after.days) + after.undistributedMinor).toBe(2_000_000_00)
  })

  it('are computed again when they are taken off, and the history stays', async () => {
    const after = await set(head, { version: 3, parts: [], reason: 'Снова по весам' })
    expect(after).toMatchObject({ parts: [], undistributedMinor: 0, version: 4 })
    expect(after.days.some(({ byHand }) => byHand)).toBe(false)
    expect(after.history).toHaveLength(4)
  })
})

it('days set for the company go down to whoever has none of his own, and back up in the sums', async () => {
  const after = await app.as(owner).plans.setDays({
    month: MONTH,
    subjectId: owner.workspaceId,
    parts: [{ fromOn: '2026-11-28', toOn: '2026-11-28', amountMinor: 1_000_000_00 }],
    reason: 'Субботняя распродажа',
    version: 0,
  })
  expect(after.days.find(({ day }) => day === '2026-11-28')).toMatchObject({ amountMinor: 1_000_000_00, byHand: true })
  const ofAnna = await days(anna)
  expect(ofAnna.days.find(({ day }) => day === '2026-11-28')?.amountMinor).toBe(1_000_000_00)
  expect(ofAnna.may.edit).toBe(false)
  const { rows } = await app.as(owner).planfact.table({ period: MONTH })
  // The other million goes over 20 working days, 14 of them begun.
  expect(rows.filter(({ planMinor }) => planMinor !== null).map(({ dueMinor }) => dueMinor)).toContain(700_000_00)
})
