import { afterAll, beforeAll, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { officeOf } from '../../testing-payments.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-20T12:00:00+03:00') })
})
afterAll(() => app.close())

/** A head who leads a team, answers for a case and a goal, sold what is not paid for, and has a part in a deal of a colleague. */
async function leavingHead() {
  const office = await officeOf(app)
  const { owner, head, other, api, deal } = office
  const { workspaceId, departmentId } = await departmentOf(head)
  const won = await deal(head, 500_00)
  const invoice = await app.as(head).payments.addInvoice({ dealId: won })
  const pipelines = await api.deals.pipelines({})
  const stageId = pipelines[0]?.stages.find(({ meaning }) => meaning === 'won')?.id ?? ''
  const { version } = await api.deals.get({ id: won })
  await app.as(head).deals.move({ id: won, version, stageId })
  const shared = await app.as(other).deals.create({ title: 'Вдвоём', amountMinor: 100 })
  const members = [
    { personId: other.id, share: 0.6 },
    { personId: head.id, share: 0.4 },
  ]
  await api.deals.setTeam({ id: shared.id, version: shared.version, members })
  const meeting = await app.as(head).rituals.addTemplate({ kind: 'daily' })
  const goal = await api.goals.create({
    level: 'department',
    departmentId,
    title: 'Продать больше',
    metric: 'sales',
    period: '2026-11',
    target: 1_000_000,
    responsibleId: head.id,
  })
  const { id: caseId } = await app.database
    .insertInto('cases')
    .values({
      workspace_id: workspaceId,
      owner_id: head.id,
      metric: 'pace',
      level: 'department',
      subject_id: departmentId,
      period: '2026-11',
      matter: `pace ${departmentId}`,
      opened_at: new Date('2026-11-18T05:00:00Z'),
      opened_on: '2026-11-18',
      expected: 100,
      actual: 50,
      gap_minor: -50,
      split: JSON.stringify({ usual: null, span: { from: '2026-11-01', to: '2026-11-18' }, parts: [], people: [] }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const holds = async (person: TestPerson) => (await api.handover.holdings({ personId: person.id })).holdings
  return { ...office, owner, head, workspaceId, won, invoice, shared, meeting, goal, caseId, holds }
}

async function departmentOf(head: TestPerson) {
  const { workspace_id: workspaceId } = await app.database
    .selectFrom('people')
    .select('workspace_id')
    .where('id', '=', head.id)
    .executeTakeFirstOrThrow()
  const { id: departmentId } = await app.database
    .insertInto('departments')
    .values({ workspace_id: workspaceId, name: 'Запад', head_id: head.id })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { workspaceId, departmentId }
}

const ALL = { billed: 1, owedMinor: 500_00, share: 1, ritual: 1, case: 1, goal: 1 }

test('nothing that needs care stays: meetings, cases, goals, shares, and deals that are not paid for go over, and come back', async () => {
  const { owner, head, api, holds, other, shared, meeting, invoice, won, caseId, goal, workspaceId } =
    await leavingHead()
  expect(await holds(head)).toMatchObject(ALL)
  const heir = await app.database
    .insertInto('people')
    .values({
      workspace_id: workspaceId,
      full_name: 'Нина Новая',
      role: 'head',
      manager_id: owner.id,
      state: 'active',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const heirs = app.as(heir as TestPerson)
  // A seller leads no meetings: they stay until somebody is named who does.
  const give = { personId: head.id, method: 'one' as const, toIds: [other.id] }
  const toSeller = await api.handover.preview(give)
  expect(toSeller.groups.flatMap(({ key, to }) => (to ? [] : [key])).toSorted()).toEqual(
    [meeting.id, caseId].toSorted(),
  )
  const named = api.handover.preview({ ...give, table: [{ key: meeting.id, toId: other.id }] })
  await expect(named).rejects.toMatchObject({ code: 'HANDOVER_NEEDS_LEADER', data: { names: ['Сергей Сосед'] } })

  const done = await api.handover.handOver({ ...give, toIds: [heir.id] })
  expect(done).toMatchObject({ state: 'done', skipped: 0 })
  const { receivers } = await api.handover.get({ id: done.id })
  expect(receivers).toMatchObject([{ person: { id: heir.id }, counts: ALL }])
  expect(await holds(head)).toMatchObject({ billed: 0, owedMinor: 0, share: 0, ritual: 0, case: 0, goal: 0 })
  expect((await heirs.payments.invoice({ id: invoice.id })).owner?.id).toBe(heir.id)
  // The sale is of whoever made it.
  const sale = await app.database.selectFrom('bookings').select('owner_id').where('deal_id', '=', won).execute()
  expect(sale).toEqual([{ owner_id: head.id }])
  const part = (personId: string) =>
    app.database
      .selectFrom('deal_team')
      .select('share_bp')
      .where('deal_id', '=', shared.id)
      .where('person_id', '=', personId)
      .execute()
  expect(await part(heir.id)).toEqual([{ share_bp: 4000 }])
  expect((await heirs.rituals.templates({})).rows).toMatchObject([{ id: meeting.id, leader: { id: heir.id } }])
  const taken = await heirs.cases.get({ id: caseId })
  expect(taken.owner.id).toBe(heir.id)
  expect(taken.log).toContainEqual(expect.objectContaining({ kind: 'handedOver', body: 'Нина Новая' }))
  const answers = await app.database.selectFrom('goals').select('responsible_id').where('id', '=', goal.id).execute()
  expect(answers).toEqual([{ responsible_id: heir.id }])

  expect(await api.handover.undo({ id: done.id })).toMatchObject({ state: 'undone', kept: 0 })
  expect(await holds(head)).toMatchObject(ALL)
  expect(await part(head.id)).toEqual([{ share_bp: 4000 }])
  expect(await part(heir.id)).toEqual([])
})

test('who is gone and leads a meeting stands on the list of what was left behind, and no meeting waits for him', async () => {
  const { head, api, meeting } = await leavingHead()
  const days = { from: '2026-11-23', to: '2026-11-27' }
  const ofMeeting = async () =>
    (await api.rituals.list(days)).rows.filter(({ templateId }) => templateId === meeting.id).length
  expect(await ofMeeting()).toBe(5)
  await app.database.updateTable('people').set({ left_on: '2026-11-19' }).where('id', '=', head.id).execute()
  expect(await api.handover.leftBehind({})).toMatchObject([{ person: { id: head.id }, holdings: ALL }])
  expect(await ofMeeting()).toBe(0)
})
