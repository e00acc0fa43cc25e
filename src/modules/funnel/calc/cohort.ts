import { rateOf, ratioOf, type Rate } from '#core/statistics/rate.ts'
import { hereAndFurther, nothing, plus, total, type ReachGroup, type Sum } from './counts.ts'

/** What is known of a cohort: groups with a stage history and groups without one (imports with the current stage only). */
export interface CohortGroup extends ReachGroup {
  known: boolean
}

export interface CohortStage {
  stageId: string
  reached: Sum
  /** Of those, reached the next stage; of the last one, won. */
  passed: Sum
  toNext: Rate
  open: Sum
  lost: Sum
  dropOff: Rate
  dropOffByMoney: number | null
}

export interface Cohort {
  created: Sum
  open: Sum
  won: Sum
  lost: Sum
  moved: Sum
  aside: Sum
  conversion: Rate
  stillOpen: number | null
  withoutHistory: number
  stages: CohortStage[]
  worstLeakStageId: string | null
}

/**
 * How the deals created in a period went on until now. Takes the pipeline's open stages in order and the deals grouped by outcome and
 * furthest stage; gives METRICS' stage conversion, drop-off and cohort conversion.
 *
 * A stage counts as reached when it or a later one was entered; a win has reached all, a loss nothing beyond its furthest stage. A deal
 * that was won, reopened and lost is lost, from the last stage.
 */
export function cohortFunnel(stageIds: readonly string[], groups: readonly CohortGroup[]): Cohort {
  const of = (outcome: ReachGroup['outcome'], among = groups) => among.filter((group) => group.outcome === outcome)
  const created = total(groups)
  const won = total(of('won'))
  const open = total(of('open'))
  const known = groups.filter((group) => group.known)
  const ended = {
    open: byStage(stageIds, of('open', known)),
    lost: byStage(stageIds, of('lost', known)),
    // Whoever jumped has left the stage too, neither lost nor to the next one.
    moved: byStage(stageIds, [...of('moved', known), ...of('aside', known)]),
  }
  const wonKnown = total(of('won', known))
  const stopped = stageIds.map((_, place) =>
    plus(plus(at(ended.open, place), at(ended.lost, place)), at(ended.moved, place)),
  )
  // The win stands as one more place after the last stage.
  const reached = hereAndFurther([...stopped, wonKnown])

  const stages = stageIds.map((stageId, place): CohortStage => {
    const [here, next, lost, moved] = [
      at(reached, place),
      at(reached, place + 1),
      at(ended.lost, place),
      at(ended.moved, place),
    ]
    const left = plus(plus(next, lost), moved)
    return {
      stageId,
      reached: here,
      passed: next,
      toNext: rateOf(next.n, here.n),
      open: at(ended.open, place),
      lost,
      dropOff: rateOf(lost.n, left.n),
      dropOffByMoney: ratioOf(lost.amountMinor, left.amountMinor),
    }
  })
  return {
    created,
    open,
    won,
    lost: total(of('lost')),
    moved: total(of('moved')),
    aside: total(of('aside')),
    conversion: rateOf(won.n, created.n),
    stillOpen: ratioOf(open.n, created.n),
    withoutHistory: created.n - total(known).n,
    stages,
    worstLeakStageId: worstLeak(stages),
  }
}

/** The stage from which most money was lost; none where nothing was. */
function worstLeak(stages: readonly CohortStage[]): string | null {
  const leaks = stages.filter(({ lost }) => lost.amountMinor > 0)
  return leaks.toSorted((a, b) => b.lost.amountMinor - a.lost.amountMinor)[0]?.stageId ?? null
}

/** Sums by place. A deal that came to no open stage (created as lost) has no place and is no part of any stage. */
function byStage(stageIds: readonly string[], groups: readonly ReachGroup[]): Sum[] {
  return stageIds.map((stageId) => total(groups.filter((group) => group.stageId === stageId)))
}

function at(sums: readonly Sum[], place: number): Sum {
  return sums[place] ?? nothing
}
