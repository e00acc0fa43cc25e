import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { competitorChoices, rivalsOf, writeRivals } from '../data/competitors.ts'
import { can } from '../policy.ts'

/** Competitors of a deal. @throws Refusal NOT_FOUND for a deal that does not exist for the actor */
export async function dealRivals(tx: Tx, dealId: string) {
  const deal = await rivalsOf(tx, dealId)
  if (!deal) throw new Refusal('NOT_FOUND')
  return { competitorIds: deal.competitorIds, choices: await competitorChoices(tx) }
}

/** Says with whom a deal competes, all at once. @throws Refusal FORBIDDEN, NOT_FOUND, COMPETITOR_UNKNOWN */
export async function nameRivals(tx: Tx, actor: Actor, dealId: string, competitorIds: readonly string[]) {
  if (!can(actor, 'nameRivals')) throw new Refusal('FORBIDDEN')
  const deal = await rivalsOf(tx, dealId)
  if (!deal) throw new Refusal('NOT_FOUND')
  const known = new Set((await competitorChoices(tx)).map(({ id }) => id))
  if (competitorIds.some((id) => !known.has(id))) throw new Refusal('COMPETITOR_UNKNOWN')
  await writeRivals(tx, actor.workspaceId, dealId, [...new Set(competitorIds)])
  const { workspaceId, personId } = actor
  announce(tx, { workspaceId, topic: 'deal', id: dealId, ownerIds: [deal.ownerId], byPersonId: personId })
  return { done: true } as const
}
