import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { DealCard } from '../contract.ts'
import { orgTree, worksHere } from '#modules/org/api.ts'
import { copyVatMode, insertLines, linesOf } from '../data/deal-lines.ts'
import { readDealContacts, readTeams, replaceDealContacts } from '../data/participants.ts'
import { can } from '../policy.ts'
import { writeNewDeals } from './change-deals.ts'
import { dealCard } from './deal-card.ts'
import { allow, contextOf, inCompanyCurrencyAt, opened } from './deal-commands.ts'
import { firstOpenStage } from './deal-writes.ts'

/**
 * A new deal on the first open stage of the same pipeline (of the first one when that is in the archive) with the fields, contacts, team and products of
 * this one. It belongs to the same person, or to the actor where that one works here no more or the actor gives no deals away; it has no history, no number of another system and no date of closing that has passed.
 * @throws Refusal FORBIDDEN, NOT_FOUND, STAGE_UNKNOWN, RATE_MISSING
 */
export async function copyDeal(
  tx: Tx,
  by: By,
  { id, title }: { id: string; title?: string | undefined },
): Promise<DealCard> {
  allow(by, 'create')
  const { workspaceId, personId } = by.actor
  const { stored } = (await opened(tx, by, id)).deal
  if (stored.deleted) throw new Refusal('NOT_FOUND')
  const toStageId = await firstOpenStage(tx, workspaceId, stored.pipelineId)
  const at = by.now.getTime()
  const today = todayOf(by)
  const owner = (await orgTree(tx)).people.find((person) => person.id === stored.ownerId)
  const ownerId = owner && worksHere(owner, today) && can(by.actor, 'reassign') ? owner.id : personId
  const { amountMinor, currency, companyId, contactId, sourceId, expectedCloseOn, comment, custom } = stored
  const copy = uuid7()
  const fields = {
    title: title ?? stored.title,
    ownerId,
    companyId,
    contactId,
    sourceId,
    amountMinor,
    currency,
    baseMinor: await inCompanyCurrencyAt(tx, by, amountMinor, currency, at),
    expectedCloseOn: expectedCloseOn !== null && expectedCloseOn >= today ? expectedCloseOn : null,
    lossReasonId: null,
    lossComment: null,
    comment,
    custom,
    createdAt: at,
    externalSource: null,
    externalId: null,
    importId: null,
  }
  // A split that speaks of another owner would not add up.
  const team = ownerId === stored.ownerId ? (await readTeams(tx, workspaceId, [id])).get(id) : undefined
  const made = { id: copy, fields, moves: [{ toStageId, occurredAt: at }], ...(team && { team }) }
  await writeNewDeals(tx, await contextOf(tx, by), [made])
  await replaceDealContacts(tx, workspaceId, copy, await readDealContacts(tx, workspaceId, id))
  const lines = await linesOf(tx, workspaceId, [id])
  if (lines.length > 0)
    await insertLines(
      tx,
      workspaceId,
      lines.map((line) => ({ ...line, dealId: copy, ownerId })),
    )
  await copyVatMode(tx, workspaceId, id, copy)
  return dealCard(tx, by.actor, copy)
}
