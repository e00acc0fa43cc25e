import type { TimeZone } from '#core/calendar/day.ts'
import { monthOf } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { asInstant, today as todayIn } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { unmatchedProducts } from '#modules/deals/api.ts'
import { judgeDeals, measureOf } from '#modules/hygiene/api.ts'
import { peopleInScope } from '#modules/org/api.ts'
import { planFact } from '#modules/planfact/api.ts'
import { ABANDONED_DAYS, behindBy, byMoneyAtStake, closingIn } from '../calc/attention.ts'
import type { Item } from '../contract.ts'
import { abandonedDeals, abandonedSum } from '../data/abandoned.ts'
import { dealsAtWork } from '../data/deals-at-work.ts'
import { can } from '../policy.ts'

/** Nobody works down a longer list in a morning. */
const MOST_ITEMS = 30
const NAMED_PRODUCTS = 200
/** More are not counted one by one. */
const MOST_ABANDONED = 1000
const DAY_MS = 86_400_000

/** What needs a hand now, the most money at stake first. @throws Refusal FORBIDDEN to those who see no deals */
export async function attentionList(tx: Tx, actor: Actor, now: Date) {
  if (!can(actor, 'seeDeals')) throw new Refusal('FORBIDDEN')
  const found = [
    ...(await troubledDeals(tx, actor, now)),
    ...(await abandoned(tx, actor, now)),
    ...(can(actor, 'leadPeople') ? await troubledPlans(tx, actor, now) : []),
  ]
  const ranked = byMoneyAtStake(found)
  return { items: ranked.slice(0, MOST_ITEMS), hasMore: ranked.length > MOST_ITEMS }
}

/** The largest deals that break rules of hygiene or close these days. */
async function troubledDeals(tx: Tx, actor: Actor, now: Date): Promise<Item[]> {
  const today = todayIn(actor.workspace.timeZone as TimeZone, now)
  const owners = actor.scope === 'all' ? null : actor.people
  const deals = await dealsAtWork(tx, { owners, abandonedSince: daysBefore(now, ABANDONED_DAYS) })
  const ids = deals.map(({ dealId }) => dealId)
  const judged = await judgeDeals(tx, actor, await measureOf(tx, actor, now), ids)
  const reasons = new Map(judged.map((one) => [one.dealId, one.reasons]))
  return deals.flatMap(({ expectedCloseOn, ...deal }): Item[] => {
    const found = reasons.get(deal.dealId) ?? []
    const closingInDays = closingIn(expectedCloseOn, today)
    return found.length === 0 && closingInDays === null
      ? []
      : [{ kind: 'deal', ...deal, closingInDays, reasons: found }]
  })
}

async function abandoned(tx: Tx, { scope, people }: Actor, now: Date): Promise<Item[]> {
  const owners = scope === 'all' ? null : people
  const { n, amountMinor } = await abandonedSum(tx, {
    owners,
    since: daysBefore(now, ABANDONED_DAYS),
    limit: MOST_ABANDONED + 1,
  })
  const hasMore = n > MOST_ABANDONED
  return n === 0
    ? []
    : [{ kind: 'abandoned', amountMinor, n: hasMore ? MOST_ABANDONED : n, hasMore, days: ABANDONED_DAYS }]
}

/** A page of the deals that nobody has touched for long. @throws Refusal FORBIDDEN to those who see no deals */
export async function abandonedPage(tx: Tx, actor: Actor, now: Date, { cursor, limit }: AbandonedPage) {
  if (!can(actor, 'seeDeals')) throw new Refusal('FORBIDDEN')
  const owners = actor.scope === 'all' ? null : actor.people
  const deals = await abandonedDeals(tx, {
    owners,
    since: daysBefore(now, ABANDONED_DAYS),
    after: cursor,
    limit: limit + 1,
  })
  const rows = deals.slice(0, limit).map((deal) => ({ ...deal, lastSignAt: asInstant(deal.lastSignAt) }))
  const last = rows.at(-1)
  return { rows, nextCursor: last && deals.length > limit ? cursorText([last.amountMinor, last.dealId]) : null }
}

interface AbandonedPage {
  cursor?: readonly [amountMinor: number, dealId: string] | undefined
  limit: number
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}

/** Sellers behind the pace, plans not set, products that no price list knows. */
async function troubledPlans(tx: Tx, actor: Actor, now: Date): Promise<Item[]> {
  const today = todayIn(actor.workspace.timeZone as TimeZone, now)
  const month = monthOf(today)
  const { rows } = await planFact(tx, actor, monthPeriod(month), today, { team: '', nobody: '' })
  const people = rows.filter((row) => row.level === 'person' && row.workingDays.total > 0)
  const sellers = new Set(
    (await peopleInScope(tx)).filter((person) => person.role === 'seller').map((person) => person.id),
  )
  const items: Item[] = people.flatMap(({ subjectId, name, factMinor, dueMinor }) => {
    const amountMinor = behindBy(factMinor, dueMinor)
    return amountMinor === null
      ? []
      : [{ kind: 'behind', amountMinor, personId: subjectId, name, factMinor, dueMinor: dueMinor ?? 0 }]
  })
  const unplanned = people.filter((row) => row.planMinor === null && sellers.has(row.subjectId)).map((row) => row.name)
  if (unplanned.length > 0) items.push({ kind: 'noPlan', amountMinor: null, month, people: unplanned })
  const products = await unmatchedProducts(tx, actor.workspaceId, NAMED_PRODUCTS)
  if (products.length > 0) {
    const lines = products.reduce((sum, product) => sum + product.lines, 0)
    items.push({ kind: 'unmatchedProducts', amountMinor: null, names: products.map((product) => product.name), lines })
  }
  return items
}
