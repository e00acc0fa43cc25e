import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** The parts of a department's gap; of its two sellers both may have sold the deal of November. */
async function partsOf(isShared: boolean) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const department = await company.department('Север', undefined, head.id)
  const seller = () => company.person({ managerId: head.id, departmentId: department })
  const [anna, boris] = [await seller(), await seller()]
  const pipeline = await company.pipeline(['Новая'])
  await company.deals(
    ['08', '09', '10'].flatMap((month) =>
      [anna, boris].map((of) => ({
        owner: of,
        amountMinor: 50_000_00,
        moves: [
          [pipeline.stage('Новая'), `2026-${month}-02T12:00:00+03:00`] as const,
          [pipeline.won, `2026-${month}-09T12:00:00+03:00`] as const,
        ],
      })),
    ),
  )
  const plan = { workspace_id: company.id, month: '2026-11-01', level: 'person', amount_minor: 300_000_00 }
  await app.database
    .insertInto('plan_cells')
    .values({ ...plan, subject_id: anna.id, owner_id: anna.id })
    .execute()
  const api = app.as(head)
  const { id, version } = await app.as(anna).deals.create({ title: 'Вдвоём', amountMinor: 30_000_00 })
  const members = [anna, boris].map((person) => ({ personId: person.id, share: 0.5 }))
  if (isShared) await api.deals.setTeam({ id, version, members })
  // Half a minute after the shares were said.
  await api.deals.move({ id, stageId: pipeline.won, occurredAt: '2026-11-21T09:00:30+03:00' })
  const opened = await api.cases.open({ metric: 'pace', level: 'department', subjectId: department, period: '2026-11' })
  return (await api.cases.get(opened)).split.parts.map(({ driver, partMinor }) => [driver, partMinor])
}

test('the money of a deal that two sellers of a department share is its money once and whole', async () => {
  expect(await partsOf(true)).toEqual(await partsOf(false))
})
