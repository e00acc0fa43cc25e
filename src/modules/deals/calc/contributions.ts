import type { Day, TimeZone } from '#core/calendar/day.ts'
import { dayOf } from '#core/calendar/zone.ts'
import { bucketOf } from '#core/statistics/buckets.ts'
import type { Derived } from './derive.ts'

/** A row of the totals, or a difference to add to one. */
export interface Total {
  kind: string
  day: Day
  ownerId: string
  pipelineId: string
  stageId: string
  bucket: number
  n: number
  /** Minor units of the company's currency; for `stay` Σ seconds. */
  money: number
}

/** "Nobody", "no stage": totals need a value in their key where a deal has none. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** `now` has no day of its own: all its rows lie on this one. */
export const NOW_DAY = '1970-01-01' as Day

/** First day of the month: kinds that nobody asks for by the day are counted there, so that sums have fewer rows. */
const ofMonth = (day: Day) => `${day.slice(0, 8)}01` as Day

/** What one deal adds to the totals (kinds: db/migrations/0005_facts.sql). */
export function contributions({ deal, stays, reach, bookings }: Derived, zone: TimeZone): Total[] {
  const totals: Total[] = []
  const add = (
    kind: string,
    day: Day,
    ownerId: string | null,
    pipelineId: string,
    stageId: string | null,
    bucket: number,
    n: number,
    money: number,
  ) => totals.push({ kind, day, ownerId: ownerId ?? NOBODY, pipelineId, stageId: stageId ?? NOBODY, bucket, n, money })

  for (const one of reach) {
    const partly = one.fullHistory ? 0 : 1
    const { pipelineId, ownerId, furthestStageId } = one
    add('created', one.createdDay, one.firstOwnerId, pipelineId, null, 0, 1, deal.baseMinor)
    add(
      `cohort_${one.outcome}`,
      ofMonth(one.createdDay),
      ownerId,
      pipelineId,
      furthestStageId,
      partly,
      1,
      deal.baseMinor,
    )
    if (one.closedDay)
      add(`closed_${one.outcome}`, one.closedDay, ownerId, pipelineId, furthestStageId, partly, 1, deal.baseMinor)
    if (one.outcome !== 'moved') add('now', NOW_DAY, ownerId, pipelineId, one.stageId, 0, 1, deal.baseMinor)
  }
  for (const stay of stays) {
    if (!stay.certain) continue
    if (stay.first)
      add('reached', ofMonth(dayOf(stay.enteredAt, zone)), stay.ownerId, stay.pipelineId, stay.stageId, 0, 1, 0)
    if (stay.leftAt === null || stay.skipped) continue
    const seconds = Math.round((stay.leftAt - stay.enteredAt) / 1000)
    // On its own day: what is summed up by day hears from it which day has changed. Totals of months count it by its month.
    add('stay', dayOf(stay.leftAt, zone), stay.ownerId, stay.pipelineId, stay.stageId, bucketOf(seconds), 1, seconds)
  }
  for (const booking of bookings)
    add('booked', booking.day, booking.ownerId, booking.pipelineId, null, 0, booking.n, booking.baseMinor)
  return totals
}

/** Sums of totals by key; what cancels out disappears. */
export class TotalSums {
  readonly #sums = new Map<string, Total>()

  add(totals: readonly Total[], sign: 1 | -1): void {
    for (const total of totals) {
      const key = `${total.kind}|${total.day}|${total.ownerId}|${total.pipelineId}|${total.stageId}|${total.bucket}`
      const sum = this.#sums.get(key)
      if (sum) {
        sum.n += sign * total.n
        sum.money += sign * total.money
      } else {
        this.#sums.set(key, { ...total, n: sign * total.n, money: sign * total.money })
      }
    }
  }

  /** How many keys there are. */
  get size(): number {
    return this.#sums.size
  }

  rows(): Total[] {
    return [...this.#sums.values()].filter((sum) => sum.n !== 0 || sum.money !== 0)
  }

  /** The rows, which are forgotten here. */
  take(): Total[] {
    const rows = this.rows()
    this.#sums.clear()
    return rows
  }
}
