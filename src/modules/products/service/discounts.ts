import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { notify } from '#modules/notifications/api.ts'
import { audit } from '#modules/org/api.ts'
import type { Limits } from '../calc/discount.ts'
import type { DealLines } from '../contract.ts'
import { storedLines } from '../data/deal-lines.ts'
import { discountLimits, endRequest, pendingRequest, setDiscountLimits } from '../data/discounts.ts'
import { can } from '../policy.ts'
import { getDealLines, limitFor, openDeal, replaceAll } from './deal-lines.ts'
import { allow } from './products.ts'

/**
 * Allows a discount, then its lines are written, or refuses it; whoever asked is told.
 * @throws Refusal FORBIDDEN, NOT_FOUND, DISCOUNT_DECIDED when somebody was faster, DISCOUNT_ABOVE_YOURS {limitBp}
 */
export async function decideDiscount(
  tx: Tx,
  by: By,
  { dealId, id, allow: isAllowed, note }: { dealId: string; id: string; allow: boolean; note?: string | undefined },
): Promise<DealLines> {
  const { actor, now } = by
  allow(actor, 'editLines')
  const { workspaceId, personId } = actor
  const deal = await openDeal(tx, actor, dealId)
  const request = await pendingRequest(tx, workspaceId, dealId)
  if (request?.id !== id) throw new Refusal('DISCOUNT_DECIDED')
  const limitBp = await limitFor(tx, actor)
  if (request.askedBy === personId || limitBp < request.discountBp)
    throw new Refusal('DISCOUNT_ABOVE_YOURS', { limitBp })
  const state = isAllowed ? 'approved' : 'refused'
  if (!(await endRequest(tx, workspaceId, { id, state, by: personId, note: note || null, now })))
    throw new Refusal('DISCOUNT_DECIDED')
  if (isAllowed) {
    const before = await storedLines(tx, workspaceId, dealId)
    await replaceAll(tx, by, deal, { lines: request.lines, before, vatMode: request.vatMode })
  }
  announce(tx, { workspaceId, topic: 'deal', id: dealId, ownerIds: [deal.ownerId], byPersonId: personId })
  await audit(tx, actor, `discount.${state}`, 'deal', dealId, { discountBp: request.discountBp })
  await notify(tx, [
    {
      workspaceId,
      personId: request.askedBy,
      kind: isAllowed ? 'DISCOUNT_ALLOWED' : 'DISCOUNT_REFUSED',
      subject: { type: 'deal', id: dealId },
      data: { deal: deal.title, by: actor.fullName, discountBp: request.discountBp, note: note || null },
      path: `/deals/${dealId}`,
    },
  ])
  return getDealLines(tx, by, dealId)
}

/** Takes a question about a discount back; whoever looks at the deal sees it gone. @throws Refusal FORBIDDEN to all but who asked, NOT_FOUND, DISCOUNT_DECIDED */
export async function withdrawDiscount(
  tx: Tx,
  by: By,
  { dealId, id }: { dealId: string; id: string },
): Promise<DealLines> {
  const { actor, now } = by
  allow(actor, 'editLines')
  const { workspaceId, personId } = actor
  const { ownerId } = await openDeal(tx, actor, dealId)
  const request = await pendingRequest(tx, workspaceId, dealId)
  if (request?.id !== id) throw new Refusal('DISCOUNT_DECIDED')
  if (request.askedBy !== personId) throw new Refusal('FORBIDDEN')
  await endRequest(tx, workspaceId, { id, state: 'withdrawn', by: personId, note: null, now })
  announce(tx, { workspaceId, topic: 'deal', id: dealId, ownerIds: [ownerId], byPersonId: personId })
  return getDealLines(tx, by, dealId)
}

/** @throws Refusal FORBIDDEN */
export async function getLimits(tx: Tx, { actor }: By) {
  allow(actor, 'readLines')
  const limits = await discountLimits(tx, actor.workspaceId)
  return { limits, may: { edit: can(actor, 'setLimits') && !actor.readOnly } }
}

/** @throws Refusal FORBIDDEN, LIMITS_UPSIDE_DOWN when somebody above might less than those below */
export async function putLimits(tx: Tx, { actor }: By, limits: Limits): Promise<{ limits: Limits }> {
  allow(actor, 'setLimits')
  if (limits.seller > limits.head || limits.head > limits.director) throw new Refusal('LIMITS_UPSIDE_DOWN')
  const before = await discountLimits(tx, actor.workspaceId)
  await setDiscountLimits(tx, actor.workspaceId, limits)
  await audit(tx, actor, 'discount.limits', 'workspace', actor.workspaceId, { before, after: limits })
  return { limits }
}
