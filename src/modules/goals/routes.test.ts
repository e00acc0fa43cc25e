import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

let app: TestApp
let owner: TestPerson
let director: TestPerson
let head: TestPerson
let seller: TestPerson
let other: TestPerson
let stranger: TestPerson
let department: string

beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  department = await company.department('Север')
  owner = await company.person({ role: 'owner', name: 'Владелец' })
  director = await company.person({ role: 'director', name: 'Директор' })
  head = await company.person({ role: 'head', name: 'Голова', departmentId: department, managerId: director.id })
  await app.database.updateTable('departments').set({ head_id: head.id }).where('id', '=', department).execute()
  // Of the head's team by the department alone.
  seller = await company.person({ name: 'Анна', departmentId: department })
  other = await company.person({ name: 'Чужая Команда' })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  const { stage, won } = await company.pipeline()
  await company.deals([
    {
      owner: seller,
      amountMinor: 900_000_000,
      moves: [
        [stage('Новая'), '2026-11-02T10:00:00+03:00'],
        [won, '2026-11-10T10:00:00+03:00'],
      ],
    },
  ])
})
afterAll(() => app.close())

const wish = (more: object) => ({
  level: 'company' as const,
  title: 'Продать больше',
  metric: 'sales',
  period: '2026-11',
  target: 1_200_000_000,
  responsibleId: owner.id,
  ...more,
})

test('a goal is made of what its maker sees: his people, his departments, the levels that he may set', async () => {
  const ids = (named: readonly { id: string }[]) => named.map(({ id }) => id)
  const all = await app.as(owner).goals.choices({})
  expect(all.metrics.map(({ key }) => key)).toContain('sales')
  expect(ids(all.people)).toEqual(expect.arrayContaining([seller.id, other.id]))
  expect(ids(all.heads).toSorted()).toEqual([director.id, head.id].toSorted())
  expect(ids(all.departments)).toEqual([department])
  const own = await app.as(head).goals.choices({})
  expect(ids(own.people)).toContain(seller.id)
  expect(ids(own.people)).not.toContain(other.id)
  expect(own.levels).not.toContain('company')
  const foreign = await app.as(stranger).goals.choices({})
  expect(foreign).toMatchObject({ departments: [], heads: [], people: [], responsible: [{ id: stranger.id }] })
  await expect(app.stranger.goals.choices({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})

describe('a goal is no task and no wish', () => {
  test('without a metric, without a target, with an unknown metric it is refused with a hint', async () => {
    const { goals } = app.as(owner)
    await expect(goals.create(wish({ metric: null }))).rejects.toMatchObject({ code: 'GOAL_NEEDS_METRIC' })
    await expect(goals.create(wish({ target: null }))).rejects.toMatchObject({ code: 'GOAL_NEEDS_TARGET' })
    await expect(goals.create(wish({ metric: 'luck' }))).rejects.toMatchObject({ code: 'GOAL_METRIC_UNKNOWN' })
  })

  test('progress is the metric’s: 9 of 12 million are 75 %, and 14 of 20 working days are over', async () => {
    const { goals } = app.as(owner)
    const { id } = await goals.create(wish({}))
    const { goal } = await goals.get({ id })
    expect(goal).toMatchObject({ value: 900_000_000, progress: 0.75, isWhole: true })
    expect(goal.expected).toBeCloseTo(0.7, 9)
  })

  test('a task under it needs a result and a date', async () => {
    const { goals } = app.as(owner)
    const { id } = await goals.create(wish({}))
    const task = { id, title: 'Больше звонить', ownerId: seller.id }
    await expect(goals.addTask(task)).rejects.toMatchObject({
      code: 'GOAL_TASK_VAGUE',
      data: { missing: ['result', 'date'] },
    })
    await goals.addTask({ ...task, title: 'Обзвонить 40 клиентов', dueOn: '2026-11-27', result: 'список с итогами' })
    const { tasks, goal } = await goals.get({ id })
    expect(tasks).toMatchObject([{ title: 'Обзвонить 40 клиентов', state: 'open' }])
    expect(goal.tasks).toEqual({ open: 1, done: 0, overdue: 0 })
  })

  test('a check-in keeps the figure of its moment', async () => {
    const { goals } = app.as(owner)
    const { id } = await goals.create(wish({}))
    await goals.checkIn({ id, confidence: 7, comment: 'Держимся' })
    const { checkins } = await goals.get({ id })
    expect(checkins).toMatchObject([
      { confidence: 7, comment: 'Держимся', value: 900_000_000, progress: 0.75, authorName: 'Владелец' },
    ])
  })
})

describe('the tree', () => {
  test('a circle is refused, whatever its length; so is a goal of the company below one of a person', async () => {
    const { goals } = app.as(owner)
    const top = await goals.create(wish({ title: 'Верх' }))
    const middle = await goals.create(wish({ title: 'Середина', parentId: top.id }))
    const low = await goals.create(wish({ title: 'Низ', parentId: middle.id }))
    await expect(
      goals.edit({ ...wish({ title: 'Верх', parentId: low.id }), id: top.id, version: 1 }),
    ).rejects.toMatchObject({ code: 'GOAL_CIRCLE' })
    const person = await goals.create(wish({ level: 'person', ownerId: seller.id }))
    await expect(goals.create(wish({ parentId: person.id }))).rejects.toMatchObject({ code: 'GOAL_ABOVE_PARENT' })
  })

  test('weights roll up: a quarter by a weight of one and everything by a weight of three', async () => {
    const { goals } = app.as(owner)
    const top = await goals.create(wish({ title: 'Вес' }))
    await goals.create(wish({ title: 'Мало', parentId: top.id, target: 3_600_000_000, weight: 1 }))
    await goals.create(wish({ title: 'Сполна', parentId: top.id, target: 900_000_000, weight: 3 }))
    const found = (await goals.list({ period: '2026-11' })).goals.find(({ id }) => id === top.id)
    expect(found).toMatchObject({ belowCount: 2 })
    expect(found?.belowProgress).toBeCloseTo((0.25 + 3) / 4, 9)
  })

  test('where a goal below has no figure, those below it tell of it, on the card as in the list', async () => {
    const { goals } = app.as(owner)
    const top = await goals.create(wish({ title: 'Верх без цифр' }))
    // Who has sold nothing has no average check.
    const idle = { level: 'person', ownerId: other.id, metric: 'averageCheck' }
    const middle = await goals.create(wish({ ...idle, title: 'Без цифры', parentId: top.id }))
    const sold = { level: 'person', ownerId: seller.id, target: 900_000_000 }
    await goals.create(wish({ ...sold, title: 'Сполна', parentId: middle.id }))
    const listed = (await goals.list({ period: '2026-11' })).goals.find(({ id }) => id === top.id)
    expect(listed?.belowProgress).toBe(1)
    expect((await goals.get({ id: top.id })).goal.belowProgress).toBe(1)
  })

  test('goals of a department and of a person have the figures of their deals', async () => {
    const { goals } = app.as(owner)
    const own = await goals.create(wish({ level: 'department', departmentId: department }))
    const team = await goals.create(wish({ level: 'team', ownerId: head.id }))
    const person = await goals.create(wish({ level: 'person', ownerId: seller.id }))
    const stranger2 = await goals.create(wish({ level: 'person', ownerId: other.id }))
    const all = (await goals.list({ period: '2026-11' })).goals
    const value = (id: string) => all.find((goal) => goal.id === id)?.value ?? null
    expect([value(own.id), value(team.id), value(person.id)]).toEqual([900_000_000, 900_000_000, 900_000_000])
    expect(value(stranger2.id) ?? 0).toBe(0)
  })
})

describe('rights', () => {
  test('a head sets goals of his team and his people, not of the company, a department or another team', async () => {
    const { goals } = app.as(head)
    await goals.create(wish({ level: 'person', ownerId: seller.id, responsibleId: seller.id }))
    await goals.create(wish({ level: 'team', ownerId: head.id, responsibleId: head.id }))
    await expect(goals.create(wish({}))).rejects.toMatchObject({ code: 'GOAL_NOT_YOURS' })
    await expect(goals.create(wish({ level: 'department', departmentId: department }))).rejects.toMatchObject({
      code: 'GOAL_NOT_YOURS',
    })
    await expect(goals.create(wish({ level: 'person', ownerId: other.id }))).rejects.toMatchObject({
      code: 'GOAL_NOT_YOURS',
    })
  })

  test('a seller sees his goals and those he answers for; another company sees none', async () => {
    const mine = (await app.as(seller).goals.list({ period: '2026-11' })).goals
    expect(mine.length).toBeGreaterThan(0)
    expect(mine.every((goal) => goal.ownerId === seller.id || goal.responsibleId === seller.id)).toBe(true)
    expect((await app.as(stranger).goals.list({ period: '2026-11' })).goals).toEqual([])
    await expect(app.as(seller).goals.create(wish({}))).rejects.toMatchObject({ code: 'GOAL_NOT_YOURS' })
    await expect(app.as(other).goals.get({ id: mine[0]?.id ?? '' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a head knows the goal of the company, but is shown no figure of people whom he does not see', async () => {
    const company = (await app.as(head).goals.list({ period: '2026-11' })).goals.find(
      ({ level }) => level === 'company',
    )
    expect(company).toMatchObject({ isWhole: false, value: null, progress: null })
  })
})

test('two people who edit one goal: the second is told and nothing is lost', async () => {
  const { id } = await app.as(owner).goals.create(wish({ title: 'Спор' }))
  expect(await app.as(owner).goals.edit({ ...wish({ title: 'Мой' }), id, version: 1 })).toEqual({ id, version: 2 })
  await expect(app.as(owner).goals.edit({ ...wish({ title: 'Твой' }), id, version: 1 })).rejects.toMatchObject({
    code: 'GOAL_CHANGED',
    data: { version: 2, title: 'Мой' },
  })
  await expect(app.as(owner).goals.edit({ ...wish({ metric: null }), id, version: 1 })).rejects.toMatchObject({
    code: 'GOAL_CHANGED',
  })
  expect(await app.as(owner).goals.close({ id, version: 2, state: 'dropped' })).toEqual({ id, version: 3 })
})

test('the strategy is written version by version with a reason; who comes late is told whose version stands', async () => {
  const body = { summary: 'Растём', segments: [{ name: 'ЖКХ' }], risks: [{ risk: 'Цены' }] }
  const { goals } = app.as(owner)
  expect(await goals.writeStrategy({ body, reason: 'Первая', baseVersion: 0 })).toEqual({ version: 1 })
  expect(
    await goals.writeStrategy({ body: { ...body, summary: 'Растём быстрее' }, reason: 'Вторая', baseVersion: 1 }),
  ).toEqual({ version: 2 })
  await expect(goals.writeStrategy({ body, reason: 'Поздняя', baseVersion: 1 })).rejects.toMatchObject({
    code: 'STRATEGY_CHANGED',
    data: { version: 2, author: 'Владелец' },
  })
  const { current, versions } = await app.as(seller).goals.strategy({})
  expect(current?.body.summary).toBe('Растём быстрее')
  expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
    [2, 'Вторая'],
    [1, 'Первая'],
  ])
  expect((await app.as(seller).goals.strategy({ version: 1 })).current?.body.summary).toBe('Растём')
  await expect(app.as(head).goals.writeStrategy({ body, reason: 'Моя', baseVersion: 2 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})

test('an open goal says that whoever answers for it has left; one that is closed does not', async () => {
  const company = await app.company()
  const chief = await company.person({ role: 'owner' })
  const leaver = await company.person({ name: 'Олег Уходящий' })
  const { goals } = app.as(chief)
  const { id } = await goals.create(wish({ responsibleId: leaver.id }))
  const left = async () => (await goals.get({ id })).goal.responsibleLeft
  expect(await left()).toBe(false)
  await app.database.updateTable('people').set({ left_on: '2026-01-31' }).where('id', '=', leaver.id).execute()
  expect(await left()).toBe(true)
  const { goal } = await goals.get({ id })
  await goals.close({ id, version: goal.version, state: 'dropped' })
  expect(await left()).toBe(false)
})
