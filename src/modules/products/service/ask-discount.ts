import { type By, todayOf } from '#core/http/by.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { notify } from '#modules/notifications/api.ts'
import { limitOf } from '../calc/discount.ts'
import type { VatMode } from '../calc/line-sums.ts'
import type { DealTerms, StoredLine } from '../data/deal-lines.ts'
import { discountLimits, endRequest, insertRequest, peopleAbove, pendingRequest } from '../data/discounts.ts'

interface Asked {
  lines: readonly StoredLine[]
  vatMode: VatMode
  discountBp: number
  note: string | null
}

/** Asks the nearest one above who may allow so much; a question that still waits is replaced. */
export async function askForDiscount(tx: Tx, by: By, deal: DealTerms, asked: Asked): Promise<void> {
  const { actor, now } = by
  const { workspaceId, personId } = actor
  const earlier = await pendingRequest(tx, workspaceId, deal.id)
  if (earlier) await endRequest(tx, workspaceId, { id: earlier.id, state: 'withdrawn', by: personId, note: null, now })
  const { lines, vatMode, discountBp, note } = asked
  const request = { id: uuid7(), dealId: deal.id, discountBp, lines: [...lines], vatMode, note, askedBy: personId, now }
  await insertRequest(tx, workspaceId, request)
  announce(tx, { workspaceId, topic: 'deal', id: deal.id, ownerIds: [deal.ownerId], byPersonId: personId })
  const limits = await discountLimits(tx, workspaceId)
  const approver = (await peopleAbove(tx, workspaceId, personId, todayOf(by))).find(
    ({ role }) => limitOf(role, limits) >= discountBp,
  )
  if (!approver) return
  await notify(tx, [
    {
      workspaceId,
      personId: approver.id,
      kind: 'DISCOUNT_ASKED',
      subject: { type: 'deal', id: deal.id },
      data: { deal: deal.title, by: actor.fullName, discountBp, note },
      path: `/deals/${deal.id}`,
    },
  ])
}
