import { DAY_MS } from '#core/calendar/day.ts'
import { firstDay, monthOf } from '#core/calendar/month.ts'
import { asInstant } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { recentMoves } from '../data/recent-moves.ts'
import { startOf } from '../data/start.ts'
import { can } from '../policy.ts'

const RECENT_DAYS = 14
const RECENT_MOVES = 10

/** The latest moves of the actor's own deals. @throws Refusal FORBIDDEN to those who see no deals */
export async function latestMoves(tx: Tx, actor: Actor, now: Date) {
  if (!can(actor, 'seeDeals')) throw new Refusal('FORBIDDEN')
  const moves = await recentMoves(tx, actor.personId, new Date(now.getTime() - RECENT_DAYS * DAY_MS), RECENT_MOVES)
  return { rows: moves.map((move) => ({ ...move, at: asInstant(move.at) })) }
}

/** What the company has already. Everybody may ask: whoever sees no deals is told that there are none. */
export async function whatThereIs(tx: Tx, actor: Actor, now: Date) {
  const today = todayOf({ actor, now })
  return { today, ...(await startOf(tx, firstDay(monthOf(today)))) }
}
