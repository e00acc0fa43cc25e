import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-20T12:00:00+03:00') })
})
afterAll(() => app.close())

/** Opens a case of a department that is behind its plan, the head being so. */
async function caseOf(head: { left_on?: string; state?: string }) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Ольга Хозяйкина' })
  const leader = await company.person({ role: 'head', name: 'Глеб Главин', managerId: owner.id })
  const department = await company.department('Север', undefined, leader.id)
  const anna = await company.person({ name: 'Анна Ильина', managerId: leader.id, departmentId: department })
  const pipeline = await company.pipeline(['Новая'])
  const [fresh = ''] = pipeline.stages.map((stage) => stage.id)
  const month = (mm: string) =>
    Array.from({ length: 6 }, (_, n) => ({
      owner: anna,
      title: `${mm}-${n}`,
      amountMinor: 50_000_00,
      moves: [
        [fresh, `2026-${mm}-0${n + 2}T12:00:00+03:00`] as const,
        [n < 3 ? pipeline.won : pipeline.lost, `2026-${mm}-0${n + 3}T12:00:00+03:00`] as const,
      ],
    }))
  await company.deals(['08', '09', '10'].flatMap(month))
  const plan = { workspace_id: company.id, month: '2026-11-01', amount_minor: 300_000_00 }
  await app.database
    .insertInto('plan_cells')
    .values({ ...plan, level: 'person', subject_id: anna.id, owner_id: anna.id })
    .execute()
  await app.database.updateTable('people').set(head).where('id', '=', leader.id).execute()
  const ask = app.as(owner).cases
  const { id } = await ask.open({ metric: 'pace', level: 'department', subjectId: department, period: '2026-11' })
  return { owner, anna, ask, id }
}

async function answersFor(head: { left_on?: string; state?: string }): Promise<string> {
  const { ask, id } = await caseOf(head)
  return (await ask.get({ id })).owner.name
}

describe('a case of a department', () => {
  test('is of its head while he works, the last day among them', async () => {
    expect(await answersFor({ left_on: '2026-12-31' })).toBe('Глеб Главин')
    expect(await answersFor({ left_on: '2026-11-20' })).toBe('Глеб Главин')
  })

  test('is of the owner once the head has left or is switched off', async () => {
    expect(await answersFor({ left_on: '2026-11-19' })).toBe('Ольга Хозяйкина')
    expect(await answersFor({ state: 'disabled' })).toBe('Ольга Хозяйкина')
  })

  test('has its action done by whoever has the task of it now', async () => {
    const { owner, anna, ask, id } = await caseOf({ state: 'active' })
    const { version } = await ask.get({ id })
    const words = { kind: 'own', title: 'Обзвон', target: 'won', dueOn: '2026-11-25', expectedMinor: null } as const
    const { actionList } = await ask.act({ id, version, ...words, doerId: anna.id })
    const { tasks } = app.as(owner)
    const task = await tasks.get({ id: actionList[0]?.taskId ?? '' })
    await tasks.edit({ id: task.id, version: task.version, changes: { ownerId: owner.id } })
    expect((await ask.get({ id })).actionList[0]?.doer.id).toBe(owner.id)
  })
})
