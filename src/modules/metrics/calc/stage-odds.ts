/** How likely a deal on a stage is to be won, by the history of the company. */

/** Fewer closed deals than this give a stage no odds. */
export const ODDS_FROM = 20

interface Outcomes {
  stageId: string
  won: number
  lost: number
}

/**
 * Share of the won among the closed deals that reached the stage: those whose furthest stage it was, and all that came further. A win has
 * reached all stages, a loss none beyond its furthest. Takes a pipeline's open stages in order; a stage without enough cases has no odds.
 */
export function stageOdds(stageIds: readonly string[], outcomes: readonly Outcomes[]): Map<string, number> {
  const won = outcomes.reduce((sum, one) => sum + one.won, 0)
  const odds = new Map<string, number>()
  let lost = 0
  for (const stageId of stageIds.toReversed()) {
    lost += outcomes.filter((one) => one.stageId === stageId).reduce((sum, one) => sum + one.lost, 0)
    if (won + lost >= ODDS_FROM) odds.set(stageId, won / (won + lost))
  }
  return odds
}
