import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp } from '../../testing.ts'

// Friday, 20 November 2026, in Moscow.
const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
})
afterAll(() => app.close())

/** A team of two with a norm of ten calls a day, another team and the owner of another company. */
async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Вера Главная' })
  const head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: owner.id })
  const otherHead = await company.person({ role: 'head', managerId: owner.id })
  const anna = await company.person({ name: 'Анна', managerId: head.id, hiredOn: '2026-11-16' })
  await app.as(owner).norms.setRules({
    items: [{ level: 'role', role: 'seller', kind: 'call', validFrom: '2026-11-02', amount: 10 }],
  })
  const foreigner = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  const norms = (person: typeof owner) => app.as(person).norms
  const askedOfAnna = async () => (await norms(anna).mine({})).today[0]?.norm
  return { company, owner, head, otherHead, anna, foreigner, norms, askedOfAnna }
}

describe('my norms', () => {
  test('of today and of the running week: what is asked for and what is done', async () => {
    const { company, anna, norms } = await office()
    const { stage } = await company.pipeline()
    const [dealId = ''] = await company.deals([{ owner: anna, moves: [[stage('Новая'), '2026-11-16T10:00:00Z']] }])
    await app.as(anna).activities.add({ kind: 'call', dealId, occurredAt: clock.now().toISOString(), result: 'Ждут' })
    expect(await norms(anna).mine({})).toEqual({
      day: '2026-11-20',
      state: 'work',
      today: [{ kind: 'call', done: 1, norm: 10, fulfilment: 0.1 }],
      week: [{ kind: 'call', done: 1, norm: 50, fulfilment: 0.02 }],
    })
  })

  test('of nobody else: who has none is asked for nothing, and other roles have no such page', async () => {
    const { company, owner, foreigner, norms } = await office()
    for (const person of [owner, foreigner])
      expect(await norms(person).mine({})).toMatchObject({ state: 'none', today: [], week: [] })
    await expect(norms(await company.person({ role: 'hr' })).mine({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.stranger.norms.mine({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})

describe('the weeks of a newcomer', () => {
  test('ask for a part of the role’s norm, and for the whole when they are taken away', async () => {
    const { owner, anna, norms, askedOfAnna } = await office()
    const weeks = [
      { week: 1, share: 0.3 },
      { week: 2, share: 0.6 },
    ]
    await norms(owner).setRamp({ weeks })
    expect((await norms(anna).rules({})).ramp).toEqual(weeks)
    expect(await askedOfAnna()).toBeCloseTo(3, 9)
    await norms(owner).setRamp({ weeks: [] })
    expect(await askedOfAnna()).toBe(10)
  })

  test('are set for the whole company by who plans for all, and touch no other company', async () => {
    const { owner, head, anna, foreigner, norms, askedOfAnna } = await office()
    const weeks = [{ week: 1, share: 0 }]
    for (const person of [head, anna])
      await expect(norms(person).setRamp({ weeks })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.stranger.norms.setRamp({ weeks })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await norms(foreigner).setRamp({ weeks })
    expect(await askedOfAnna()).toBe(10)
    expect((await norms(owner).rules({})).ramp).toEqual([])
    await expect(norms(owner).setRamp({ weeks: [...weeks, ...weeks] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('excused days', () => {
  test('are listed within the period with who excused them and why, to those who see the person', async () => {
    const { head, otherHead, anna, foreigner, norms } = await office()
    await norms(head).excuse({ personId: anna.id, days: ['2026-11-19', '2026-11-18'], reason: 'Выставка' })
    const { rows } = await norms(anna).excuses({ period: '2026-11' })
    expect(rows.map(({ day }) => day)).toEqual(['2026-11-19', '2026-11-18'])
    expect(rows[0]).toMatchObject({ personId: anna.id, name: 'Анна', reason: 'Выставка', by: 'Роман Ильин' })
    expect((await norms(head).excuses({ period: '2026-11-19' })).rows).toHaveLength(1)
    expect((await norms(head).excuses({ period: '2026-10' })).rows).toEqual([])
    for (const person of [otherHead, foreigner])
      expect((await norms(person).excuses({ period: '2026-11' })).rows).toEqual([])
    await expect(app.stranger.norms.excuses({ period: '2026-11' })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  test('nobody excuses himself, nor people of another team', async () => {
    const { head, otherHead, anna, foreigner, norms } = await office()
    const excuse = { days: ['2026-11-19'], reason: 'Так надо' }
    for (const [person, personId, code] of [
      [anna, anna.id, 'FORBIDDEN'],
      [head, head.id, 'NORM_NOT_YOURS'],
      [otherHead, anna.id, 'NORM_NOT_YOURS'],
      [foreigner, anna.id, 'NOT_FOUND'],
    ] as const)
      await expect(norms(person).excuse({ personId, ...excuse })).rejects.toMatchObject({ code })
  })
})

describe('a norm taken back', () => {
  test('counts no more; a version that is not the last, another team and another company are refused', async () => {
    const { head, otherHead, anna, foreigner, norms, askedOfAnna } = await office()
    await norms(head).setRules({
      items: [{ level: 'person', ownerId: anna.id, kind: 'call', validFrom: '2026-11-16', amount: 4 }],
    })
    expect(await askedOfAnna()).toBe(4)
    const own = (await norms(head).rules({ ownerId: anna.id })).rules.find(({ level }) => level === 'person')
    const command = { id: own?.id ?? '', version: own?.version ?? 0 }
    for (const [person, code] of [
      [anna, 'FORBIDDEN'],
      [otherHead, 'NOT_FOUND'],
      [foreigner, 'NOT_FOUND'],
    ] as const)
      await expect(norms(person).removeRule(command)).rejects.toMatchObject({ code })
    await expect(norms(head).removeRule({ ...command, version: command.version + 1 })).rejects.toMatchObject({
      code: 'NORM_CHANGED',
    })
    await norms(head).removeRule(command)
    expect(await askedOfAnna()).toBe(10)
  })
})

test('whose account is closed is offered no norm and no goal', async () => {
  const { owner, anna, norms } = await office()
  const offered = async () => [
    (await norms(owner).rules({})).people.some(({ id }) => id === anna.id),
    (await app.as(owner).goals.choices({})).people.some(({ id }) => id === anna.id),
  ]
  expect(await offered()).toEqual([true, true])
  await app.database.updateTable('people').set({ state: 'disabled' }).where('id', '=', anna.id).execute()
  expect(await offered()).toEqual([false, false])
})
