import { asPeriod } from '#core/calendar/period.ts'
import type { InTransaction, Tx } from '#core/db/gate.ts'
import { type Leak, leaksOf } from '../calc/leaks.ts'
import { namesOf, ownerCohorts, peerStages } from '../data/owner-cohort.ts'
import { cutPeriod } from '../data/slice.ts'
import { type Asking, type Filters, questionOf } from './question.ts'

/** What each stage would bring, seller by seller and in all, dearest first. @throws Refusal as questionOf */
export async function leakRanking(as: InTransaction, asking: Asking, filters: Asked) {
  // Neither waits for the other: to compare with the company costs as much as all the rest.
  const [{ openStages, groups, names }, peers] = await Promise.all([
    as((tx) => ownLeaks(tx, asking, filters)),
    as((tx) => comparedWith(tx, asking, filters)),
  ])
  const stages = openStages.filter((stage) => !stage.archived)
  const byOwner = Map.groupBy(groups, ({ ownerId }) => ownerId)
  const sellers = names.map(({ id, name }) => ({
    ownerId: id,
    name,
    leaks: leaksOf(openStages, byOwner.get(id) ?? [], peers),
  }))
  const all = stages.map(({ id, name, color }) => {
    const own = sellers.flatMap(({ leaks }) => leaks.filter(({ stageId }) => stageId === id))
    const peer = peers.find(({ stageId }) => stageId === id)
    return {
      stageId: id,
      name,
      color,
      gone: sum(own, 'gone'),
      passed: sum(own, 'passed'),
      best: peer?.best ?? null,
      peers: peer?.peers ?? 0,
      moreDeals: peer ? sum(own, 'moreDeals') : null,
      moneyMinor: peer ? sum(own, 'moneyMinor') : null,
    }
  })
  return {
    stages: all.toSorted((a, b) => (b.moneyMinor ?? -1) - (a.moneyMinor ?? -1)),
    sellers: sellers
      .map((seller) => ({ ...seller, most: mostOf(seller.leaks) }))
      .toSorted((a, b) => (b.most?.moneyMinor ?? -1) - (a.most?.moneyMinor ?? -1)),
  }
}

type Asked = Filters & { period: string }

async function ownLeaks(tx: Tx, asking: Asking, filters: Asked) {
  const { whose, zone, openStages } = await questionOf(tx, asking, filters)
  const groups = await ownerCohorts(tx, whose, cutPeriod(asPeriod(filters.period), zone, whose.sources !== null))
  const names = await namesOf(tx, [...new Set(groups.map(({ ownerId }) => ownerId))])
  return { openStages, groups, names }
}

/** The best quarter is that of all sources: a filter narrows whose deals are looked at, not with whom they are compared. */
async function comparedWith(tx: Tx, asking: Asking, filters: Asked) {
  const { whose, zone } = await questionOf(tx, asking, filters)
  return peerStages(tx, whose.pipelineId, cutPeriod(asPeriod(filters.period), zone, false))
}

function sum(leaks: readonly Leak[], field: 'gone' | 'passed' | 'moreDeals' | 'moneyMinor'): number {
  return leaks.reduce((all, leak) => all + (leak[field] ?? 0), 0)
}

/** The dearest stage of a seller; few deals make no ranking. */
function mostOf(leaks: readonly Leak[]): Leak | null {
  const sure = leaks.filter(({ small, moneyMinor }) => !small && (moneyMinor ?? 0) > 0)
  return sure.toSorted((a, b) => (b.moneyMinor ?? 0) - (a.moneyMinor ?? 0))[0] ?? null
}
