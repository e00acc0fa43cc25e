import { expect, test } from 'vitest'
import { type Happening, happenedInPeriod } from './happened.ts'

const row = (kind: Happening['kind'], stageId: string | null, n: number, amountMinor = 0): Happening => ({
  kind,
  stageId,
  n,
  amountMinor,
})

test('a good month after a slow one passes a hundred percent', () => {
  const month = happenedInPeriod(
    ['new', 'offer'],
    [row('created', null, 10), row('reached', 'new', 10), row('reached', 'offer', 12), row('closed_won', 'offer', 15)],
  )
  expect(month.wonToCreated).toBe(1.5)
  expect(month.stages.map((stage) => stage.toNext)).toEqual([1.2, 1.25])
})

test('win rate is of the closed, by count and by money', () => {
  const rows = [
    row('closed_won', 'offer', 20, 8000),
    row('closed_lost', 'new', 50, 1000),
    row('closed_lost', 'offer', 10, 1000),
  ]
  const month = happenedInPeriod(['new', 'offer'], rows)
  expect(month.winRate).toMatchObject({ share: 0.25, n: 80 })
  expect(month.winRateByMoney).toBe(0.8)
  expect(month.stages.map((stage) => stage.lost.n)).toEqual([50, 10])
})

test('a period in which nothing happened has no ratios', () => {
  const month = happenedInPeriod(['new'], [])
  expect(month).toMatchObject({ wonToCreated: null, winRateByMoney: null, winRate: { share: null, n: 0 } })
  expect(month.stages[0]?.toNext).toBeNull()
})
