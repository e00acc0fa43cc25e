import { correctedRateOf, ratioOf, type Rate } from '#core/statistics/rate.ts'
import { total, type Sum } from './counts.ts'

/** An event of the period with its stage: where a deal entered, or the furthest stage of one that was closed. */
export interface Happening extends Sum {
  kind: 'created' | 'reached' | 'closed_won' | 'closed_lost'
  stageId: string | null
}

export interface Happened {
  created: Sum
  won: Sum
  lost: Sum
  wonToCreated: number | null
  winRate: Rate
  winRateByMoney: number | null
  stages: { stageId: string; entered: number; toNext: number | null; lost: Sum }[]
}

/**
 * What happened within a period, to whichever deals. Those that enter a later stage need not be those that entered the one before, so
 * ratios between stages may exceed 1: they are ratios, not shares, and have no interval. Win rate is a share: by close date, of the closed.
 */
export function happenedInPeriod(stageIds: readonly string[], rows: readonly Happening[]): Happened {
  const of = (kind: Happening['kind'], stageId?: string) =>
    total(rows.filter((row) => row.kind === kind && (stageId === undefined || row.stageId === stageId)))
  const [created, won, lost] = [of('created'), of('closed_won'), of('closed_lost')]
  const entered = stageIds.map((stageId) => of('reached', stageId).n)
  return {
    created,
    won,
    lost,
    wonToCreated: ratioOf(won.n, created.n),
    winRate: correctedRateOf(won.n, won.n + lost.n),
    winRateByMoney: ratioOf(won.amountMinor, won.amountMinor + lost.amountMinor),
    stages: stageIds.map((stageId, place) => ({
      stageId,
      entered: entered[place] ?? 0,
      toNext: ratioOf(place + 1 < stageIds.length ? (entered[place + 1] ?? 0) : won.n, entered[place] ?? 0),
      lost: of('closed_lost', stageId),
    })),
  }
}
