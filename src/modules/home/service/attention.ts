import type { Tx } from '#core/db/gate.ts'
import { asInstant } from '#core/calendar/zone.ts'
import { todayOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { ABANDONED_DAYS, byMoneyAtStake } from '../calc/attention.ts'
import { type Dismissal, hiddenAs, type Sign } from '../calc/dismissals.ts'
import type { Item } from '../contract.ts'
import { abandonedDeals } from '../data/abandoned.ts'
import { dismissalsOf, dropDismissals, putDismissal } from '../data/dismissals.ts'
import { can } from '../policy.ts'
import { type Candidate, daysBefore, troubledDeals } from './troubled-deals.ts'
import { openCases, troubledPeople } from './troubled-people.ts'

/** Nobody works down a longer list in a morning. */
const MOST_ITEMS = 30

/** What needs a hand now, the most money at stake first; what the reader has put off is counted, and listed on demand. @throws Refusal FORBIDDEN to those who see no deals */
export async function attentionList(
  tx: Tx,
  actor: Actor,
  now: Date,
  { withHidden = false }: { withHidden?: boolean | undefined } = {},
) {
  if (!can(actor, 'seeDeals')) throw new Refusal('FORBIDDEN')
  const today = todayOf({ actor, now })
  const known = await dismissalsOf(tx, actor.workspaceId, actor.personId, today)
  const judged = (await candidates(tx, actor, now)).map((one) => itemOf(one, known, today))
  const ranked = byMoneyAtStake(judged.filter((item) => withHidden || item.hidden === null))
  return {
    items: ranked.slice(0, MOST_ITEMS),
    snoozed: judged.filter((item) => item.hidden === 'snoozed' || item.hidden === 'noProblem').length,
    learnt: judged.filter((item) => item.hidden === 'learnt').length,
    hasMore: ranked.length > MOST_ITEMS,
  }
}

async function candidates(tx: Tx, actor: Actor, now: Date): Promise<Candidate[]> {
  const deals = await troubledDeals(tx, actor, now)
  const cases = await openCases(tx, actor, now)
  const people = can(actor, 'leadPeople') ? await troubledPeople(tx, actor, now, cases) : []
  // A deviation that is acted on waits for its day: there is nothing to do about it now.
  return [...deals, ...cases.map((one) => one.candidate).filter(({ signs }) => signs.length > 0), ...people]
}

/** An item as this reader sees it: without the reasons that he has put off; hidden when none is left. */
function itemOf({ item, signs }: Candidate, known: readonly Dismissal[], today: string): Item {
  const judged = signs.map((sign) => ({ sign, hidden: hiddenAs(sign, known, today) }))
  const shown = new Set(judged.flatMap(({ sign, hidden }) => (hidden === null ? [sign.rule] : [])))
  if (shown.size === 0) return { ...item, hidden: judged[0]?.hidden ?? null }
  if (item.kind !== 'deal') return item
  return {
    ...item,
    reasons: item.reasons.filter(({ code }) => shown.has(code)),
    closingInDays: shown.has('closing') ? item.closingInDays : null,
  }
}

interface Dismissing {
  key: string
  untilOn: string | null
  reason: string | null
}

/**
 * Puts an item off until a day, or calls it no problem, for this reader alone; what it was like is kept, so that it comes back when it is worse.
 * @throws Refusal FORBIDDEN, ITEM_GONE when it is on the list no more, SNOOZE_PAST, REASON_NEEDED for "no problem" without a word why
 */
export async function dismissItem(
  tx: Tx,
  actor: Actor,
  now: Date,
  { key, untilOn, reason }: Dismissing,
): Promise<{ key: string }> {
  if (!can(actor, 'seeDeals')) throw new Refusal('FORBIDDEN')
  if (untilOn !== null && untilOn <= todayOf({ actor, now })) throw new Refusal('SNOOZE_PAST')
  if (untilOn === null && !reason) throw new Refusal('REASON_NEEDED')
  for (const sign of await signsOf(tx, actor, now, key))
    await putDismissal(tx, actor.workspaceId, actor.personId, { ...sign, untilOn }, { reason, at: now })
  return { key }
}

/** Shows an item again. @throws Refusal FORBIDDEN, ITEM_GONE */
export async function restoreItem(tx: Tx, actor: Actor, now: Date, { key }: { key: string }): Promise<{ done: true }> {
  if (!can(actor, 'seeDeals')) throw new Refusal('FORBIDDEN')
  await dropDismissals(tx, actor.workspaceId, actor.personId, await signsOf(tx, actor, now, key))
  return { done: true }
}

async function signsOf(tx: Tx, actor: Actor, now: Date, key: string): Promise<readonly Sign[]> {
  const found = (await candidates(tx, actor, now)).find(({ item }) => item.key === key)
  if (!found) throw new Refusal('ITEM_GONE')
  return found.signs
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
