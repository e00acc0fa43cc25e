import { DAY_MS } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { judgeDeals, measureOf } from '#modules/hygiene/api.ts'
import { ABANDONED_DAYS, closingIn } from '../calc/attention.ts'
import type { Sign } from '../calc/dismissals.ts'
import type { Item } from '../contract.ts'
import { abandonedSum } from '../data/abandoned.ts'
import { dealsAtWork } from '../data/deals-at-work.ts'

/** An item of the list with what puts it there: a reason each. */
export interface Candidate {
  item: Item
  signs: readonly Sign[]
}

/** More are not counted one by one. */
const MOST_ABANDONED = 1000

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}

/** The largest deals that break rules of hygiene or close these days, and those that nobody has touched for long in one line. */
export async function troubledDeals(tx: Tx, actor: Actor, now: Date): Promise<Candidate[]> {
  const today = todayOf({ actor, now })
  const owners = actor.scope === 'all' ? null : actor.people
  const abandonedSince = daysBefore(now, ABANDONED_DAYS)
  const deals = await dealsAtWork(tx, { owners, abandonedSince })
  const ids = deals.map(({ dealId }) => dealId)
  const judged = await judgeDeals(tx, actor, await measureOf(tx, actor, now), ids)
  const reasons = new Map(judged.map((one) => [one.dealId, one.reasons]))
  const found = deals.flatMap(({ expectedCloseOn, ...deal }): Candidate[] => {
    const broken = reasons.get(deal.dealId) ?? []
    const closingInDays = closingIn(expectedCloseOn, today)
    if (broken.length === 0 && closingInDays === null) return []
    const key = `deal:${deal.dealId}`
    const sign = (rule: string, measure: number | null): Sign => ({
      item: `${key}:${rule}`,
      rule,
      subjectId: deal.ownerId,
      measure,
    })
    return [
      {
        item: { kind: 'deal', key, hidden: null, ...deal, closingInDays, reasons: broken },
        signs: [
          ...(closingInDays === null ? [] : [sign('closing', null)]),
          ...broken.map(({ code, value }) => sign(code, value)),
        ],
      },
    ]
  })
  return [...found, ...(await abandoned(tx, owners, abandonedSince))]
}

async function abandoned(tx: Tx, owners: readonly string[] | null, since: Date): Promise<Candidate[]> {
  const { n, amountMinor } = await abandonedSum(tx, { owners, since, limit: MOST_ABANDONED + 1 })
  if (n === 0) return []
  const hasMore = n > MOST_ABANDONED
  const count = hasMore ? MOST_ABANDONED : n
  return [
    {
      item: { kind: 'abandoned', key: 'abandoned', hidden: null, amountMinor, n: count, hasMore, days: ABANDONED_DAYS },
      signs: [{ item: 'abandoned', rule: 'abandoned', subjectId: null, measure: count }],
    },
  ]
}
