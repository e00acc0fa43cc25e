import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { pagesOf } from '../../testing-pages.ts'
import { lookAfterLeads } from './service/late.ts'

// A Friday, noon in Moscow.
const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson, head: TestPerson, anna: TestPerson, boris: TestPerson, other: TestPerson, stranger: TestPerson
let north: string

beforeAll(async () => {
  app = await testApp({ clock })
  company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Вера Главная' })
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: owner.id })
  north = await company.department('Север', undefined, head.id)
  anna = await company.person({ name: 'Анна Быстрова', managerId: head.id, departmentId: north })
  boris = await company.person({ name: 'Борис Второй', managerId: head.id, departmentId: north })
  other = await company.person({ name: 'Егор Дальний' })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  await company.pipeline()
})
afterAll(() => app.close())

const lead = { name: 'Пётр Клиентов', phone: '8 (916) 123-45-67', text: 'Нужен насос' }
const add = (person: TestPerson, given: object = {}) => app.as(person).leads.add({ ...lead, ...given })
const get = (person: TestPerson, id: string) => app.as(person).leads.get({ id })
const notices = async (personId: string, leadId: string) => {
  const told = app.database.selectFrom('notices').select('kind').where('person_id', '=', personId)
  return (await told.where('subject_id', '=', leadId).execute()).map(({ kind }) => kind)
}
const settings = async (change: object) => {
  const api = app.as(owner)
  await api.leads.editSettings({ ...(await api.leads.settings({})), ...change })
}

describe('taking a lead', () => {
  test('a lead that nobody has waits for all who sell; who takes it has it, and the clock stops at the first contact', async () => {
    const { id } = await add(owner, { ownerId: null })
    const [seen] = (await app.as(anna).leads.list({ view: 'unassigned' })).rows
    expect(seen).toMatchObject({ id, state: 'new', late: false, targetMinutes: 30, waitedMinutes: 0 })
    clock.moveTo('2026-11-20T12:10:00+03:00')
    expect(await app.as(anna).leads.accept({ id })).toMatchObject({ state: 'accepted', respondedAt: null })
    clock.moveTo('2026-11-20T12:20:00+03:00')
    const card = await app.as(anna).leads.contact({ id, channel: 'call', comment: 'Договорились о встрече' })
    expect(card).toMatchObject({ waitedMinutes: 20, late: false, owner: { name: 'Анна Быстрова' } })
    expect(card.log.map(({ kind }) => kind)).toEqual(['received', 'accepted', 'contacted'])
  })

  test('of two who take one lead at once one has it and the other is told by whom', async () => {
    const { id } = await add(owner, { ownerId: null })
    const both = await Promise.allSettled([anna, boris].map((person) => app.as(person).leads.accept({ id })))
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as object] : []))
    const winner = both[0]?.status === 'fulfilled' ? 'Анна Быстрова' : 'Борис Второй'
    expect(refused).toMatchObject([{ code: 'LEAD_TAKEN', status: 409, data: { name: winner } }])
  })

  test('a lead of a colleague does not exist for me, for another company and for strangers', async () => {
    const { id } = await add(head, { ownerId: anna.id })
    for (const [api, code] of [
      [app.as(boris), 'NOT_FOUND'],
      [app.as(other), 'NOT_FOUND'],
      [app.as(stranger), 'NOT_FOUND'],
      [app.stranger, 'UNAUTHORIZED'],
    ] as const) {
      await expect(api.leads.get({ id })).rejects.toMatchObject({ code })
      await expect(api.leads.accept({ id })).rejects.toMatchObject({ code })
      await expect(api.leads.contact({ id, channel: 'call' })).rejects.toMatchObject({ code })
    }
    expect(await notices(anna.id, id)).toContain('LEAD_ASSIGNED')
  })

  test('marketing sees the lead without the person', async () => {
    const marketing = await company.person({ role: 'marketing', name: 'Мария Рекламная' })
    const { id } = await add(owner, { ownerId: null })
    expect(await get(marketing, id)).toMatchObject({ name: null, phone: null, text: null, may: { accept: false } })
    await expect(app.as(marketing).leads.accept({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('another system brings a lead by a key; nobody is told whose client it is', async () => {
    const { key } = await app.as(owner).auth.addApiKey({ name: 'Коллтрекинг', access: 'write' })
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/leads',
      headers: { authorization: `Bearer ${key}` },
      payload: { name: 'Звонок с сайта', phone: '+7 (495) 111-22-33' },
    })
    const { id } = answer.json<{ id: string }>()
    expect(await get(owner, id)).toMatchObject({ channel: 'api', state: 'new', owner: null })
  })

  test('an empty lead, a wrong phone and the future are refused', async () => {
    await expect(app.as(anna).leads.add({ region: 'Москва' })).rejects.toMatchObject({ code: 'LEAD_EMPTY' })
    await expect(add(anna, { phone: 'позвоните' })).rejects.toMatchObject({ code: 'PHONE_WRONG' })
    await expect(add(anna, { receivedAt: '2026-12-01T00:00:00Z' })).rejects.toMatchObject({ code: 'LEAD_IN_FUTURE' })
  })
})

describe('giving leads out', () => {
  test('in turn each gets one, and who is away or gone gets none', async () => {
    const gone = await company.person({ name: 'Ушедший Олег', departmentId: north, leftOn: '2026-11-19' })
    await settings({ method: 'round_robin', departmentIds: [north] })
    const owners: (string | undefined)[] = []
    for (let n = 0; n < 4; n += 1) owners.push((await add(head)).owner?.id)
    const times = (person: TestPerson) => owners.filter((id) => id === person.id).length
    expect([times(anna), times(boris)]).toEqual([2, 2])
    expect(owners).not.toContain(gone.id)
    expect(owners[0]).not.toBe(owners[1])
  })

  test('six leads at once are shared evenly', async () => {
    const given = await Promise.all(Array.from({ length: 6 }, () => add(head)))
    const count = (person: TestPerson) => given.filter(({ owner: to }) => to?.id === person.id).length
    expect([count(anna), count(boris)]).toEqual([3, 3])
  })

  test('by load the one with fewer open leads and deals gets it', async () => {
    await settings({ method: 'by_load', departmentIds: [north] })
    for (let n = 0; n < 40; n += 1) await app.as(anna).deals.create({ title: `Сделка ${n}` })
    expect((await add(head)).owner?.id).toBe(boris.id)
  })

  test('a rule takes its leads; one that gives to a person who is gone is refused by name', async () => {
    const exhibition = await company.source('Выставка')
    const rule = {
      name: 'Выставка',
      sourceIds: [exhibition],
      formIds: [],
      regions: ['Урал'],
      products: [],
      personIds: [anna.id],
      departmentIds: [],
      method: 'round_robin' as const,
    }
    const gone = await company.person({ name: 'Олег Бывший', leftOn: '2026-11-19' })
    await expect(app.as(head).leads.addRule({ ...rule, personIds: [anna.id, gone.id] })).rejects.toMatchObject({
      code: 'RULE_PERSON_GONE',
      data: { names: ['Олег Бывший'] },
    })
    await expect(app.as(head).leads.addRule({ ...rule, personIds: [] })).rejects.toMatchObject({ code: 'RULE_EMPTY' })
    const made = await app.as(head).leads.addRule(rule)
    expect((await add(head, { sourceId: exhibition, region: 'Уральский округ' })).owner?.id).toBe(anna.id)
    expect((await add(head, { sourceId: exhibition, region: 'Москва' })).owner?.id).toBe(boris.id)
    await app.as(head).leads.removeRule({ id: made.id })
  })

  test('a lead of a known client goes to the one who is responsible for him', async () => {
    await app.as(other).clients.addCompany({ name: 'Завод', phone: '+7 495 700-11-22' })
    expect((await add(head, { phone: '8 495 700 11 22' })).owner?.id).toBe(other.id)
  })

  test('who is away gets none, his leads go to the one who stands in for him', async () => {
    const row = { workspace_id: company.id, absent_id: boris.id, substitute_id: other.id }
    await app.database
      .insertInto('substitutions')
      .values({ ...row, starts_on: '2026-11-20', ends_on: '2026-11-22' })
      .execute()
    expect((await add(head)).owner?.id).toBe(other.id)
    await app.database.deleteFrom('substitutions').execute()
  })

  test('a lead given back goes to the next with its reason, and when all have given it back to the head', async () => {
    await settings({ method: 'round_robin', departmentIds: [north] })
    const { id, owner: first } = await add(head)
    const [one, two] = first?.id === anna.id ? [anna, boris] : [boris, anna]
    const back = (person: TestPerson, version: number) =>
      app.as(person).leads.giveBack({ id, version, reason: 'Не мой регион', to: 'next' })
    const card = await get(one, id)
    expect((await back(one, card.version)).owner?.id).toBe(two.id)
    await expect(back(two, card.version)).rejects.toMatchObject({ code: 'LEAD_CHANGED' })
    expect((await back(two, (await get(two, id)).version)).owner?.id).toBe(head.id)
    expect((await get(head, id)).log.map(({ kind }) => kind)).toEqual([
      'received',
      'assigned',
      'returned',
      'assigned',
      'returned',
      'assigned',
    ])
  })

  test('each time that a lead came back is counted, whoever gave it back', async () => {
    const { id } = await add(head, { ownerId: anna.id })
    for (let times = 1; times <= 3; times++) {
      const { version } = await get(anna, id)
      await app.as(anna).leads.giveBack({ id, version, reason: 'Не мой регион', to: 'head' })
      expect((await get(head, id)).returns).toBe(times)
      await app.as(head).leads.assign({ ids: [id], personId: anna.id })
    }
  })

  test('by hand a lead is given to somebody who is here, never to one who is gone', async () => {
    const { id } = await add(head, { ownerId: null })
    const gone = await company.person({ name: 'Олег Ушёл', managerId: head.id, leftOn: '2026-11-19' })
    await expect(app.as(head).leads.assign({ ids: [id], personId: gone.id })).rejects.toMatchObject({
      code: 'PERSON_GONE',
    })
    await expect(app.as(anna).leads.assign({ ids: [id], personId: boris.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await app.as(head).leads.assign({ ids: [id], personId: boris.id })).toEqual({ assigned: 1, waiting: 0 })
    expect(await get(boris, id)).toMatchObject({ state: 'assigned', owner: { id: boris.id } })
  })

  test('at night a lead waits where it is said so, and is given out in the morning by the clock', async () => {
    await settings({ onlyInHours: true })
    clock.moveTo('2026-11-20T22:00:00+03:00')
    const { id, owner: nobody } = await add(head)
    expect(nobody).toBeNull()
    clock.moveTo('2026-11-23T09:01:00+03:00')
    await lookAfterLeads(app.gate, clock.now())
    expect((await get(owner, id)).owner).not.toBeNull()
    await settings({ onlyInHours: false })
  })
})

test('a late lead is told to its seller once, then to his head', async () => {
  clock.moveTo('2026-11-23T10:00:00+03:00')
  const late = await company.person({ name: 'Тихон Медленный', managerId: head.id, departmentId: north })
  const { id } = await add(head, { ownerId: late.id })
  clock.moveTo('2026-11-23T10:31:00+03:00')
  await lookAfterLeads(app.gate, clock.now())
  await lookAfterLeads(app.gate, clock.now())
  expect((await notices(late.id, id)).filter((kind) => kind === 'LEAD_LATE')).toHaveLength(1)
  expect(await notices(head.id, id)).not.toContain('LEAD_LATE_TEAM')
  clock.moveTo('2026-11-23T11:01:00+03:00')
  // A head who leaves next month is told while he is here.
  await app.database.updateTable('people').set({ left_on: '2026-12-31' }).where('id', '=', head.id).execute()
  await lookAfterLeads(app.gate, clock.now())
  await app.database.updateTable('people').set({ left_on: null }).where('id', '=', head.id).execute()
  expect(await notices(head.id, id)).toContain('LEAD_LATE_TEAM')
  expect(await get(late, id)).toMatchObject({ late: true, version: 1 })
})

describe('what becomes of a lead', () => {
  test('a deal with its company and contact, in one step', async () => {
    const { id } = await add(anna, { companyName: 'Полюс', email: 'Petr@Polus.ru' })
    await app.as(anna).leads.contact({ id, channel: 'call', comment: 'Ждёт расчёт' })
    const { version } = await get(anna, id)
    const made = await app.as(anna).leads.convert({
      id,
      version,
      title: 'Насос для Полюса',
      amountMinor: 500_000_00,
      newCompany: { name: 'ООО «Полюс»' },
      newContact: { fullName: 'Пётр Клиентов' },
    })
    const deal = await app.as(anna).deals.get({ id: made.dealId })
    expect(deal).toMatchObject({ title: 'Насос для Полюса', company: { name: 'ООО «Полюс»' }, baseMinor: 500_000_00 })
    expect(await get(anna, id)).toMatchObject({ state: 'converted', deal: { id: made.dealId } })
    // The call that was recorded at the lead is a contact with the client, and stands at the deal.
    expect((await app.as(anna).activities.list({ dealId: made.dealId })).rows).toMatchObject([
      { kind: 'call', result: 'Ждёт расчёт', owner: { id: anna.id }, company: { name: 'ООО «Полюс»' } },
    ])
    await expect(app.as(anna).leads.accept({ id })).rejects.toMatchObject({ code: 'LEAD_CLOSED' })
  })

  test('whoever works a lead is shown the client who has this phone, and ties the lead to the open deal', async () => {
    const { id } = await add(anna, { phone: '+7 (916) 123 45 67', email: 'PETR@polus.ru' })
    const { twins, version } = await get(anna, id)
    expect(twins.companies).toMatchObject([{ name: 'ООО «Полюс»', owner: { id: anna.id } }])
    expect(twins.deals).toMatchObject([{ title: 'Насос для Полюса' }])
    const dealId = twins.deals[0]?.id ?? ''
    expect(await app.as(anna).leads.attach({ id, version, dealId })).toMatchObject({
      state: 'converted',
      deal: { id: dealId },
    })
  })

  test('a rejected lead is opened again; spam takes no part in the figures', async () => {
    const { id } = await add(anna)
    const reject = (version: number, spam: boolean) => app.as(anna).leads.reject({ id, version, reason: 'Дубль', spam })
    const rejected = await reject((await get(anna, id)).version, false)
    expect(rejected.state).toBe('rejected')
    const opened = await app.as(anna).leads.restore({ id, version: rejected.version })
    expect(opened.state).toBe('accepted')
    const before = (await app.as(head).leads.figures({ period: '2026-11' })).all
    await reject(opened.version, true)
    const after = (await app.as(head).leads.figures({ period: '2026-11' })).all
    expect(after.leads).toBe(before.leads - 1)
  })

  test('the figures of the head are those of his people, with sample and interval', async () => {
    const { all, sellers, sources } = await app.as(head).leads.figures({ period: '2026-11' })
    expect(all.inTarget.low).not.toBeNull()
    expect(sellers.map(({ name }) => name)).not.toContain('Егор Дальний')
    expect(sources.reduce((sum, one) => sum + one.leads, 0)).toBe(all.leads)
    await expect(app.as(anna).leads.figures({ period: '2026-11' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('pages together are the list', async () => {
    const whole = (await app.as(owner).leads.list({ view: 'all' })).rows.map(({ id }) => id)
    const paged = await pagesOf((cursor) =>
      app.as(owner).leads.list({ view: 'all', limit: 7, ...(cursor && { cursor }) }),
    )
    expect(paged).toEqual(whole)
  })
})
