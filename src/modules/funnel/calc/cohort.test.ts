import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CohortGroup, cohortFunnel } from './cohort.ts'

const stages = ['new', 'offer', 'talks']

const group = (outcome: CohortGroup['outcome'], stageId: string | null, n: number, amountMinor = 0, known = true) => ({
  outcome,
  stageId,
  n,
  amountMinor,
  known,
})

/** A hundred leads of a month: 20 lost at once, 30 after the offer, 10 in talks; 15 won; 25 still open. */
const month = [
  group('lost', 'new', 20, 200),
  group('lost', 'offer', 30, 900),
  group('lost', 'talks', 10, 500),
  group('won', 'talks', 15, 1500),
  group('open', 'new', 5, 50),
  group('open', 'offer', 12, 300),
  group('open', 'talks', 8, 400),
]

describe('cohort', () => {
  test('a month of a hundred leads', () => {
    const cohort = cohortFunnel(stages, month)
    expect(cohort.created).toEqual({ n: 100, amountMinor: 3850 })
    expect(cohort.stages.map((stage) => stage.reached.n)).toEqual([100, 75, 33])
    expect(cohort.stages.map((stage) => stage.toNext.share)).toEqual([0.75, 33 / 75, 15 / 33])
    expect(cohort.conversion).toMatchObject({ share: 0.15, n: 100 })
    expect(cohort.stillOpen).toBe(0.25)
  })

  test('open deals are neither lost nor gone on', () => {
    const { stages: counted } = cohortFunnel(stages, month)
    expect(counted.map((stage) => stage.dropOff.share)).toEqual([20 / 95, 30 / 63, 10 / 25])
    expect(counted.map((stage) => stage.dropOffByMoney)).toEqual([200 / 3800, 900 / 3300, 500 / 2000])
  })

  test('the worst leak is where most money was lost, not most deals', () => {
    expect(cohortFunnel(stages, month).worstLeakStageId).toBe('offer')
    expect(cohortFunnel(stages, [group('open', 'new', 3, 100)]).worstLeakStageId).toBeNull()
  })

  test('a deal that went on in another pipeline has left the stage and is not lost', () => {
    const [first] = cohortFunnel(stages, [group('moved', 'new', 1), group('lost', 'new', 1)]).stages
    expect(first?.dropOff).toMatchObject({ share: 0.5, n: 2 })
  })

  test('deals without a stage history are counted, and no stage is invented for them', () => {
    const cohort = cohortFunnel(stages, [
      ...month,
      group('won', 'talks', 40, 4000, false),
      group('lost', null, 10, 100, false),
    ])
    expect(cohort.created.n).toBe(150)
    expect(cohort.won.n).toBe(55)
    expect(cohort.withoutHistory).toBe(50)
    expect(cohort.stages.map((stage) => stage.reached.n)).toEqual([100, 75, 33])
  })

  test('an empty month has no shares instead of zeros', () => {
    const cohort = cohortFunnel(stages, [])
    expect(cohort.conversion.share).toBeNull()
    expect(cohort.stillOpen).toBeNull()
    expect(cohort.stages.map((stage) => stage.toNext.share)).toEqual([null, null, null])
    expect(cohort.stages.map((stage) => stage.dropOff.share)).toEqual([null, null, null])
  })

  const groups = fc.array(
    fc.record({
      outcome: fc.constantFrom('open' as const, 'won' as const, 'lost' as const, 'moved' as const),
      stageId: fc.constantFrom(...stages, null),
      known: fc.boolean(),
      n: fc.nat(50),
      amountMinor: fc.nat(1_000_000),
    }),
  )

  test('counts never grow downwards', () => {
    fc.assert(
      fc.property(groups, (rows) => {
        const counts = cohortFunnel(stages, rows).stages.map((stage) => stage.reached.n)
        expect(counts).toEqual(counts.toSorted((a, b) => b - a))
      }),
    )
  })

  test('the order of what is counted does not matter', () => {
    fc.assert(
      fc.property(groups, (rows) => {
        expect(cohortFunnel(stages, rows.toReversed())).toEqual(cohortFunnel(stages, rows))
      }),
    )
  })

  test('whoever reached a stage is open there, lost there, moved from there or further', () => {
    fc.assert(
      fc.property(groups, (rows) => {
        const { stages: counted } = cohortFunnel(stages, rows)
        for (const [place, stage] of counted.entries()) {
          const moved = rows
            .filter((row) => row.known && row.outcome === 'moved' && row.stageId === stages[place])
            .reduce((sum, row) => sum + row.n, 0)
          const further = stage.reached.n - stage.open.n - stage.lost.n - moved
          expect(stage.toNext.share ?? 0).toBeCloseTo(stage.reached.n === 0 ? 0 : further / stage.reached.n, 10)
        }
      }),
    )
  })
})
