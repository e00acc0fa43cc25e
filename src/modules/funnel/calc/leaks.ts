import { SMALL_SAMPLE } from '#core/statistics/rate.ts'
import { cohortFunnel, type CohortGroup } from './cohort.ts'

/** What the sellers of the company pass on from a stage: of the deals that left it, so many went further. */
export interface PeerStage {
  stageId: string
  /** Sellers with at least five deals that left the stage; there are five of them or more. */
  peers: number
  /** The share that a quarter of them reaches or exceeds. */
  best: number
  passed: number
  gone: number
  /** Average check of the company's cohort; null: nothing won. */
  checkMinor: number | null
}

export interface Leak {
  stageId: string
  /** Deals that left the stage, and those of them that went further. Open deals are neither. */
  gone: number
  passed: number
  share: number | null
  /** The share drawn towards the company's, the more the fewer deals there are. */
  shrunk: number | null
  best: number | null
  peers: number
  /** How many more deals would have gone further, and what they would have brought. Null: there is nobody to compare with. */
  moreDeals: number | null
  moneyMinor: number | null
  small: boolean
}

/** How many deals of the company's share stand beside a seller's own. */
const PRIOR = SMALL_SAMPLE

/** Wins below which a seller's average check is the company's. */
const LEAST_WINS = 5

/**
 * What each stage would bring a seller if he passed deals on as the best quarter of his colleagues do: of the deals that left the stage,
 * (best − own) more would have gone further; they end as his others do, by his own shares of the later stages, and bring his average
 * check. Own shares are drawn towards the company's (n·own + 20·company) ÷ (n + 20), so that three lost deals are no leak of millions.
 * Each stage is counted alone with the others as they are: the sums of stages are not to be added up. Takes the open stages in order; whoever came to an
 * archived one has passed those before it, as his colleagues have, and it has no line of its own.
 */
export function leaksOf(
  openStages: readonly { id: string; archived: boolean }[],
  groups: readonly CohortGroup[],
  peers: readonly PeerStage[],
): Leak[] {
  const archived = new Set(openStages.flatMap((stage) => (stage.archived ? [stage.id] : [])))
  const cohort = cohortFunnel(
    openStages.map(({ id }) => id),
    groups,
  )
  const won = groups.filter(({ outcome }) => outcome === 'won')
  const wins = won.reduce((sum, { n }) => sum + n, 0)
  const wonMinor = won.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const stages = cohort.stages.map(({ stageId, dropOff, passed: { n: passed } }) => {
    const gone = dropOff.n
    const peer = peers.find((one) => one.stageId === stageId)
    const company = peer && peer.gone > 0 ? peer.passed / peer.gone : null
    const shrunk = company === null ? null : (passed + PRIOR * company) / (gone + PRIOR)
    return { stageId, gone, passed, peer, shrunk }
  })
  const leaks = stages.map(({ stageId, gone, passed, peer, shrunk }, place): Leak => {
    const checkMinor = wins >= LEAST_WINS ? wonMinor / wins : (peer?.checkMinor ?? null)
    const later = stages.slice(place + 1).reduce<number | null>(
      // A stage that nobody can be compared on ends as the seller's own deals did.
      (product, one) => {
        const own = one.shrunk ?? (one.gone > 0 ? one.passed / one.gone : archived.has(one.stageId) ? 1 : null)
        return product === null || own === null ? null : product * own
      },
      1,
    )
    const moreDeals = peer && shrunk !== null ? gone * Math.max(0, peer.best - shrunk) : null
    return {
      stageId,
      gone,
      passed,
      share: gone === 0 ? null : passed / gone,
      shrunk,
      best: peer?.best ?? null,
      peers: peer?.peers ?? 0,
      moreDeals,
      moneyMinor:
        moreDeals === null || later === null || checkMinor === null ? null : Math.round(moreDeals * later * checkMinor),
      small: gone < SMALL_SAMPLE,
    }
  })
  return leaks.filter(({ stageId }) => !archived.has(stageId))
}
