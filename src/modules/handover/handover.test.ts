import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { actorOf } from '#modules/auth/api.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson, head: TestPerson, leaver: TestPerson, anna: TestPerson, boris: TestPerson, rival: TestPerson
let otherHead: TestPerson, stranger: TestPerson
let north: string

beforeAll(async () => {
  app = await testApp({ clock })
  company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Вера Главная' })
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: owner.id })
  otherHead = await company.person({ role: 'head', name: 'Ольга Другая', managerId: owner.id })
  north = await company.department('Север', undefined, head.id)
  const seller = (name: string, managerId = head.id) => company.person({ name, managerId, departmentId: north })
  leaver = await seller('Олег Уходящий')
  anna = await seller('Анна Быстрова')
  boris = await seller('Борис Второй')
  rival = await company.person({ name: 'Егор Дальний', managerId: otherHead.id })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  await company.pipeline()
})
afterAll(() => app.close())

const api = (person: TestPerson) => app.as(person)
const rule = (given: object = {}) => ({
  personId: leaver.id,
  method: 'even' as const,
  toIds: [anna.id, boris.id],
  ...given,
})

/** A client with a deal, a task of the deal and a lead beside. */
async function belongings(person: TestPerson, n: number) {
  const own = api(person)
  const { id: companyId } = await own.clients.addCompany({ name: `Завод ${n} ${person.id.slice(-4)}` })
  const deal = await own.deals.create({ title: `Сделка ${n}`, companyId, amountMinor: 1000 * (n + 1) })
  const task = await own.tasks.create({ title: `Позвонить ${n}`, dealId: deal.id, dueOn: '2026-11-25' })
  const lead = await own.leads.add({ name: `Клиент ${n}`, phone: `+7 916 555-${10 + n}-${10 + n}` })
  return { companyId, dealId: deal.id, taskId: task.id, leadId: lead.id }
}

describe('handing over', () => {
  let mine: Awaited<ReturnType<typeof belongings>>[]

  test('what a person has is counted with money, for those above him', async () => {
    mine = await Promise.all([0, 1, 2, 3].map((n) => belongings(leaver, n)))
    await api(owner).plans.setCells({
      cells: [{ level: 'person', subjectId: leaver.id, month: '2026-12', amountMinor: 100_001, version: 0 }],
    })
    const { holdings } = await api(head).handover.holdings({ personId: leaver.id })
    expect(holdings).toMatchObject({
      deal: 4,
      company: 4,
      task: 4,
      lead: 4,
      dealsMinor: 10_000,
      planMonths: 1,
      planMinor: 100_001,
    })
    for (const [person, code] of [
      [anna, 'FORBIDDEN'],
      [otherHead, 'FORBIDDEN'],
      [stranger, 'NOT_FOUND'],
    ] as const)
      await expect(api(person).handover.holdings({ personId: leaver.id })).rejects.toMatchObject({ code })
  })

  test('the preview shows who would get what and changes nothing; a table stands above the method', async () => {
    const preview = await api(head).handover.preview(rule())
    expect(preview.receivers.map(({ counts }) => counts.deal)).toEqual([2, 2])
    expect(preview).toMatchObject({ total: 16, staying: 0, plan: { months: 0 } })
    const [group] = preview.groups
    const byTable = await api(head).handover.preview(rule({ table: [{ key: group?.key ?? '', toId: null }] }))
    expect(byTable.staying).toBe(group?.records)
    expect((await api(head).deals.get({ id: mine[0]?.dealId ?? '' })).owner?.id).toBe(leaver.id)
  })

  test('not to oneself, not to somebody who is gone or of another team', async () => {
    const gone = await company.person({ name: 'Ушёл Давно', managerId: head.id, leftOn: '2026-11-01' })
    const preview = (toIds: string[], person = head) => api(person).handover.preview(rule({ toIds }))
    await expect(preview([leaver.id])).rejects.toMatchObject({ code: 'HANDOVER_TO_SELF' })
    await expect(preview([gone.id])).rejects.toMatchObject({
      code: 'HANDOVER_TO_GONE',
      data: { names: ['Ушёл Давно'] },
    })
    await expect(preview([rival.id])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(preview([anna.id], otherHead)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(preview([anna.id], anna)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(preview([anna.id], stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a client goes with its deals and tasks to one person, the plan in equal parts; the journal and the history say so', async () => {
    const done = await api(head).handover.handOver(rule({ plan: 'move', note: 'Увольнение' }))
    expect(done).toMatchObject({ state: 'done', total: 16, skipped: 0, dealsMinor: 10_000, may: { undo: true } })
    for (const { companyId, dealId, taskId } of mine) {
      const deal = await api(head).deals.get({ id: dealId })
      expect([anna.id, boris.id]).toContain(deal.owner?.id)
      expect((await api(head).clients.company({ id: companyId })).owner?.id).toBe(deal.owner?.id)
      expect((await api(head).tasks.get({ id: taskId })).owner.id).toBe(deal.owner?.id)
    }
    const left = (await api(head).handover.holdings({ personId: leaver.id })).holdings
    expect(left).toMatchObject({ deal: 0, company: 0, task: 0, lead: 0, planMonths: 0 })
    const { rows } = await api(owner).plans.grid({ year: 2026 })
    const december = (id: string) => rows.find((row) => row.subjectId === id)?.cells[11]?.amountMinor
    expect([december(anna.id), december(boris.id)]).toEqual([50_001, 50_000])
    const told = await app.database.selectFrom('notices').select('kind').where('person_id', '=', anna.id).execute()
    expect(told.map(({ kind }) => kind)).toContain('HANDOVER_RECEIVED')
    await expect(api(head).handover.handOver(rule())).rejects.toMatchObject({ code: 'HANDOVER_EMPTY' })
  })

  test('undo gives back what nobody has changed since, and leaves the rest', async () => {
    const [first] = mine
    const deal = await api(head).deals.get({ id: first?.dealId ?? '' })
    await api(head).deals.edit({ id: deal.id, version: deal.version, changes: { title: 'Уже в работе' } })
    const { rows } = await api(head).handover.journal({})
    const undone = await api(head).handover.undo({ id: rows[0]?.id ?? '' })
    // Of the 16 records; the plan, which came back too, is none.
    expect(undone).toMatchObject({ state: 'undone', returned: 15, kept: 1 })
    expect((await api(head).deals.get({ id: deal.id })).owner?.id).not.toBe(leaver.id)
    expect((await api(head).handover.holdings({ personId: leaver.id })).holdings).toMatchObject({
      deal: 3,
      planMonths: 1,
    })
    await expect(api(head).handover.undo({ id: undone.id })).rejects.toMatchObject({ code: 'HANDOVER_UNDONE' })
    await expect(api(otherHead).handover.undo({ id: undone.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await api(otherHead).handover.journal({})).rows).toEqual([])
  })

  test('undo leaves the plan where it is when its month begins after the leaver has gone', async () => {
    const going = await company.person({ name: 'Игорь Прежний', managerId: head.id })
    await belongings(going, 9)
    const december = { level: 'person' as const, subjectId: going.id, month: '2026-12', amountMinor: 700, version: 0 }
    await api(owner).plans.setCells({ cells: [december] })
    const { id } = await api(head).handover.handOver(
      rule({ personId: going.id, method: 'one', toIds: [anna.id], plan: 'move' }),
    )
    await app.database.updateTable('people').set({ left_on: '2026-11-30' }).where('id', '=', going.id).execute()
    expect(await api(head).handover.undo({ id })).toMatchObject({ state: 'undone', kept: 1 })
    expect((await api(head).handover.holdings({ personId: going.id })).holdings.planMonths).toBe(0)
  })

  test('more than five hundred records go on in the background, batch by batch', async () => {
    const stage = await app.database
      .selectFrom('stages')
      .select('id')
      .where('name', '=', 'Новая')
      .executeTakeFirstOrThrow()
    const many = Array.from({ length: 520 }, (_, n) => ({
      title: `Много ${n}`,
      owner: boris,
      moves: [[stage.id, '2026-11-01T10:00:00Z']] as const,
    }))
    await company.deals(many)
    const started = await api(head).handover.handOver({ personId: boris.id, method: 'one', toIds: [anna.id] })
    expect(started).toMatchObject({ state: 'running' })
    await expect(
      api(head).handover.handOver({ personId: boris.id, method: 'one', toIds: [anna.id] }),
    ).rejects.toMatchObject({ code: 'HANDOVER_RUNNING' })
    await app.jobs.start()
    await expect
      .poll(async () => (await api(head).handover.get({ id: started.id })).state, { timeout: 30_000, interval: 200 })
      .toBe('done')
    const card = await api(head).handover.get({ id: started.id })
    expect(card.moved).toBe(card.total)
    expect(card.receivers).toMatchObject([{ person: { id: anna.id } }])
    expect((await api(head).handover.holdings({ personId: boris.id })).holdings.deal).toBe(0)
  })

  test('the place of a leaver in the rules of leads is taken by those who get his records', async () => {
    const going = await company.person({ name: 'Яна Прощальная', managerId: head.id, leftOn: '2026-11-30' })
    await belongings(going, 7)
    const ofPumps = await api(owner).leads.addRule({
      name: 'Насосы',
      sourceIds: [],
      formIds: [],
      regions: [],
      products: ['насос'],
      personIds: [going.id],
      departmentIds: [],
      method: 'round_robin',
    })
    expect((await api(head).handover.holdings({ personId: going.id })).holdings.rules).toBe(1)
    await api(head).handover.handOver({ personId: going.id, method: 'one', toIds: [anna.id] })
    const [after] = await api(owner).leads.rules({})
    expect([after?.id, after?.personIds]).toEqual([ofPumps.id, [anna.id]])
    expect((await api(head).handover.holdings({ personId: going.id })).holdings.rules).toBe(0)
    await api(owner).leads.removeRule({ id: ofPumps.id })
  })

  test('whose records went before he left still has his place in the rules handed over', async () => {
    const going = await company.person({ name: 'Инна Скорая', managerId: head.id })
    const { id } = await api(owner).leads.addRule({
      name: 'Все',
      sourceIds: [],
      formIds: [],
      regions: [],
      products: [],
      personIds: [going.id],
      departmentIds: [],
      method: 'round_robin',
    })
    const give = () => api(head).handover.handOver({ personId: going.id, method: 'one', toIds: [anna.id] })
    await expect(give()).rejects.toMatchObject({ code: 'HANDOVER_EMPTY' })
    await app.database.updateTable('people').set({ left_on: '2026-11-19' }).where('id', '=', going.id).execute()
    expect(await give()).toMatchObject({ state: 'done', total: 0 })
    expect((await api(owner).leads.rules({})).find((one) => one.id === id)?.personIds).toEqual([anna.id])
    expect((await api(head).handover.leftBehind({})).map(({ person }) => person.name)).not.toContain('Инна Скорая')
    await api(owner).leads.removeRule({ id })
  })

  test('who is gone and still has something stands on the list of those above him', async () => {
    await app.database.updateTable('people').set({ left_on: '2026-11-10' }).where('id', '=', leaver.id).execute()
    const left = await api(head).handover.leftBehind({})
    expect(left).toMatchObject([{ person: { name: 'Олег Уходящий' }, leftOn: '2026-11-10', holdings: { deal: 3 } }])
    expect(await api(otherHead).handover.leftBehind({})).toEqual([])
    expect(await api(stranger).handover.leftBehind({})).toEqual([])
  })
})

describe('standing in', () => {
  const days = { startsOn: '2026-11-18', endsOn: '2026-11-22' }
  const arrange = (person: TestPerson, given: object = {}) =>
    api(person).handover.addSubstitution({ absentId: boris.id, substituteId: anna.id, ...days, ...given })

  test('the substitute sees and works the records of the absent one in those days, nobody else’s and no longer', async () => {
    const deal = await api(boris).deals.create({ title: 'Сделка Бориса' })
    const task = await api(boris).tasks.create({ title: 'Позвонить', dealId: deal.id, dueOn: '2026-11-20' })
    const foreign = await api(rival).deals.create({ title: 'Сделка чужой команды' })
    await expect(api(anna).deals.get({ id: deal.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const made = await arrange(head)
    expect(made).toMatchObject({ state: 'now', substitute: { name: 'Анна Быстрова' } })
    const seen = await api(anna).deals.get({ id: deal.id })
    await api(anna).deals.edit({ id: deal.id, version: seen.version, changes: { title: 'Поработала Анна' } })
    const closed = await api(anna).tasks.close({ id: task.id, version: task.version, result: 'Дозвонилась' })
    expect(closed).toMatchObject({ task: { state: 'done' } })
    await expect(api(anna).deals.get({ id: foreign.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api(rival).deals.get({ id: deal.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    clock.moveTo('2026-11-23T00:01:00+03:00')
    await expect(api(anna).deals.get({ id: deal.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    clock.moveTo('2026-11-20T12:00:00+03:00')
    await api(head).handover.cancelSubstitution({ id: made.id })
    await expect(api(anna).deals.get({ id: deal.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a head who stands in for another head works his team and gets no say over its people', async () => {
    const made = await api(owner).handover.addSubstitution({ absentId: otherHead.id, substituteId: head.id, ...days })
    const actor = await actorOf(app.gate, head.id, clock.now())
    expect(actor?.people).toContain(rival.id)
    expect(actor?.lentPeople).toEqual(expect.arrayContaining([rival.id, otherHead.id]))
    expect(actor?.lentPeople).not.toContain(anna.id)
    const person = await api(owner).org.person({ id: rival.id })
    await expect(
      api(head).org.editPerson({ id: rival.id, version: person.version, fullName: 'Другое имя' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api(head).handover.holdings({ personId: rival.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(arrange(head, { absentId: rival.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await api(owner).handover.cancelSubstitution({ id: made.id })
  })

  test('only those above arrange it, for days that are in order, free, and with somebody who is here', async () => {
    for (const [person, code] of [
      [anna, 'FORBIDDEN'],
      [otherHead, 'NOT_FOUND'],
      [stranger, 'NOT_FOUND'],
    ] as const)
      await expect(arrange(person)).rejects.toMatchObject({ code })
    await expect(app.stranger.handover.substitutions({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const later = { startsOn: '2026-11-25', endsOn: '2026-11-27' }
    await expect(arrange(head, { endsOn: '2026-11-17' })).rejects.toMatchObject({ code: 'SUBSTITUTION_DATES' })
    await expect(arrange(head, { ...later, substituteId: boris.id })).rejects.toMatchObject({
      code: 'HANDOVER_TO_SELF',
    })
    await expect(arrange(head, { ...later, substituteId: leaver.id })).rejects.toMatchObject({
      code: 'HANDOVER_TO_GONE',
    })
    await expect(arrange(head, { ...later, substituteId: rival.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const made = await arrange(head, { startsOn: '2026-12-01', endsOn: '2026-12-14' })
    await expect(arrange(head, { startsOn: '2026-12-10', endsOn: '2026-12-20' })).rejects.toMatchObject({
      code: 'SUBSTITUTION_OVERLAPS',
    })
    await expect(
      arrange(head, { absentId: anna.id, substituteId: boris.id, startsOn: '2026-12-10', endsOn: '2026-12-20' }),
    ).rejects.toMatchObject({ code: 'SUBSTITUTE_AWAY' })
    const { id, version } = made
    const moved = await api(head).handover.editSubstitution({ id, version, endsOn: '2026-12-05' })
    expect(moved).toMatchObject({ endsOn: '2026-12-05', state: 'ahead' })
    for (const late of [{ endsOn: '2026-12-06' }, { substituteId: anna.id }, { endsOn: '2026-11-01' }])
      await expect(api(head).handover.editSubstitution({ id, version, ...late })).rejects.toMatchObject({
        code: 'SUBSTITUTION_CHANGED',
      })
    expect(await api(rival).handover.substitutions({})).toMatchObject([
      { id, reason: null, note: null, may: { edit: false } },
    ])
    expect(await api(stranger).handover.substitutions({})).toEqual([])
  })
})

test('a lead that waited for its turn waits no more when it is handed over', async () => {
  const settings = await api(owner).leads.settings({})
  const byTurn = { method: 'round_robin' as const, personIds: [boris.id], onlyInHours: true }
  const saved = await api(owner).leads.editSettings({ ...settings, ...byTurn })
  const seller = await company.person({ name: 'Сергей Переходящий', managerId: head.id, departmentId: north })
  clock.moveTo('2026-11-20T22:00:00+03:00')
  const { id } = await api(seller).leads.add({ name: 'Ночной клиент' })
  expect(await api(head).leads.assign({ ids: [id], personId: null })).toEqual({ assigned: 0, waiting: 1 })
  await api(head).handover.handOver(rule({ personId: seller.id, method: 'one', toIds: [anna.id] }))
  expect(await api(head).leads.get({ id })).toMatchObject({ owner: { id: anna.id }, waits: false })
  await api(owner).leads.editSettings({ ...settings, version: saved.version })
  clock.moveTo('2026-11-20T12:00:00+03:00')
})
