import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp } from '../../testing.ts'
import { lookAfterLeads } from './service/late.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
})
afterAll(() => app.close())

/** Two rules that both take a lead from the Urals: the first one decides. */
async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Вера Главная' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const anna = await company.person({ name: 'Анна', managerId: head.id })
  const boris = await company.person({ name: 'Борис', managerId: head.id })
  await company.pipeline()
  const api = app.as(owner).leads
  const rule = (name: string, personId: string) => ({
    name,
    sourceIds: [],
    formIds: [],
    regions: ['Урал'],
    products: [],
    personIds: [personId],
    departmentIds: [],
    method: 'round_robin' as const,
  })
  const first = await api.addRule(rule('Анне', anna.id))
  const second = await api.addRule(rule('Борису', boris.id))
  const names = async () => (await api.rules({})).map(({ name }) => name)
  const receiver = async () => (await api.add({ name: 'Пётр', phone: '8 (916) 123-45-67', region: 'Урал' })).owner?.name
  return { company, owner, head, anna, boris, api, rule, first, second, names, receiver }
}

describe('the order of rules', () => {
  test('says which of two gives a lead; those left out follow as they were', async () => {
    const { api, rule, first, second, boris, names, receiver } = await office()
    const third = await api.addRule(rule('Запасное', boris.id))
    expect(await receiver()).toBe('Анна')
    await api.orderRules({ ids: [second.id] })
    expect(await names()).toEqual(['Борису', 'Анне', 'Запасное'])
    expect(await receiver()).toBe('Борис')
    await api.orderRules({ ids: [third.id, first.id] })
    expect(await names()).toEqual(['Запасное', 'Анне', 'Борису'])
  })

  test('is set by who configures leads, and rules of another company are not moved by it', async () => {
    const { company, anna, first, second, names } = await office()
    const other = await office()
    const command = { ids: [second.id, first.id] }
    await expect(app.as(anna).leads.orderRules(command)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.stranger.leads.orderRules(command)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await other.api.orderRules(command)
    expect(await names()).toEqual(['Анне', 'Борису'])
    expect(await other.names()).toEqual(['Анне', 'Борису'])
    await app.as(await company.person({ role: 'admin' })).leads.orderRules(command)
    expect(await names()).toEqual(['Борису', 'Анне'])
  })
})

test('leads that wait for somebody who is gone do not hold back the others, however many they are', async () => {
  const { api, rule, second, anna, boris } = await office()
  await api.editRule({ ...rule('Борису', boris.id), id: second.id, version: second.version, regions: ['Сибирь'] })
  const leavesOn = (personId: string, day: string | null) =>
    app.database.updateTable('people').set({ left_on: day }).where('id', '=', personId).execute()
  await leavesOn(anna.id, '2026-11-19')
  await leavesOn(boris.id, '2026-11-19')
  for (let n = 0; n < 201; n += 1) await api.add({ name: `Урал ${n}`, region: 'Урал' })
  const { id } = await api.add({ name: 'Сибирь', region: 'Сибирь' })
  // He leaves in a month, and is here until then.
  await leavesOn(boris.id, '2026-12-20')
  await lookAfterLeads(app.gate, clock.now())
  expect((await api.get({ id })).owner?.name).toBe('Борис')
}, 60_000)

describe('a change of a rule', () => {
  test('counts for the next lead; of two who change it the second is told', async () => {
    const { api, boris, first, rule, receiver } = await office()
    const change = { ...rule('Борису первому', boris.id), id: first.id, version: first.version }
    expect(await api.editRule(change)).toMatchObject({ name: 'Борису первому', version: first.version + 1 })
    expect(await receiver()).toBe('Борис')
    for (const late of [{}, { personIds: [], departmentIds: [] }])
      await expect(api.editRule({ ...change, ...late })).rejects.toMatchObject({ code: 'LEAD_SETTINGS_CHANGED' })
  })

  test('is refused to sellers and in another company, and cannot name people who are not there', async () => {
    const { api, anna, boris, first, rule } = await office()
    const other = await office()
    const change = { ...rule('Чужое', boris.id), id: first.id, version: first.version }
    await expect(app.as(anna).leads.editRule(change)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(other.api.editRule(change)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.editRule({ ...change, personIds: [other.boris.id] })).rejects.toMatchObject({
      code: 'REFERENCE_MISSING',
      data: { fields: ['personIds'] },
    })
  })
})

describe('the desk of leads', () => {
  test('counts its views as its lists hold them, each reader his own', async () => {
    const { api, anna, boris } = await office()
    const other = await office()
    const lead = { name: 'Пётр', phone: '8 (916) 123-45-67' }
    await api.add({ ...lead, ownerId: anna.id })
    await api.add({ ...lead, ownerId: null })
    expect(await app.as(anna).leads.counts({})).toEqual({ mine: 1, unassigned: 1, late: 0, open: 2 })
    expect(await app.as(boris).leads.counts({})).toEqual({ mine: 0, unassigned: 1, late: 0, open: 1 })
    expect(await other.api.counts({})).toEqual({ mine: 0, unassigned: 0, late: 0, open: 0 })
    await expect(app.stranger.leads.counts({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  test('offers sources and people of the own company, and says what the reader may do', async () => {
    const { company, api, anna } = await office()
    const other = await office()
    const source = await company.source('Выставка')
    const offered = await api.reference({})
    expect(offered.sources).toEqual([{ id: source, name: 'Выставка' }])
    expect(offered.people.find(({ id }) => id === anna.id)).toMatchObject({ present: true, instead: null, open: 0 })
    expect(offered.may).toMatchObject({ configure: true, assign: true })
    const foreign = await other.api.reference({})
    expect(foreign.sources).toEqual([])
    expect(foreign.people.map(({ id }) => id)).not.toContain(anna.id)
    expect((await app.as(anna).leads.reference({})).may).toMatchObject({ work: true, assign: false, configure: false })
    await expect(app.stranger.leads.reference({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})
