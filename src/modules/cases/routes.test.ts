import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestPerson } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const at = (day: string, hour = 12) => `2026-${day}T${hour}:00:00+03:00`
const rub = (rubles: number) => rubles * 100

/** A team of two sellers with three usual months behind it: ten deals a month each, four won for 50 000. November is poor for Anna. */
async function teamOf() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Ольга Хозяйкина' })
  const head = await company.person({ role: 'head', name: 'Глеб Главин', managerId: owner.id })
  const department = await company.department('Север', undefined, head.id)
  const sellerOf = (name: string) => company.person({ name, managerId: head.id, departmentId: department })
  const [anna, boris] = [await sellerOf('Анна Ильина'), await sellerOf('Борис Котов')]
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const [fresh = '', offer = ''] = pipeline.stages.map((stage) => stage.id)
  const month = (seller: TestPerson, mm: string, won: number, entered: number) =>
    Array.from({ length: entered }, (_, n) => ({
      owner: seller,
      title: `${mm}-${n}`,
      amountMinor: rub(50_000),
      moves: [
        [fresh, at(`${mm}-${String(2 + n).padStart(2, '0')}`)] as const,
        ...(n < won * 2 ? [[offer, at(`${mm}-${String(3 + n).padStart(2, '0')}`)] as const] : []),
        ...(n < won
          ? [[pipeline.won, at(`${mm}-${String(4 + n).padStart(2, '0')}`)] as const]
          : n < won * 2
            ? [[pipeline.lost, at(`${mm}-${String(4 + n).padStart(2, '0')}`)] as const]
            : []),
      ],
    }))
  await company.deals([
    ...['08', '09', '10'].flatMap((mm) => [...month(anna, mm, 4, 10), ...month(boris, mm, 4, 10)]),
    ...month(anna, '11', 1, 6),
    ...month(boris, '11', 4, 10),
  ])
  const plan = (person: TestPerson, rubles: number) => ({
    workspace_id: company.id,
    month: '2026-11-01',
    level: 'person',
    subject_id: person.id,
    owner_id: person.id,
    amount_minor: rub(rubles),
  })
  await app.database
    .insertInto('plan_cells')
    .values([plan(anna, 300_000), plan(boris, 150_000)])
    .execute()
  return { company, owner, head, anna, boris, pipeline, fresh, offer, department }
}

type Team = Awaited<ReturnType<typeof teamOf>>
const open = (team: Team, person = team.head) =>
  app.as(person).cases.open({ metric: 'pace', level: 'person', subjectId: team.anna.id, period: '2026-11' })

describe('a case opened by hand', () => {
  test('keeps the gap of plan/fact, and its parts sum to it', async () => {
    const team = await teamOf()
    const { rows } = await app.as(team.head).planfact.table({ period: '2026-11' })
    const row = rows.find((one) => one.subjectId === team.anna.id)
    const { id } = await open(team)
    const one = await app.as(team.head).cases.get({ id })
    expect(one.gapMinor).toBe(row?.deviationMinor)
    expect(one.split.parts.reduce((sum, part) => sum + part.partMinor, 0)).toBe(one.gapMinor)
    expect(one.split.usual).toEqual({ from: '2026-08-01', to: '2026-10-31' })
    const drivers = one.split.parts.map((part) => part.driver)
    expect(drivers).toContain('entrants')
    expect(drivers).toContain('stage')
    expect(drivers).toContain('plan')
    expect(one.causes.length).toBeGreaterThan(0)
    expect(one.may).toEqual({ comment: true, act: true, close: true, reopen: false })
  })

  test('of a department names its people, whose deviations are those of plan/fact', async () => {
    const team = await teamOf()
    const ask = app.as(team.head).cases
    await expect(
      ask.open({ metric: 'pace', level: 'department', subjectId: team.department, period: '2026-11' }),
    ).resolves.toMatchObject({ id: expect.any(String) })
    const { rows } = await ask.list({})
    const one = await ask.get({ id: rows[0]?.id ?? '' })
    expect(one.split.people.map((person) => person.name)).toEqual(['Анна Ильина', 'Борис Котов'])
    expect(one.split.people.reduce((sum, person) => sum + person.deviationMinor, 0)).toBe(one.gapMinor)
    expect(one.split.parts.reduce((sum, part) => sum + part.partMinor, 0)).toBe(one.gapMinor)
  })

  test('is there once for a matter, whoever asks again', async () => {
    const team = await teamOf()
    const { id } = await open(team)
    await expect(open(team)).rejects.toMatchObject({ code: 'CASE_EXISTS', data: { id } })
    const both = await Promise.allSettled([1, 2].map(() => app.as(team.owner).cases.scan({})))
    expect(both.every((one) => one.status === 'fulfilled')).toBe(true)
    const { rows } = await app.as(team.owner).cases.list({})
    expect(rows.filter((row) => row.subjectId === team.anna.id)).toHaveLength(1)
  })

  test('is refused with a sentence where there is no plan, no gap, or too few deals', async () => {
    const team = await teamOf()
    const ask = app.as(team.head).cases
    const of = (more: object) => ({
      metric: 'pace' as const,
      level: 'person' as const,
      subjectId: team.anna.id,
      period: '2026-11',
      ...more,
    })
    await expect(ask.open(of({ period: '2026-10' }))).rejects.toMatchObject({
      code: 'CASE_NO_DATA',
      message: /не задан план/,
    })
    await expect(ask.open(of({ period: '2026-12' }))).rejects.toMatchObject({ code: 'CASE_NO_DATA' })
    await expect(ask.open(of({ subjectId: team.boris.id }))).rejects.toMatchObject({ code: 'CASE_NO_GAP' })
    await expect(
      ask.open(of({ metric: 'stage', pipelineId: team.pipeline.id, stageId: team.offer })),
    ).rejects.toMatchObject({ code: 'CASE_NO_DATA', message: /мало сделок/ })
    await expect(ask.open(of({ metric: 'norm' }))).rejects.toMatchObject({ code: 'CASE_NO_DATA', message: /норм/ })
  })

  test('of a stage says by how much each seller is below the usual conversion', async () => {
    const team = await teamOf()
    const ask = app.as(team.head).cases
    const { id } = await ask.open({
      metric: 'stage',
      level: 'department',
      subjectId: team.department,
      period: '2026-11',
      pipelineId: team.pipeline.id,
      stageId: team.fresh,
    })
    const one = await ask.get({ id })
    expect(one.expected).toBeCloseTo(0.8, 9)
    expect(one.actual).toBeCloseTo(10 / 16, 9)
    // Usual: 1,200,000 ₽ over 48 moves on, 25,000 each; 2.8 moves are missing.
    expect(one.gapMinor).toBe(rub(-70_000))
    expect(one.split.parts.map((part) => [part.name, part.partMinor])).toEqual([['Анна Ильина', rub(-70_000)]])
  })
})

describe('a case at work', () => {
  test('the seller is told and may speak first; the head sees it at once', async () => {
    const team = await teamOf()
    const { id } = await open(team)
    const seller = app.as(team.anna)
    const notices = await seller.notifications.list({})
    expect(notices.rows.some((notice) => notice.kind === 'CASE_OPENED')).toBe(true)
    await seller.cases.comment({ id, text: 'Две недели была на выставке' })
    const seen = await app.as(team.head).cases.get({ id })
    expect(seen.log.map((entry) => [entry.kind, entry.body])).toContainEqual(['comment', 'Две недели была на выставке'])
    expect((await app.as(team.head).notifications.list({})).rows.some((notice) => notice.kind === 'CASE_COMMENT')).toBe(
      true,
    )
    await expect(
      seller.cases.close({ id, version: seen.version, verdict: 'helped', note: 'сама' }),
    ).rejects.toMatchObject({ status: 403 })
  })

  test('an action makes a task, a version guards it, a verdict ends the case', async () => {
    const team = await teamOf()
    const ask = app.as(team.head).cases
    const { id } = await open(team)
    const before = await ask.get({ id })
    const input = {
      id,
      version: before.version,
      kind: 'coaching',
      title: 'Разобрать три сделки',
      target: 'won' as const,
      doerId: team.anna.id,
      dueOn: '2026-11-25',
      expectedMinor: rub(50_000),
    }
    const after = await ask.act(input)
    expect(after).toMatchObject({ state: 'acting', action: 'Разобрать три сделки', reviewOn: '2026-12-23' })
    expect(after.actionList[0]?.taskId).not.toBeNull()
    expect((await app.as(team.anna).tasks.list({ view: 'week' })).rows.map((task) => task.title)).toContain(
      'Разобрать три сделки',
    )
    await expect(ask.act(input)).rejects.toMatchObject({ code: 'CASE_CHANGED' })
    await expect(ask.check({ id })).rejects.toMatchObject({ code: 'CASE_NOT_BEGUN' })
    await expect(ask.close({ id, version: after.version, verdict: 'helped' })).rejects.toMatchObject({
      code: 'CASE_NOTE_NEEDED',
    })
    const closed = await ask.close({ id, version: after.version, verdict: 'cannotTell' })
    // What was planned and is not done goes with the case, and so does its task.
    expect(closed.actionList).toMatchObject([{ state: 'cancelled' }])
    expect(closed.log.map(({ kind }) => kind)).toContain('actionCancelled')
    expect(await app.as(team.anna).tasks.get({ id: after.actionList[0]?.taskId ?? '' })).toMatchObject({
      state: 'declined',
      result: 'отклонение закрыли',
    })
    expect(closed).toMatchObject({
      state: 'closed',
      verdict: 'cannotTell',
      may: { act: false, close: false, reopen: true },
    })
    await expect(ask.act({ ...input, version: closed.version })).rejects.toMatchObject({ code: 'CASE_CLOSED' })
    const again = await ask.reopen({ id, version: closed.version, reason: 'Цифры изменились' })
    expect(again).toMatchObject({ state: 'open', verdict: null })
  })

  test('an action in the past or for a stranger is refused', async () => {
    const team = await teamOf()
    const other = await teamOf()
    const ask = app.as(team.head).cases
    const { id } = await open(team)
    const input = {
      id,
      version: 1,
      kind: 'coaching',
      title: 'Разбор',
      target: 'won' as const,
      doerId: team.anna.id,
      dueOn: '2026-11-01',
      expectedMinor: null,
    }
    await expect(ask.act(input)).rejects.toMatchObject({ code: 'CASE_DATE_PAST' })
    await expect(ask.act({ ...input, dueOn: '2026-11-25', doerId: other.anna.id })).rejects.toMatchObject({
      code: 'CASE_DOER_UNKNOWN',
    })
    await expect(ask.act({ ...input, dueOn: '2026-11-25', target: 'next' })).rejects.toMatchObject({
      code: 'CASE_TARGET_UNFIT',
    })
  })
})

describe('a case and its causes, actions and library', () => {
  const action = (team: Team, more: object = {}) => ({
    kind: 'coaching',
    title: 'Разобрать три сделки',
    target: 'won' as const,
    doerId: team.anna.id,
    dueOn: '2026-11-25',
    expectedMinor: rub(50_000),
    ...more,
  })

  test('the cause is named by the head alone, over the version that he has seen, and stands in the log', async () => {
    const team = await teamOf()
    const other = await teamOf()
    const otherHead = await team.company.person({ role: 'head', managerId: team.owner.id })
    const { id } = await open(team)
    const ask = app.as(team.head).cases
    const { version, causes } = await ask.get({ id })
    const command = { id, version, cause: causes[0]?.key ?? '', note: 'Мало новых' }
    for (const [someone, status] of [
      [app.as(team.anna), 403],
      [app.as(otherHead), 404],
      [app.as(other.owner), 404],
      [app.stranger, 401],
    ] as const)
      await expect(someone.cases.setCause(command)).rejects.toMatchObject({ status })
    const named = await ask.setCause(command)
    expect(named).toMatchObject({ cause: causes[0]?.key, causeNote: 'Мало новых', version: version + 1 })
    expect(named.log).toContainEqual(expect.objectContaining({ kind: 'cause', body: 'Мало новых' }))
    await expect(ask.setCause(command)).rejects.toMatchObject({ code: 'CASE_CHANGED' })
    expect(await ask.setCause({ id, version: named.version, cause: null, note: null })).toMatchObject({
      cause: null,
      causeNote: null,
    })
    const closed = await ask.close({ id, version: named.version + 1, verdict: 'cannotTell' })
    await expect(ask.setCause({ ...command, version: closed.version })).rejects.toMatchObject({ code: 'CASE_CLOSED' })
  })

  test('an action done counts from today; called off, the case waits for another one', async () => {
    const team = await teamOf()
    const other = await teamOf()
    const otherHead = await team.company.person({ role: 'head', managerId: team.owner.id })
    const ask = app.as(team.head).cases
    const { id } = await open(team)
    const { version } = await ask.get({ id })
    const acting = await ask.act({ id, version, ...action(team) })
    const command = {
      id,
      version: acting.version,
      actionId: acting.actionList[0]?.id ?? '',
      state: 'cancelled' as const,
    }
    for (const [someone, status] of [
      [app.as(team.anna), 403],
      [app.as(otherHead), 404],
      [app.as(other.owner), 404],
      [app.stranger, 401],
    ] as const)
      await expect(someone.cases.endAction(command)).rejects.toMatchObject({ status })
    const waiting = await ask.endAction(command)
    expect(waiting).toMatchObject({ state: 'open', reviewOn: null, action: null, actionList: [{ state: 'cancelled' }] })
    // Nobody needs its task any more: it is off the day of its doer, who is told why, and it is no refusal of his.
    const taskId = acting.actionList[0]?.taskId ?? ''
    const hers = app.as(team.anna)
    expect(await hers.tasks.get({ id: taskId })).toMatchObject({
      state: 'declined',
      result: 'действие по отклонению отменили',
    })
    expect((await hers.tasks.history({ id: taskId })).entries.map(({ kind }) => kind)).not.toContain('refusal')
    expect((await hers.notifications.list({})).rows.map(({ kind }) => kind)).toContain('TASK_CALLED_OFF')
    await expect(ask.endAction(command)).rejects.toMatchObject({ code: 'CASE_CHANGED' })
    await expect(ask.endAction({ ...command, version: waiting.version })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const again = await ask.act({ id, version: waiting.version, ...action(team, { title: 'Двойной звонок' }) })
    const second = again.actionList.find(({ title }) => title === 'Двойной звонок')
    const done = await ask.endAction({ id, version: again.version, actionId: second?.id ?? '', state: 'done' })
    expect(done).toMatchObject({ state: 'acting', action: 'Двойной звонок', reviewOn: again.reviewOn })
    expect(await hers.tasks.get({ id: second?.taskId ?? '' })).toMatchObject({ state: 'open' })
    expect(done.actionList.find((one) => one.id === second?.id)).toMatchObject({
      state: 'done',
      startedOn: '2026-11-21',
    })
    expect(done.log.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['actionCancelled', 'actionDone']))
  })

  test('an action of the company’s own stands in its library once, and in no other', async () => {
    const team = await teamOf()
    const other = await teamOf()
    const ask = app.as(team.head).cases
    const own = { title: 'Обзвон спящих клиентов', target: 'created' as const, drivers: ['entrants' as const] }
    const added = await ask.addToLibrary(own)
    expect(added).toMatchObject({ ...own, n: 0, medianShare: null })
    expect((await ask.library({})).rows).toContainEqual(added)
    await expect(app.as(team.owner).cases.addToLibrary(own)).rejects.toMatchObject({ code: 'CASE_ACTION_KNOWN' })
    const titles = (await app.as(other.head).cases.library({})).rows.map(({ title }) => title)
    expect(titles).not.toContain(own.title)
    await app.as(other.head).cases.addToLibrary(own)
    await expect(app.as(team.anna).cases.addToLibrary({ ...own, title: 'Моё' })).rejects.toMatchObject({ status: 403 })
    await expect(app.stranger.cases.addToLibrary(own)).rejects.toMatchObject({ status: 401 })
  })

  test('the counts are those of the list, by state and verdict, of the own people alone', async () => {
    const team = await teamOf()
    const other = await teamOf()
    const ask = app.as(team.head).cases
    const { id } = await open(team)
    const { version, gapMinor } = await ask.get({ id })
    expect(await ask.counts({})).toEqual({ open: 1, acting: 0, due: 0, closed: 0, gapMinor, verdicts: [] })
    await ask.act({ id, version, ...action(team) })
    expect(await ask.counts({})).toMatchObject({ open: 0, acting: 1, gapMinor })
    await ask.close({ id, version: version + 1, verdict: 'cannotTell' })
    expect(await ask.counts({})).toMatchObject({
      acting: 0,
      closed: 1,
      gapMinor: 0,
      verdicts: [{ verdict: 'cannotTell', n: 1 }],
    })
    for (const someone of [team.boris, other.owner])
      expect(await app.as(someone).cases.counts({})).toMatchObject({ open: 0, acting: 0, closed: 0, verdicts: [] })
    await expect(app.stranger.cases.counts({})).rejects.toMatchObject({ status: 401 })
  })
})

describe('rules', () => {
  test('are read by all who see deviations and changed by those who lead, in their own company', async () => {
    const team = await teamOf()
    const other = await teamOf()
    const rule = { code: 'pace' as const, enabled: false, threshold: 0.35, leastMinor: rub(70_000) }
    await app.as(team.head).cases.editRule(rule)
    const seen = await app.as(team.anna).cases.rules({})
    expect(seen.rules).toContainEqual(rule)
    expect(seen.may).toEqual({ edit: false })
    await expect(app.as(team.anna).cases.editRule(rule)).rejects.toMatchObject({ status: 403 })
    expect((await app.as(other.head).cases.rules({})).rules).not.toContainEqual(rule)
    await expect(app.as(await team.company.person({ role: 'hr' })).cases.rules({})).rejects.toMatchObject({
      status: 403,
    })
    await expect(app.stranger.cases.rules({})).rejects.toMatchObject({ status: 401 })
  })

  test('open a case once, and say what they know already', async () => {
    const team = await teamOf()
    const ask = app.as(team.head).cases
    await ask.editRule({ code: 'pace', enabled: true, threshold: 0.2, leastMinor: rub(10_000) })
    const first = await ask.scan({})
    expect(first.opened).toBeGreaterThan(0)
    expect(await ask.scan({})).toMatchObject({ opened: 0, known: first.opened })
    const { rows } = await ask.list({})
    expect(rows.every((row) => row.openedBy === null)).toBe(true)
    expect(rows.some((row) => row.subjectId === team.boris.id && row.metric === 'pace')).toBe(false)
  })
})

describe('who may see it', () => {
  test('another team, another company, a stranger: the case does not exist', async () => {
    const team = await teamOf()
    const { id } = await open(team)
    const other = await teamOf()
    const otherHead = await team.company.person({ role: 'head', managerId: team.owner.id })
    for (const person of [other.owner, otherHead, team.boris]) {
      await expect(app.as(person).cases.get({ id })).rejects.toMatchObject({ status: 404 })
      expect((await app.as(person).cases.list({})).rows.map((row) => row.id)).not.toContain(id)
    }
    await expect(app.stranger.cases.get({ id })).rejects.toMatchObject({ status: 401 })
    for (const role of ['hr', 'admin', 'marketing', 'finance']) {
      const person = await team.company.person({ role })
      await expect(app.as(person).cases.get({ id })).rejects.toMatchObject({ status: 403 })
    }
  })
})
