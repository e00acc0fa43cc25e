import { afterAll, beforeAll, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-20T12:00:00+03:00') })
})
afterAll(() => app.close())

/** A seller who has 90 % of what is due: 14 of 20 working days of November are over, 700 000 of a million are due. */
async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const seller = await company.person({ name: 'Орлов Пётр', managerId: head.id })
  const { stage, won } = await company.pipeline()
  const moves = [
    [stage('Новая'), '2026-11-02T10:00:00Z'],
    [won, '2026-11-10T10:00:00Z'],
  ] as const
  await company.deals([{ owner: seller, amountMinor: 630_000_00, moves }])
  const planned = { level: 'person' as const, subjectId: seller.id, month: '2026-11', amountMinor: 1_000_000_00 }
  await app.as(owner).plans.setCells({ cells: [{ ...planned, version: 0 }] })
  const read = () => app.as(owner).planfact.table({ period: '2026-11' })
  return {
    company,
    owner,
    head,
    seller,
    read,
    state: async () => (await read()).rows.find(({ name }) => name === 'Орлов Пётр')?.state,
  }
}

test('a line is behind from where the company says, and nobody writes over what he has not seen', async () => {
  const { owner, read, state } = await office()
  const { thresholds } = await read()
  expect(thresholds.version).toBe(0)
  expect(await state()).toBe('behind')
  const strict = { watchBp: 9_900, alarmBp: 9_500, unlikelyBp: 4_000, version: 0 }
  expect(await app.as(owner).planfact.setThresholds(strict)).toEqual({ ...strict, version: 1 })
  expect(await state()).toBe('farBehind')
  await expect(app.as(owner).planfact.setThresholds(strict)).rejects.toMatchObject({ code: 'THRESHOLDS_CHANGED' })
  const mild = { ...strict, watchBp: 8_900, alarmBp: 8_000, version: 1 }
  expect(await app.as(owner).planfact.setThresholds(mild)).toEqual({ ...mild, version: 2 })
  expect(await state()).toBe('onTrack')
  await expect(app.as(owner).planfact.setThresholds({ ...mild, watchBp: 7_000, version: 2 })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})

test('thresholds are those of one company, set by its owner or directors', async () => {
  const { company, head, seller, read } = await office()
  const other = await office()
  const strict = { watchBp: 9_900, alarmBp: 9_500, unlikelyBp: 4_000, version: 0 }
  for (const person of [head, seller, await company.person({ role: 'finance' })])
    await expect(app.as(person).planfact.setThresholds(strict)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(app.stranger.planfact.setThresholds(strict)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  await app.as(other.owner).planfact.setThresholds(strict)
  expect((await read()).thresholds.version).toBe(0)
  const director = await company.person({ role: 'director' })
  expect(await app.as(director).planfact.setThresholds(strict)).toMatchObject({ version: 1 })
})
