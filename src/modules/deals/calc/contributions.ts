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

/** What one deal adds to the totals (kinds: db/migrations/0005_facts.sql, 0084_one_creation.sql). */
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
    const [arrival, day] =
      one.cameDay === null ? (['created', one.createdDay] as const) : (['came', one.cameDay] as const)
    add(arrival, day, one.firstOwnerId, pipelineId, null, 0, 1, deal.baseMinor)
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

/** More values of one part of a key than this there cannot be: two numbers below it make one that is exact. */
const MOST = 2 ** 26

/** Numbers pairs of numbers in the order in which they came. */
class PairNumbers {
  readonly #numbers = new Map<number, number>()

  of(one: number, other: number): number {
    const pair = one * MOST + other
    let number = this.#numbers.get(pair)
    if (number === undefined) this.#numbers.set(pair, (number = this.#numbers.size))
    return number
  }

  clear(): void {
    this.#numbers.clear()
  }
}

/** Numbers texts. The texts of keys are few, and their neighbours mostly the same. */
class Texts {
  readonly #numbers = new Map<string, number>()

  of(text: string): number {
    let number = this.#numbers.get(text)
    if (number === undefined) this.#numbers.set(text, (number = this.#numbers.size))
    return number
  }
}

/**
 * Sums of totals by key; what cancels out disappears. Keys are put together from numbers: a text of all parts, made for each of the seven totals of a deal, would
 * cost an import more than what is summed up.
 */
export class TotalSums {
  readonly #texts = new Texts()
  /** What is counted: kind and stage, pipeline and bucket; then whose, on which day. */
  readonly #stages = new PairNumbers()
  readonly #pipelines = new PairNumbers()
  readonly #kinds = new PairNumbers()
  readonly #people = new PairNumbers()
  readonly #keys = new PairNumbers()
  #sums: Total[] = []

  add(totals: readonly Total[], sign: 1 | -1): void {
    const texts = this.#texts
    for (const total of totals) {
      const stage = this.#stages.of(texts.of(total.kind), texts.of(total.stageId))
      const pipeline = this.#pipelines.of(texts.of(total.pipelineId), total.bucket)
      const person = this.#people.of(texts.of(total.ownerId), texts.of(total.day))
      const sum = this.#sums[this.#keys.of(this.#kinds.of(stage, pipeline), person)]
      if (sum) {
        sum.n += sign * total.n
        sum.money += sign * total.money
      } else {
        this.#sums.push({ ...total, n: sign * total.n, money: sign * total.money })
      }
    }
  }

  /** How many keys there are. */
  get size(): number {
    return this.#sums.length
  }

  rows(): Total[] {
    return this.#sums.filter((sum) => sum.n !== 0 || sum.money !== 0)
  }

  /** The rows, which are forgotten here. */
  take(): Total[] {
    const rows = this.rows()
    this.#sums = []
    this.#keys.clear()
    return rows
  }
}
