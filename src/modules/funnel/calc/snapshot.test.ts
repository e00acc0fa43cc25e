import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type StageMeaning, snapshotFunnel } from './snapshot.ts'

const stages: StageMeaning[] = [
  { id: 'new', meaning: 'open' },
  { id: 'offer', meaning: 'open' },
  { id: 'won', meaning: 'won' },
  { id: 'lost', meaning: 'lost' },
  { id: 'spam', meaning: 'lost' },
]
const on = (stageId: string | null, n: number, amountMinor = 0) => ({ stageId, n, amountMinor })

test('overall conversion is won of all, and losses of every kind count', () => {
  const now = snapshotFunnel(stages, [on('new', 10), on('offer', 5), on('won', 20), on('lost', 55), on('spam', 10)])
  expect(now.overall).toMatchObject({ share: 0.2, n: 100 })
  expect(now.lost.n).toBe(65)
  expect(now.stages.map((stage) => stage.reached.n)).toEqual([35, 25])
  expect(now.stages.map((stage) => stage.toNext.share)).toEqual([25 / 35, 20 / 25])
})

test('a deal whose stage nobody knows is open and stands nowhere', () => {
  const now = snapshotFunnel(stages, [on(null, 3, 300), on('new', 1, 100)])
  expect(now.open).toEqual({ n: 4, amountMinor: 400 })
  expect(now.withoutStage).toBe(3)
  expect(now.stages[0]?.here.n).toBe(1)
})

test('nothing to count gives no share instead of zero', () => {
  expect(snapshotFunnel(stages, []).overall.share).toBeNull()
})

test('counts never grow downwards, in whatever order deals come', () => {
  const standing = fc.array(
    fc.record({
      stageId: fc.constantFrom(...stages.map(({ id }) => id), null),
      n: fc.nat(99),
      amountMinor: fc.nat(999),
    }),
  )
  fc.assert(
    fc.property(standing, (rows) => {
      const now = snapshotFunnel(stages, rows)
      const counts = now.stages.map((stage) => stage.reached.n)
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
      expect(snapshotFunnel(stages, rows.toReversed())).toEqual(now)
      expect(now.open.n + now.won.n + now.lost.n).toBe(now.all.n)
    }),
  )
})
