import { asPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import {
  cutPeriod,
  type FunnelAsking,
  funnelQuestion,
  leaksOf,
  ownerCohorts,
  peersTogether,
} from '#modules/funnel/api.ts'
import { type Area, othersOf } from '../calc/strengths.ts'

/** As the database says nothing of fewer sellers; it counts him too where he has enough deals. */
const LEAST_OTHERS = 5
const LEAST_DEALS = 5
const othersIn = ({ peers }: { peers: number }, ownDeals: number) => peers - (ownDeals >= LEAST_DEALS ? 1 : 0)

/** How a seller passes deals on from each stage of the first pipeline, beside all others; no areas where he has no deals or the company no pipeline. */
export async function stageAreas(
  tx: Tx,
  asking: FunnelAsking,
  personId: string,
  period: string,
): Promise<{ areas: Area[]; names: { id: string; name: string }[] }> {
  const question = await funnelQuestion(tx, asking, { sellerIds: [personId] }).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'NO_PIPELINE') return null
    throw error
  })
  if (!question) return { areas: [], names: [] }
  const stages = question.openStages.filter(({ archived }) => !archived)
  const ids = stages.map(({ id }) => id)
  const cut = cutPeriod(asPeriod(period), question.zone, false)
  const [groups, peers] = await Promise.all([
    ownerCohorts(tx, question.whose, cut),
    // He may be one of them himself.
    peersTogether(tx, question.whose.pipelineId, ids, cut, LEAST_OTHERS + 1),
  ])
  // With the best possible share of 1 the money of a leak over its deals is what one more deal passed on brings.
  const worth = leaksOf(
    question.openStages,
    groups,
    peers.map((peer) => ({ ...peer, best: 1 })),
  )
  const areas = worth.flatMap((stage): Area[] => {
    const own = { hits: stage.passed, n: stage.gone }
    const peer = peers.find(({ stageId }) => stageId === stage.stageId)
    if (own.n === 0) return []
    return [
      {
        stageId: stage.stageId,
        own,
        others:
          peer && othersIn(peer, own.n) >= LEAST_OTHERS ? othersOf({ hits: peer.passed, n: peer.gone }, own) : null,
        hitMinor: stage.moreDeals && stage.moneyMinor !== null ? stage.moneyMinor / stage.moreDeals : null,
      },
    ]
  })
  return { areas, names: stages.map(({ id, name }) => ({ id, name })) }
}
