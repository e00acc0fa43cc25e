import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, asDay, type Day } from '#core/calendar/day.ts'
import { stillClock } from '#core/clock/clock.ts'
import { actorOf } from '#modules/auth/api.ts'
import { testApp, type TestApp, type TestPerson } from '../../testing.ts'
import { checkCase } from './service/effect.ts'
import { nightOfCases } from './service/night.ts'

const NOON = '2026-11-20T12:00:00+03:00'
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock(NOON) })
})
afterAll(() => app.close())

/** Five sellers with a year of steady sales: five wins a week each; from `since` on the first one wins as many as `now`. */
async function yearOf(since: Day, now: number, from: Day = asDay('2025-09-29')) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const department = await company.department('Север', undefined, head.id)
  const sellers: TestPerson[] = []
  for (let n = 0; n < 5; n += 1)
    sellers.push(await company.person({ name: `Продавец ${n}`, managerId: head.id, departmentId: department }))
  const pipeline = await company.pipeline(['Новая'])
  const [fresh = ''] = pipeline.stages.map((stage) => stage.id)
  const deals = sellers.flatMap((seller, index) =>
    Array.from({ length: 60 }, (_, week) => addDays(asDay('2025-09-29'), 7 * week)).flatMap((monday, week) => {
      const usual = 4 + ((week * 3 + index) % 3)
      const count = monday < from ? 0 : index === 0 && monday >= since ? now : usual
      return Array.from({ length: count }, (_won, n) => ({
        owner: seller,
        amountMinor: 10_000_00,
        moves: [
          [fresh, `${addDays(monday, n % 5)}T10:00:00+03:00`] as const,
          [pipeline.won, `${addDays(monday, n % 5)}T12:00:00+03:00`] as const,
        ],
      }))
    }),
  )
  await company.deals(deals)
  const [first] = sellers
  if (!first) throw new Error('no seller')
  const plan = {
    workspace_id: company.id,
    month: '2026-11-01',
    level: 'person',
    subject_id: first.id,
    owner_id: first.id,
  }
  await app.database
    .insertInto('plan_cells')
    .values({ ...plan, amount_minor: 2_000_000_00 })
    .execute()
  return { company, owner, head, first }
}

test('a case about somebody who has left closes by itself: nobody can mend it', async () => {
  const { head, first } = await yearOf(asDay('2027-01-01'), 0)
  await nightOfCases(app.gate, new Date('2026-11-19T05:20:00+03:00'))
  const open = (await app.as(head).cases.list({})).rows.find(({ subjectId }) => subjectId === first.id)
  await app.database.updateTable('people').set({ left_on: '2026-11-19' }).where('id', '=', first.id).execute()
  await nightOfCases(app.gate, new Date('2026-11-20T05:20:00+03:00'))
  const after = await app.as(head).cases.get({ id: open?.id ?? '' })
  expect(after).toMatchObject({
    state: 'closed',
    verdict: 'cannotTell',
    verdictNote: 'Сотрудник больше не работает.',
    closedBy: null,
  })
})

test('before people come to work the night opens a case for whoever is behind, once', async () => {
  const { head, first } = await yearOf(asDay('2027-01-01'), 0)
  const night = new Date('2026-11-20T05:20:00+03:00')
  expect((await nightOfCases(app.gate, new Date('2026-11-20T03:20:00+03:00'))).opened).toBe(0)
  const done = await nightOfCases(app.gate, night)
  expect(done.opened).toBeGreaterThan(0)
  expect((await nightOfCases(app.gate, night)).opened).toBe(0)
  const { rows } = await app.as(head).cases.list({})
  expect(rows).toContainEqual(expect.objectContaining({ subjectId: first.id, metric: 'pace', openedBy: null }))
  // A Saturday is left in peace.
  expect(await nightOfCases(app.gate, new Date('2026-11-21T05:20:00+03:00'))).toEqual({ opened: 0, checked: 0 })
})

test('an action that doubled the sales is found to have helped, and the library learns it', async () => {
  const { company, head, first } = await yearOf(asDay('2026-10-19'), 12)
  const ask = app.as(head).cases
  const { id } = await ask.open({ metric: 'pace', level: 'person', subjectId: first.id, period: '2026-11' })
  const acted = await ask.act({
    id,
    version: 1,
    kind: 'coaching',
    title: 'Разбор',
    target: 'won',
    doerId: first.id,
    dueOn: '2026-11-25',
    expectedMinor: null,
  })
  // It began a month ago.
  const began = { started_on: '2026-10-19', state: 'done' }
  await app.database
    .updateTable('cases_actions' as 'people')
    .set(began as never)
    .where('workspace_id', '=', company.id)
    .execute()
  const checked = await ask.check({ id })
  expect(checked.actionList[0]).toMatchObject({
    verdict: 'helped',
    effect: { target: 'won', from: '2026-10-19', peers: 4 },
  })
  expect(checked.actionList[0]?.effect?.low).toBeGreaterThan(0)
  expect(checked.version).toBeGreaterThan(acted.version)
  await ask.close({ id, version: checked.version, verdict: 'helped' })
  const coaching = (await ask.library({})).rows.find((entry) => entry.kind === 'coaching')
  expect(coaching).toMatchObject({ n: 1, helped: 1, judged: 1 })
  expect(coaching?.medianShare).toBeGreaterThan(0.5)
})

test('weeks of leave are no weeks without sales: who sells as usual on the days that he works has his usual level', async () => {
  // Three of the four weeks after the action he is away.
  const team = await yearOf(asDay('2026-10-26'), 0)
  await app.database
    .insertInto('absences')
    .values({
      workspace_id: team.company.id,
      person_id: team.first.id,
      kind: 'leave',
      from_on: '2026-10-26',
      to_on: '2026-11-13',
      state: 'approved',
      decided_at: new Date(NOON),
    })
    .execute()
  const { ask, id } = await withAction(team)
  const { effect } = (await ask.check({ id })).actionList[0] ?? {}
  expect(effect?.after).toBeCloseTo(effect?.usual ?? 0, 1)
  expect(Math.abs(effect?.effect ?? 9)).toBeLessThan(0.1)
})

test('months before anything was written down are no months without sales: there is nothing to measure by', async () => {
  const { ask, id } = await withAction(await yearOf(asDay('2026-10-19'), 6, asDay('2026-09-21')))
  await expect(ask.check({ id })).rejects.toMatchObject({ code: 'CASE_NO_BASE' })
})

test('who has left is no matter of the night', async () => {
  const { head, first } = await yearOf(asDay('2026-10-19'), 0)
  await app.database.updateTable('people').set({ left_on: '2026-11-12' }).where('id', '=', first.id).execute()
  await nightOfCases(app.gate, new Date('2026-11-20T05:20:00+03:00'))
  const { rows } = await app.as(head).cases.list({})
  expect(rows.filter(({ subjectId }) => subjectId === first.id)).toEqual([])
})

/** An open case of the first seller with an action; it began on a Monday a month ago. */
async function withAction(team: Awaited<ReturnType<typeof yearOf>>) {
  const { company, head, first } = team
  const ask = app.as(head).cases
  const { id } = await ask.open({ metric: 'pace', level: 'person', subjectId: first.id, period: '2026-11' })
  const action = {
    kind: 'coaching',
    target: 'won',
    doerId: first.id,
    dueOn: '2026-11-25',
    expectedMinor: null,
  } as const
  await ask.act({ ...action, id, version: 1, title: 'Разбор' })
  const actions = (set: object) =>
    app.database
      .updateTable('cases_actions' as 'people')
      .set(set as never)
      .where('workspace_id', '=', company.id)
  await actions({ started_on: '2026-10-19', review_on: '2026-11-18', state: 'done' }).execute()
  return { ask, id, action, actions }
}

test('a check takes nothing back that others have written while it was reckoning', async () => {
  const team = await yearOf(asDay('2026-10-19'), 12)
  const { ask, id } = await withAction(team)
  const actor = await actorOf(app.gate, team.head.id, new Date(NOON))
  if (!actor) throw new Error('nobody may act')
  const check = (meanwhile: () => Promise<unknown>) =>
    checkCase(app.gate, { actor, now: new Date(NOON) }, id, async (work) => {
      await meanwhile()
      return app.gate.as(actor, work)
    })
  await check(async () => ask.setCause({ id, version: (await ask.get({ id })).version, cause: null, note: 'Отпуск' }))
  const named = await ask.get({ id })
  expect(named).toMatchObject({ causeNote: 'Отпуск', actionList: [{ verdict: 'helped' }] })
  const close = () => ask.close({ id, version: named.version, verdict: 'helped' })
  await expect(check(close)).rejects.toMatchObject({ code: 'CASE_CLOSED' })
  expect(await ask.get({ id })).toMatchObject({ state: 'closed', verdict: 'helped' })
})

test('the night measures an action once, however long another one of the case is too young to be measured', async () => {
  const { ask, id, action, actions } = await withAction(await yearOf(asDay('2026-10-19'), 12))
  await ask.act({ ...action, id, version: (await ask.get({ id })).version, title: 'Второй разбор' })
  await actions({ due_on: '2026-11-16', review_on: '2026-11-18' })
    .where('state' as 'id', '=', 'planned')
    .execute()
  expect((await nightOfCases(app.gate, new Date('2026-11-20T05:20:00+03:00'))).checked).toBe(1)
  const { version } = await ask.get({ id })
  expect((await nightOfCases(app.gate, new Date('2026-11-23T05:20:00+03:00'))).checked).toBe(0)
  expect((await ask.get({ id })).version).toBe(version)
})

test('an action counts from the day on which its task is done, and before that is not measured at all', async () => {
  const team = await yearOf(asDay('2026-10-19'), 12)
  const { ask, id, actions } = await withAction(team)
  await actions({ due_on: '2026-10-05', started_on: null, state: 'planned' }).execute()
  const night = () => nightOfCases(app.gate, new Date('2026-11-20T05:20:00+03:00'))
  await expect(ask.check({ id })).rejects.toMatchObject({ code: 'CASE_NOT_BEGUN', data: { title: 'Разбор' } })
  expect((await night()).checked).toBe(0)
  expect((await ask.get({ id })).actionList).toMatchObject([{ state: 'planned', effect: null }])
  await app.database
    .updateTable('tasks')
    .set({ state: 'done', result: 'Провели', closed_at: new Date('2026-10-19T10:00:00+03:00') })
    .where('workspace_id', '=', team.company.id)
    .execute()
  expect((await ask.get({ id })).actionList).toMatchObject([{ state: 'done', effect: null }])
  expect((await night()).checked).toBe(1)
  const { version, actionList } = await ask.get({ id })
  expect(actionList).toMatchObject([{ state: 'done', verdict: 'helped', effect: { from: '2026-10-19' } }])
  const closed = await ask.close({ id, version, verdict: 'helped' })
  expect(closed.actionList).toMatchObject([{ state: 'done' }])
})

test('a case that is closed unmeasured calls off what was not done, and nothing that was', async () => {
  const team = await yearOf(asDay('2026-10-19'), 12)
  const { ask, id, action, actions } = await withAction(team)
  await actions({ started_on: null, state: 'planned' }).execute()
  await app.database
    .updateTable('tasks')
    .set({ state: 'done', result: 'Провели', closed_at: new Date(NOON) })
    .where('workspace_id', '=', team.company.id)
    .execute()
  await expect(ask.check({ id })).rejects.toMatchObject({ code: 'CASE_TOO_EARLY' })
  const { version } = await ask.act({ ...action, id, version: (await ask.get({ id })).version, title: 'Второй разбор' })
  const closed = await ask.close({ id, version, verdict: 'cannotTell' })
  const states = Object.fromEntries(closed.actionList.map(({ title, state }) => [title, state]))
  expect(states).toEqual({ Разбор: 'done', 'Второй разбор': 'cancelled' })
})

test('the review of a case waits for no action that was called off', async () => {
  const { ask, id, action } = await withAction(await yearOf(asDay('2026-10-19'), 12))
  const near = await ask.act({ ...action, id, version: (await ask.get({ id })).version, title: 'Второй разбор' })
  const far = await ask.act({ ...action, id, version: near.version, title: 'Обучение', dueOn: '2026-12-20' })
  expect(far.reviewOn).not.toBe(near.reviewOn)
  const actionId = far.actionList.find(({ title }) => title === 'Обучение')?.id ?? ''
  const left = await ask.endAction({ id, version: far.version, actionId, state: 'cancelled' })
  expect(left).toMatchObject({ state: 'acting', reviewOn: near.reviewOn })
})
