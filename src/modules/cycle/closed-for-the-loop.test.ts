import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { closeMonth } from '../../testing-summed-up.ts'

let now = new Date('2026-10-20T12:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: { now: () => now } })
  await app.jobs.start()
})
afterAll(() => app.close())

const rub = (rubles: number) => rubles * 100

test('norms, meetings and deviations show a closed month as plan/fact does, whatever is learnt of it afterwards', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const anna = await company.person({ name: 'Анна', managerId: head.id, hiredOn: '2026-01-01' })
  const pipeline = await company.pipeline(['Новая'])
  const [first = ''] = pipeline.stages.map(({ id }) => id)
  const won = (day: string, rubles: number) => ({
    owner: anna,
    amountMinor: rub(rubles),
    moves: [
      [first, `${day}T10:00:00+03:00`],
      [pipeline.won, `${day}T12:00:00+03:00`],
    ] as const,
  })
  await app.as(owner).plans.setCells({
    cells: [{ level: 'person', subjectId: anna.id, month: '2026-10', amountMinor: rub(900_000), version: 0 }],
  })
  await company.deals([won('2026-10-12', 200_000), won('2026-10-30', 300_000)])
  // Monday, the second of November; on Friday, the thirtieth of October, 300,000 were sold.
  now = new Date('2026-11-02T09:31:00+03:00')
  await app.as(head).rituals.addTemplate({ kind: 'daily', startsOn: '2026-11-02' })
  const { rows: meetings } = await app.as(head).rituals.list({})
  const key = meetings[0]?.key ?? ''
  const shown = async () => {
    const { rows } = await app.as(head).planfact.table({ period: '2026-10' })
    const row = rows.find(({ subjectId }) => subjectId === anna.id)
    const { points } = await app.as(head).norms.outcome({ kind: 'call', period: '2026-10' })
    const ritual = await app.as(head).rituals.get({ key })
    const yesterday = ritual.blocks.find(({ kind }) => kind === 'yesterday')?.figures ?? []
    const figure = (code: string) => yesterday.find((one) => one.code === code)?.value
    return {
      planFact: [row?.factMinor, row?.won],
      norms: points.map((one) => [Math.round(one.salesPerDayMinor * one.daysWorked), one.won]),
      meeting: [figure('wonMinor'), figure('won'), figure('created')],
    }
  }
  const before = await shown()
  expect(before.planFact).toEqual([rub(500_000), 2])
  expect(before.meeting).toEqual([rub(300_000), 1, 1])
  expect(before.norms.map(([, n]) => n)).toEqual([2])
  await closeMonth(app, owner, '2026-10')
  // A deal of Friday is entered late.
  await company.deals([won('2026-10-30', 70_000)])
  expect(await shown()).toEqual(before)

  const { id } = await app
    .as(head)
    .cases.open({ metric: 'pace', level: 'person', subjectId: anna.id, period: '2026-10' })
  const { actual, gapMinor, split } = await app.as(head).cases.get({ id })
  expect([actual, gapMinor]).toEqual([rub(500_000), rub(-400_000)])
  expect(split.parts.reduce((sum, part) => sum + part.partMinor, 0)).toBe(gapMinor)
  // The late deal is no win of October: it is a correction, and nothing is left over for it.
  const check = split.parts.find(({ driver }) => driver === 'check')
  expect([check?.after ?? rub(250_000), split.parts.find(({ driver }) => driver === 'rest')?.after ?? null]).toEqual([
    rub(250_000),
    null,
  ])
})
