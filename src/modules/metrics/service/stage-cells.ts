import { type CohortGroup, cohortFunnel } from '#modules/funnel/api.ts'
import type { Atoms } from '../calc/atoms.ts'

interface Group extends CohortGroup {
  keys: (string | null)[]
  pipelineId: string
}

interface Stage {
  id: string
  pipelineId: string
}

/**
 * The conversion and the drop-off of every stage in every cell, by the formula of the funnel. Takes groups by the other dimensions, the open
 * stages of all pipelines in order, and at which place of the keys the stage stands.
 */
export function stageCells(
  groups: readonly Group[],
  stages: readonly Stage[],
  place: number,
): { keys: (string | null)[]; atoms: Atoms }[] {
  const byCell = Map.groupBy(groups, (group) => JSON.stringify([group.keys, group.pipelineId]))
  return [...byCell.values()].flatMap((cell) => {
    const [first] = cell
    if (!first) return []
    const stageIds = stages.filter((stage) => stage.pipelineId === first.pipelineId).map((stage) => stage.id)
    return cohortFunnel(stageIds, cell).stages.map((stage) => ({
      keys: first.keys.toSpliced(place, 0, stage.stageId),
      atoms: {
        reachedN: stage.reached.n,
        nextN: Math.round((stage.toNext.share ?? 0) * stage.toNext.n),
        lostHereN: stage.lost.n,
        leftHereN: stage.dropOff.n,
        dropOffMoney: stage.dropOffByMoney,
      },
    }))
  })
}
