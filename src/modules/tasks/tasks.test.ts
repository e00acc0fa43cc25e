import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { tellOverdue } from './service/mornings.ts'

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let head: TestPerson
let seller: TestPerson
let colleague: TestPerson
let rival: TestPerson
let stranger: TestPerson
let dealId: string

beforeAll(async () => {
  app = await testApp()
  company = await app.company()
  await company.pipeline()
  head = await company.person({ role: 'head', name: 'Ольга Голова' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  colleague = await company.person({ name: 'Анна Вторая', managerId: head.id })
  rival = await company.person({ name: 'Пётр Чужой' })
  stranger = await (await app.company()).person({ role: 'owner' })
  dealId = (await app.as(seller).deals.create({ title: 'Завод' })).id
})
afterAll(() => app.close())

const today = '2026-11-21'
const mine = () => app.as(seller).tasks
const noticesOf = async (person: TestPerson) =>
  app.database
    .selectFrom('notices' as never)
    .select(['kind', 'data', 'path'] as never)
    .where('person_id' as never, '=', person.id as never)
    .orderBy('id' as never)
    .execute() as Promise<{ kind: string; data: Record<string, unknown>; path: string }[]>

describe('a task', () => {
  test('is one’s own for today, unless said otherwise', async () => {
    const task = await mine().create({ title: 'Позвонить' })
    expect(task).toMatchObject({
      title: 'Позвонить',
      owner: { id: seller.id },
      author: { id: seller.id },
      dueOn: today,
      dueAt: '2026-11-21T20:59:59.000Z',
      hasTime: false,
      priority: 'normal',
      horizon: 'day',
      state: 'open',
      shifts: 0,
      may: { edit: true, close: true, decline: true, reopen: false, trash: true },
    })
  })

  test('is about a deal, whose title it tells', async () => {
    const task = await mine().create({ title: 'КП', dealId, dueOn: '2026-11-23', dueTime: '15:30' })
    expect(task).toMatchObject({
      deal: { id: dealId, name: 'Завод' },
      dueAt: '2026-11-23T12:30:00.000Z',
      hasTime: true,
    })
    const { rows } = await mine().about({ dealId })
    expect(rows.map(({ title }) => title)).toEqual(['КП'])
  })

  test('needs a title, a real day and points at what exists', async () => {
    for (const wrong of [{ title: ' ' }, { title: 'x', dueOn: '2026-02-30' }, { title: 'x', dueTime: '25:00' }]) {
      await expect(mine().create(wrong)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
    await expect(mine().create({ title: 'x', dealId: seller.id })).rejects.toMatchObject({
      code: 'REFERENCE_MISSING',
      data: { fields: ['dealId'] },
    })
  })

  test('is not changed over somebody else’s change', async () => {
    const task = await mine().create({ title: 'Отчёт' })
    await mine().edit({ id: task.id, version: 1, changes: { priority: 'high' } })
    await expect(mine().edit({ id: task.id, version: 1, changes: { title: 'Мой' } })).rejects.toMatchObject({
      code: 'TASK_CHANGED',
      data: { current: { priority: 'high', version: 2 } },
    })
  })

  test('keeps its hour on another day and its day at another hour', async () => {
    const task = await mine().create({ title: 'Созвон', dueOn: '2026-11-25', dueTime: '10:00' })
    const earlier = await mine().edit({ id: task.id, version: 1, changes: { dueOn: '2026-11-24' } })
    expect(earlier).toMatchObject({ dueAt: '2026-11-24T07:00:00.000Z', shifts: 0 })
    const sooner = await mine().edit({ id: task.id, version: 2, changes: { dueTime: '09:00' } })
    expect(sooner).toMatchObject({ dueAt: '2026-11-24T06:00:00.000Z', shifts: 0 })
  })
})

describe('putting off and refusing', () => {
  test('a later date needs a reason and is counted; the history tells both', async () => {
    const given = await app.as(head).tasks.create({ title: 'Сверка', ownerId: seller.id })
    const later = { id: given.id, version: 1, changes: { dueOn: '2026-11-30' } }
    await expect(mine().edit(later)).rejects.toMatchObject({ code: 'SHIFT_REASON_REQUIRED' })
    const shifted = await mine().edit({ ...later, reason: 'клиент в отпуске' })
    expect(shifted).toMatchObject({ dueOn: '2026-11-30', shifts: 1 })
    const { entries } = await mine().history({ id: given.id })
    expect(entries.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['shift', 'клиент в отпуске'],
      ['edited', null],
      ['created', null],
    ])
  })

  test('who has just made a task mends a slip without a reason', async () => {
    const task = await mine().create({ title: 'Описка' })
    const mended = await mine().edit({ id: task.id, version: 1, changes: { dueOn: '2026-12-01' } })
    expect(mended).toMatchObject({ dueOn: '2026-12-01', shifts: 0 })
    await expect(mine().edit({ id: task.id, version: 2, changes: { dueOn: '2026-12-02' } })).rejects.toMatchObject({
      code: 'SHIFT_REASON_REQUIRED',
    })
  })

  test('the owner refuses with a reason, the author is told; the author himself does not refuse', async () => {
    const given = await app.as(head).tasks.create({ title: 'Обзвон базы', ownerId: seller.id })
    await expect(app.as(head).tasks.decline({ id: given.id, reason: 'сам' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const declined = await mine().decline({ id: given.id, reason: 'нет доступа к базе' })
    expect(declined).toMatchObject({ state: 'declined', result: 'нет доступа к базе', refusals: 1 })
    expect((await app.as(head).tasks.list({ view: 'given' })).rows.map(({ title }) => title)).toContain('Обзвон базы')
    expect(await noticesOf(head)).toMatchObject([
      { kind: 'TASK_DECLINED', data: { title: 'Обзвон базы', reason: 'нет доступа к базе' } },
    ])
  })
})

describe('closing', () => {
  test('needs a result, and may bring the next step about the same deal', async () => {
    const task = await mine().create({ title: 'Позвонить директору', dealId })
    await expect(mine().close({ id: task.id, result: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const closed = await mine().close({
      id: task.id,
      result: 'Просит скидку 5 %',
      nextStep: { title: 'Согласовать скидку', dueOn: '2026-11-24', dueTime: '11:00' },
    })
    expect(closed).toMatchObject({
      task: { state: 'done', result: 'Просит скидку 5 %', closedBy: { id: seller.id } },
      next: null,
      nextStep: { title: 'Согласовать скидку', deal: { id: dealId }, dueAt: '2026-11-24T08:00:00.000Z' },
    })
    await expect(mine().close({ id: task.id, result: 'ещё раз' })).rejects.toMatchObject({ code: 'TASK_CLOSED' })
  })

  test('brings no next step about a deal that is in the trash', async () => {
    const gone = await app.as(seller).deals.create({ title: 'Ошиблись' })
    const { id } = await mine().create({ title: 'Позвонить директору', dealId: gone.id })
    await app.as(head).deals.trash({ ids: [gone.id], deleted: true })
    const nextStep = { title: 'Согласовать скидку', dueOn: '2026-11-24' }
    await expect(mine().close({ id, result: 'Отказ', nextStep })).rejects.toMatchObject({
      code: 'REFERENCE_MISSING',
      data: { fields: ['dealId'] },
    })
    expect((await mine().close({ id, result: 'Отказ' })).task.state).toBe('done')
  })

  test('of two who close at once the second is told', async () => {
    const task = await app.as(head).tasks.create({ title: 'Вдвоём', ownerId: seller.id })
    const results = await Promise.allSettled([
      mine().close({ id: task.id, version: 1, result: 'я' }),
      app.as(head).tasks.close({ id: task.id, version: 1, result: 'и я' }),
    ])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('the next step of a deal', () => {
  test('is the earliest open task; closed ones and those in the trash are none', async () => {
    const { id } = await app.as(seller).deals.create({ title: 'Шаги' })
    const step = async () =>
      app.database
        .selectFrom('facts.next_steps' as never)
        .select(['title', 'kind'] as never)
        .where('deal_id' as never, '=', id as never)
        .execute() as Promise<unknown>
    expect(await step()).toEqual([])
    const later = await mine().create({ title: 'Потом', dealId: id, dueOn: '2026-12-10' })
    const sooner = await mine().create({ title: 'Сначала', dealId: id, dueOn: '2026-11-25' })
    expect(await step()).toEqual([{ title: 'Сначала', kind: 'task' }])
    await mine().close({ id: sooner.id, result: 'готово' })
    expect(await step()).toEqual([{ title: 'Потом', kind: 'task' }])
    await mine().trash({ ids: [later.id], deleted: true })
    expect(await step()).toEqual([])
    await mine().trash({ ids: [later.id], deleted: false })
    expect(await step()).toEqual([{ title: 'Потом', kind: 'task' }])
  })
})

describe('the next step for the reader', () => {
  test('is told in full, or as a colleague’s where he does not see it', async () => {
    const { id } = await app.as(seller).deals.create({ title: 'Чей шаг' })
    const step = async (person: TestPerson) => (await app.as(person).tasks.nextSteps({ dealIds: [id] })).rows
    const given = await app.as(head).tasks.create({ title: 'Проверю сам', dealId: id, dueOn: '2026-11-25' })
    expect(await step(head)).toMatchObject([{ kind: 'task', recordId: given.id, title: 'Проверю сам', hasTime: false }])
    expect(await step(seller)).toMatchObject([{ kind: 'hidden', recordId: null, title: '', owner: null }])
    expect(await step(rival)).toEqual([])
    await mine().create({ title: 'Мой шаг', dealId: id, dueOn: '2026-11-23', dueTime: '10:00' })
    expect(await step(seller)).toMatchObject([
      { kind: 'task', title: 'Мой шаг', hasTime: true, owner: { id: seller.id } },
    ])
  })
})

describe('views', () => {
  let person: TestPerson
  let boss: TestPerson
  const titles = async (view: 'today' | 'overdue' | 'week' | 'later' | 'team' | 'given' | 'done', who = person) =>
    (await app.as(who).tasks.list({ view })).rows.map(({ title }) => title)

  beforeAll(async () => {
    boss = await company.person({ role: 'head' })
    person = await company.person({ name: 'Вера Видова', managerId: boss.id })
    const add = (title: string, dueOn: string, dueTime: string | null = null) =>
      app.as(person).tasks.create({ title, dueOn, dueTime })
    await add('вчера', '2026-11-20')
    await add('в восемь', today, '08:00')
    await add('вечером', today, '20:00')
    await add('в пятницу', '2026-11-27')
    await add('в декабре', '2026-12-20')
    const done = await add('сделано', today)
    await app.as(person).tasks.close({ id: done.id, result: 'да' })
    await app.as(boss).tasks.create({ title: 'поручено', ownerId: person.id, dueOn: '2026-11-22' })
  })

  test('today, overdue by the hour, seven days, later, done', async () => {
    expect(await titles('today')).toEqual(['в восемь', 'вечером'])
    expect(await titles('overdue')).toEqual(['вчера', 'в восемь'])
    expect(await titles('week')).toEqual(['в восемь', 'вечером', 'поручено', 'в пятницу'])
    expect(await titles('later')).toEqual(['в декабре'])
    expect(await titles('done')).toEqual(['сделано'])
    expect(await titles('given')).toEqual([])
  })

  test('the head sees the team and what he gave; the counts say the same', async () => {
    expect(await titles('team', boss)).toEqual(['вчера', 'в восемь', 'вечером', 'поручено', 'в пятницу', 'в декабре'])
    expect(await titles('given', boss)).toEqual(['поручено'])
    expect(await app.as(boss).tasks.counts({})).toEqual({ today: 0, overdue: 0, week: 0, later: 0, team: 6, given: 1 })
    expect(await app.as(person).tasks.counts({})).toEqual({
      today: 2,
      overdue: 2,
      week: 4,
      later: 1,
      team: 0,
      given: 0,
    })
  })

  test('pages together are the view', async () => {
    const first = await app.as(boss).tasks.list({ view: 'team', limit: 4 })
    const second = await app.as(boss).tasks.list({ view: 'team', limit: 4, cursor: first.nextCursor ?? '' })
    expect([...first.rows, ...second.rows]).toHaveLength(6)
    expect(second.nextCursor).toBeNull()
  })
})

describe('who may', () => {
  test('only people in reach are given tasks', async () => {
    await expect(mine().create({ title: 'x', ownerId: colleague.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(head).tasks.create({ title: 'x', ownerId: rival.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const gone = await company.person({ managerId: head.id, leftOn: '2026-11-01' })
    await expect(app.as(head).tasks.create({ title: 'x', ownerId: gone.id })).rejects.toMatchObject({
      code: 'REFERENCE_MISSING',
    })
    const { people } = await app.as(head).tasks.reference({})
    expect(people.map(({ id }) => id)).not.toContain(gone.id)
    expect((await mine().reference({})).people.map(({ id }) => id)).toEqual([seller.id])
  })

  test('the owner is told of a task that somebody else gives him', async () => {
    const person = await company.person({ managerId: head.id })
    await app.as(head).tasks.create({ title: 'Подготовить отчёт', ownerId: person.id, dueOn: '2026-11-25' })
    expect(await noticesOf(person)).toMatchObject([
      { kind: 'TASK_ASSIGNED', data: { title: 'Подготовить отчёт', by: 'Ольга Голова', dueOn: '2026-11-25' } },
    ])
  })

  test('a task of another team or company does not exist', async () => {
    const { id } = await mine().create({ title: 'Тайна' })
    for (const outsider of [rival, stranger, colleague]) {
      const api = app.as(outsider).tasks
      await expect(api.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.history({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.edit({ id, version: 1, changes: { title: 'x' } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.close({ id, result: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.decline({ id, reason: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.reopen({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.trash({ ids: [id], deleted: true })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect((await api.list({ view: 'today', ownerIds: [seller.id] })).rows).toEqual([])
      expect((await api.about({ personId: seller.id })).rows).toEqual([])
      expect((await api.counts({ ownerIds: [seller.id] })).today).toBe(0)
    }
  })

  test('a stranger gets nothing', async () => {
    const api = app.stranger.tasks
    for (const call of [api.list({}), api.counts({}), api.about({}), api.reference({}), api.create({ title: 'x' })]) {
      await expect(call).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    }
  })

  test('who was given a task does not throw it away, and an auditor changes none', async () => {
    const given = await app.as(head).tasks.create({ title: 'Поручение', ownerId: seller.id })
    await expect(mine().trash({ ids: [given.id], deleted: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const auditor = await company.person({ role: 'auditor' })
    expect((await app.as(auditor).tasks.get({ id: given.id })).may).toEqual({
      edit: false,
      close: false,
      decline: false,
      reopen: false,
      trash: false,
    })
    await expect(app.as(auditor).tasks.close({ id: given.id, result: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('HR has tasks too, and sees nobody else’s', async () => {
    const hr = await company.person({ role: 'hr' })
    await app.as(hr).tasks.create({ title: 'Собеседование' })
    expect((await app.as(hr).tasks.list({})).rows.map(({ title }) => title)).toEqual(['Собеседование'])
    expect((await app.as(hr).tasks.list({ view: 'team' })).rows).toEqual([])
  })
})

describe('in the morning', () => {
  test('everybody is told once of what is overdue, by the clock of his company', async () => {
    const firm = await app.company({ timeZone: 'Asia/Vladivostok' })
    const person = await firm.person()
    for (const dueOn of ['2026-11-10', '2026-11-12']) {
      await app.as(person).tasks.create({ title: `Срок ${dueOn}`, dueOn })
    }
    const run = (at: string) => app.gate.asServer((tx) => tellOverdue(tx, stillClock(at).now()))
    await run('2026-11-23T09:05:00+03:00')
    expect(await noticesOf(person)).toEqual([])
    await run('2026-11-23T09:05:00+10:00')
    await run('2026-11-23T09:35:00+10:00')
    expect(await noticesOf(person)).toMatchObject([
      { kind: 'TASK_OVERDUE', data: { count: 2, title: 'Срок 2026-11-10' }, path: '/tasks?view=overdue' },
    ])
  })

  test('where the clock is put back, nine in the morning is nine', async () => {
    const firm = await app.company({ timeZone: 'America/New_York' })
    const person = await firm.person()
    await app.as(person).tasks.create({ title: 'Давно', dueOn: '2026-10-28' })
    const run = (at: string) => app.gate.asServer((tx) => tellOverdue(tx, stillClock(at).now()))
    // On 1 November 2026 the clock there goes back an hour at two.
    await run('2026-11-01T08:05:00-05:00')
    expect(await noticesOf(person)).toEqual([])
    await run('2026-11-01T09:55:00-05:00')
    expect(await noticesOf(person)).toMatchObject([{ kind: 'TASK_OVERDUE' }])
  })
})
