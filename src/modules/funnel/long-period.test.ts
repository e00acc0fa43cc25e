import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const at = (day: string) => `2026-${day}T12:00:00+03:00`
/** So long that what became of the deals of two people is read in a transaction of its own. */
const decade = { period: '2017-01-01..2026-12-31' }

test('of a long period a head is told what the owner is told of his people, and refused as of any other', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head' })
  const seller = await company.person({ managerId: head.id })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const [fresh = '', offer = ''] = pipeline.stages.map(({ id }) => id)
  await company.deals([
    {
      owner: seller,
      amountMinor: 300_00,
      moves: [
        [fresh, at('10-01')],
        [offer, at('11-02')],
        [pipeline.won, at('11-05')],
      ],
    },
    {
      owner: seller,
      amountMinor: 700_00,
      moves: [
        [fresh, at('11-01')],
        [pipeline.lost, at('11-09')],
      ],
    },
    {
      owner: head,
      amountMinor: 500_00,
      moves: [
        [fresh, at('11-03')],
        [offer, at('11-04')],
      ],
    },
    { owner, moves: [[fresh, at('11-03')]] },
  ])
  const told = await app.as(head).funnel.view(decade)
  expect(told.cohort.created.n).toBe(3)
  expect(told).toEqual(await app.as(owner).funnel.view({ ...decade, sellerIds: [head.id, seller.id] }))
  const hr = await company.person({ role: 'hr', managerId: head.id })
  await expect(app.as(hr).funnel.view(decade)).rejects.toMatchObject({ status: 403 })
  await expect(app.as(head).funnel.view({ ...decade, pipelineId: owner.id })).rejects.toMatchObject({ status: 404 })
})
