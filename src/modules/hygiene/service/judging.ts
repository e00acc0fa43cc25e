import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { today as todayIn } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf, zoneOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { limitsOf, rulesOf } from '../calc/rules.ts'
import { judged } from '../calc/score.ts'
import type { Hygiene, Rule } from '../contract.ts'
import type { Measure } from '../data/broken.ts'
import { stageNorms } from '../data/norms.ts'
import { ownRules } from '../data/rules.ts'
import { signsByIds } from '../data/signs.ts'

/** How far back «usual» looks: long enough for a sample, short enough to be about these days. */
const NORM_MONTHS = 3

/** What deals of the actor's company are held against at this moment. */
export async function measureOf(tx: Tx, actor: Actor, now: Date): Promise<Measure & { rules: Rule[] }> {
  const zone = zoneOf({ actor })
  const rules = rulesOf(await ownRules(tx, actor.workspaceId))
  const month = monthOf(todayIn(zone, now))
  const months = Array.from({ length: NORM_MONTHS }, (_, back) => firstDay(addMonths(month, -back)))
  return { rules, limits: limitsOf(rules, now, zone), norms: await stageNorms(tx, months), now }
}

/** Score and worst reasons of those of the deals that are open and that the actor sees, in the order asked. */
export async function judgeDeals(
  tx: Tx,
  actor: Actor,
  measure: Measure,
  dealIds: readonly string[],
): Promise<Hygiene[]> {
  const { limits, norms, now } = measure
  const today = todayOf({ actor, now })
  const signs = new Map((await signsByIds(tx, dealIds, norms)).map((one) => [one.dealId, one]))
  return dealIds.flatMap((dealId) => {
    const own = signs.get(dealId)
    return own ? [{ dealId, ...judged(own, limits, { now: now.getTime(), today }) }] : []
  })
}
