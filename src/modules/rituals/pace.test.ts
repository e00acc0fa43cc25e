import { afterAll, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { testApp } from '../../testing.ts'

const app = await testApp({ clock: stillClock('2026-11-20T09:31:00+03:00') })
afterAll(() => app.close())

test('where the whole department meets, its pace is that of plan/fact, with what is given to nobody', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const department = await company.department('Север')
  const head = await company.person({ role: 'head', managerId: owner.id, departmentId: department })
  const anna = await company.person({ managerId: head.id, departmentId: department })
  const boris = await company.person({ managerId: head.id, departmentId: department })
  await company.pipeline()
  const month = '2026-11'
  await app.as(owner).plans.setCells({
    cells: [
      { level: 'department', subjectId: department, month, amountMinor: 700_000_00, version: 0 },
      { level: 'person', subjectId: anna.id, month, amountMinor: 300_000_00, version: 0 },
      { level: 'person', subjectId: boris.id, month, amountMinor: 200_000_00, version: 0 },
    ],
  })
  await app.as(head).rituals.addTemplate({ kind: 'daily', startsOn: '2026-11-20' })
  const key = (await app.as(head).rituals.list({})).rows[0]?.key ?? ''
  const pace = async () => (await app.as(head).rituals.get({ key })).blocks.find(({ kind }) => kind === 'pace')
  const line = (await app.as(head).planfact.table({ period: month })).rows.find(({ level }) => level === 'department')
  const before = await pace()
  expect(before?.figures).toMatchObject([
    { code: 'planMinor', value: 700_000_00 },
    { code: 'factMinor', value: line?.factMinor },
    { code: 'deviationMinor', value: line?.deviationMinor },
  ])
  expect(before?.rows).toHaveLength(2)
})
