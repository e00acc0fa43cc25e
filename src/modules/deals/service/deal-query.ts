import type { Tx } from '#core/db/gate.ts'
import { zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type DealFilter, type Meaning, meanings } from '../contract.ts'
import { askedFilter } from '#modules/lists/api.ts'
import { chosenOwners, chosenStages, dealsWithText, type DealQuery } from '../data/deal-filter.ts'
import { can } from '../policy.ts'
import { pushedDown } from '../calc/push-down.ts'
import { dealFieldsOf } from './list-fields.ts'

/**
 * Takes a filter as it was asked, gives what the database is asked. Row security stands behind it; naming the people here as well
 * lets the planner use the indexes.
 * `now` says what «today» is in its conditions.
 * @throws Refusal FORBIDDEN for roles without deals, FILTER_BAD
 */
export async function dealQuery(tx: Tx, actor: Actor, given: DealFilter, now: Date): Promise<DealQuery> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const fields = given.where ? await dealFieldsOf(tx, actor.workspaceId) : new Map()
  const asked = given.where ? askedFilter(given.where, fields, actor, now) : null
  // What indexes can answer is asked of them; the rest is looked at deal by deal.
  const { filter, where } = asked ? pushedDown(given, asked) : { filter: given, where: null }
  const chosen = await chosenOwners(tx, actor.workspaceId, filter)
  const visible = actor.scope === 'all' ? null : actor.people
  const wanted = (filter.closed ? closedOnly : meanings).filter((outcome) => filter.outcomes?.includes(outcome) ?? true)
  // Narrowed to what the stages mean: no index is searched for open stages among won deals.
  const narrows = filter.stageIds !== undefined || filter.closed !== undefined
  const stages = narrows ? await chosenStages(tx, actor.workspaceId, wanted, filter.stageIds) : null
  return {
    workspaceId: actor.workspaceId,
    zone: zoneOf({ actor }),
    filter,
    outcomes: stages ? wanted.filter((outcome) => stages.some(({ meaning }) => meaning === outcome)) : wanted,
    stages: stages?.map(({ id }) => id) ?? null,
    where: where && { asked: where, fields },
    owners: chosen && visible ? chosen.filter((id) => visible.includes(id)) : (chosen ?? visible),
    withText: filter.text ? await dealsWithText(tx, filter.text) : null,
  }
}

const closedOnly: readonly Meaning[] = ['won', 'lost']

/** Whether nothing can be found: a list of nobody or of no outcome. */
export function findsNothing({ owners, outcomes, withText }: DealQuery): boolean {
  return owners?.length === 0 || outcomes.length === 0 || withText?.length === 0
}
