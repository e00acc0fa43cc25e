import { type Rate, rateOf } from '#core/statistics/rate.ts'
import { type Difference, twoProportions } from '#core/statistics/two-proportions.ts'
import { cohortFunnel, type CohortGroup } from './cohort.ts'

export interface Compared extends Difference {
  /** Null: the whole way, from creation to win. */
  stageId: string | null
  first: Rate
  second: Rate
}

/**
 * Two cohorts beside each other: the whole way first, then stage by stage, each with a two-proportion test of whether the difference is
 * more than chance. With many stages one of twenty such differences is chance all the same.
 */
export function compareCohorts(
  stageIds: readonly string[],
  first: readonly CohortGroup[],
  second: readonly CohortGroup[],
): Compared[] {
  const [one, two] = [cohortFunnel(stageIds, first), cohortFunnel(stageIds, second)]
  const whole = compared(null, { hits: one.won.n, n: one.created.n }, { hits: two.won.n, n: two.created.n })
  const stages = one.stages.map((stage, place) => {
    const other = two.stages[place]
    return compared(
      stage.stageId,
      { hits: stage.passed.n, n: stage.reached.n },
      { hits: other?.passed.n ?? 0, n: other?.reached.n ?? 0 },
    )
  })
  return [whole, ...stages]
}

interface Hits {
  hits: number
  n: number
}

function compared(stageId: string | null, first: Hits, second: Hits): Compared {
  return {
    stageId,
    first: rateOf(first.hits, first.n),
    second: rateOf(second.hits, second.n),
    ...twoProportions(first, second),
  }
}
