/** Makes the profiles of all sellers from what was counted of them: every figure of one is mixed with the figure of all. */
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'
import type { Cycle } from './cycle.ts'
import type { ContactKind, PipelineProfile, SellerProfile, WorkProfile } from './profile.ts'
import {
  type Amounts,
  type Cases,
  mixedMean,
  mixedRate,
  mixedShare,
  strengthOfMeans,
  strengthOfShares,
} from './shrink.ts'

export interface PipelineStages {
  pipelineId: string
  name: string
  stages: readonly { stageId: string; name: string }[]
}

interface Of {
  ownerId: string
  pipelineId: string
}

/** What the database has counted of the window. */
export interface History {
  /** Pipelines with their open stages in order. */
  pipelines: readonly PipelineStages[]
  /** Of the deals that left a stage: how many, and how many went on. */
  steps: readonly (Of & Cases & { stageId: string })[]
  checks: readonly (Of & Amounts)[]
  /** By seller and, with ownerId null, of all. */
  cycles: readonly (Omit<Of, 'ownerId'> & { ownerId: string | null; n: number; quantiles: number[] })[]
  /** New deals of the window. */
  created: readonly (Of & { n: number })[]
  /** Mean seconds of a stay, of all sellers. */
  stays: readonly { stageId: string; seconds: number }[]
  /** In the shorter window of contacts: deals that came to a stage, and contacts there. */
  entered: readonly (Of & { stageId: string; n: number })[]
  onStages: readonly (Of & { stageId: string; kind: ContactKind; n: number })[]
  /** In the same shorter window: new deals and all contacts of a seller that count for norms. */
  createdLately: readonly (Of & { n: number })[]
  contacts: readonly { ownerId: string; kind: ContactKind; n: number }[]
}

/** Working days of a seller in the window. */
export type DaysOf = (ownerId: string) => number

/** Takes the sellers to make profiles of, the history of all, and the working days of each in the window. */
export function profilesOf(sellerIds: readonly string[], history: History, daysOf: DaysOf): Map<string, SellerProfile> {
  const { pipelines } = history
  const made = pipelines.map((pipeline) => pipelineProfiles(pipeline, history, daysOf))
  const teamSize = new Set(history.created.map(({ ownerId }) => ownerId)).size
  const money = pipelines.map(({ pipelineId }) => history.checks.filter((one) => one.pipelineId === pipelineId))
  const teamMoney = money.map((checks) => checks.reduce((sum, one) => sum + one.sum, 0))
  const teamWon = history.checks.reduce((sum, one) => sum + one.n, 0)
  const allMoney = teamMoney.reduce((sum, one) => sum + one, 0)
  return new Map(
    sellerIds.map((ownerId) => {
      const own = money.map((checks) => checks.find((one) => one.ownerId === ownerId)?.sum ?? 0)
      const ownAll = own.reduce((sum, one) => sum + one, 0)
      const won = history.checks.filter((one) => one.ownerId === ownerId).reduce((sum, one) => sum + one.n, 0)
      // The mix of pipelines: his own money, with the team's for as many deals as make a small sample.
      const believed = teamWon > 0 ? SMALL_SAMPLE : 0
      const shareOf = (index: number) => {
        const mine = ownAll > 0 ? Math.max(0, own[index] ?? 0) / ownAll : 0
        const teams = allMoney > 0 ? (teamMoney[index] ?? 0) / allMoney : 0
        return won + believed > 0
          ? ((ownAll > 0 ? won : 0) * mine + believed * teams) / ((ownAll > 0 ? won : 0) + believed)
          : 0
      }
      return [
        ownerId,
        { pipelines: made.map((profileOf, index) => profileOf(ownerId, shareOf(index))), teamSize },
      ] as const
    }),
  )
}

/** What is the same for all sellers of a pipeline is computed once. */
function pipelineProfiles({ pipelineId, name, stages }: PipelineStages, history: History, daysOf: DaysOf) {
  const here = <Row extends { pipelineId: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.pipelineId === pipelineId)
  const checks = here(history.checks)
  const checkStrength = strengthOfMeans(checks)
  const teamChecks = checks.reduce(
    (all, one) => ({ n: all.n + one.n, sum: all.sum + one.sum, squares: all.squares + one.squares }),
    none,
  )
  const cycles = here(history.cycles)
  const teamCycle: Cycle = cycleOf(cycles.find(({ ownerId }) => ownerId === null))
  const created = here(history.created)
  const lately = here(history.createdLately)
  const latelyAll = sumOf(lately)
  const entered = Map.groupBy(here(history.entered), (row) => row.stageId)
  const onStages = Map.groupBy(here(history.onStages), (row) => `${row.stageId} ${row.kind}`)
  const seconds = new Map(history.stays.map((stay) => [stay.stageId, stay.seconds]))
  const steps = stages.map(({ stageId }) => {
    const cases = here(history.steps).filter((row) => row.stageId === stageId)
    const team = cases.reduce((all, one) => ({ successes: all.successes + one.successes, n: all.n + one.n }), {
      successes: 0,
      n: 0,
    })
    return { cases: new Map(cases.map((one) => [one.ownerId, one])), team, strength: strengthOfShares(cases) }
  })
  const ways = waysLeft(stages.map(({ stageId }) => seconds.get(stageId) ?? 0))
  const searching = searchContacts(history)
  const allCreatedLately = sumOf(history.createdLately)
  const kinds = [...new Set(history.contacts.map(({ kind }) => kind))]

  return (ownerId: string, share: number): PipelineProfile => {
    const mine = <Row extends { ownerId: string | null }>(rows: readonly Row[]) =>
      rows.find((row) => row.ownerId === ownerId)
    const work: WorkProfile[] = stages.flatMap(({ stageId }) =>
      kinds.flatMap((kind): WorkProfile[] => {
        const contacts = onStages.get(`${stageId} ${kind}`) ?? []
        if (contacts.length === 0) return []
        const deals = entered.get(stageId) ?? []
        const perDeal = mixedRate(
          { count: mine(contacts)?.n ?? 0, n: mine(deals)?.n ?? 0 },
          { count: sumOf(contacts), n: sumOf(deals) },
        )
        return [{ kind, stageId, perDeal }]
      }),
    )
    for (const kind of kinds) {
      const all = searching.get(kind)
      if (!all || all.total <= 0) continue
      const own = {
        count: all.byOwner.get(ownerId) ?? 0,
        n: sumOf(history.createdLately.filter((row) => row.ownerId === ownerId)),
      }
      work.push({ kind, stageId: null, perDeal: mixedRate(own, { count: all.total, n: allCreatedLately }) })
    }
    const days = daysOf(ownerId)
    return {
      pipelineId,
      name,
      share,
      checkMinor: mixedMean(mine(checks) ?? none, teamChecks, checkStrength),
      stages: stages.map((stage, index) => {
        const step = steps[index]
        const own = step?.cases.get(ownerId) ?? { successes: 0, n: 0 }
        return {
          ...stage,
          passes: mixedShare(own, step?.team ?? { successes: 0, n: 0 }, step?.strength ?? SMALL_SAMPLE),
          wayLeft: ways[index] ?? 1,
        }
      }),
      work: latelyAll > 0 || work.length > 0 ? work : [],
      cycle: { own: cycleOf(mine(cycles)), team: teamCycle },
      leadsPerDay: days > 0 ? (mine(created)?.n ?? 0) / days : 0,
    }
  }
}

const none: Amounts = { n: 0, sum: 0, squares: 0 }

function cycleOf(row: { n: number; quantiles: number[] } | undefined): Cycle {
  return row && row.n > 0 ? { n: row.n, quantiles: row.quantiles } : { n: 0, quantiles: null }
}

/** Of the whole way, the part from each stage to the end; half of its own stage is behind a deal that stands on it. */
function waysLeft(seconds: readonly number[]): number[] {
  const whole = seconds.reduce((sum, one) => sum + one, 0)
  return seconds.map((own, index) => {
    if (index === 0 || whole === 0) return 1
    const after = seconds.slice(index).reduce((sum, one) => sum + one, 0)
    return (after - own / 2) / whole
  })
}

/** Contacts that count for norms and belong to no stage of a deal: the search for clients. */
function searchContacts({
  contacts,
  onStages,
}: History): Map<ContactKind, { total: number; byOwner: Map<string, number> }> {
  const found = new Map<ContactKind, { total: number; byOwner: Map<string, number> }>()
  const placed = new Map<string, number>()
  for (const { ownerId, kind, n } of onStages)
    placed.set(`${ownerId} ${kind}`, (placed.get(`${ownerId} ${kind}`) ?? 0) + n)
  for (const { ownerId, kind, n } of contacts) {
    const rest = Math.max(0, n - (placed.get(`${ownerId} ${kind}`) ?? 0))
    const own = found.get(kind) ?? { total: 0, byOwner: new Map<string, number>() }
    own.total += rest
    own.byOwner.set(ownerId, rest)
    found.set(kind, own)
  }
  return found
}

function sumOf(rows: readonly { n: number }[]): number {
  return rows.reduce((sum, row) => sum + row.n, 0)
}
