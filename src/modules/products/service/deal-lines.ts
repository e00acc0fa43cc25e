import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { effectiveDiscountBp, limitOf, overLimit } from '../calc/discount.ts'
import { lineSum, linesSum, type VatMode } from '../calc/line-sums.ts'
import { linesDifference } from '../calc/lines-difference.ts'
import type { DealLines, LineInput, PricedDealLine } from '../contract.ts'
import { productSpellings } from '../data/bulk-products.ts'
import { type DealTerms, dealTerms, lineChanges, type StoredLine, storedLines, writeLines } from '../data/deal-lines.ts'
import { discountLimits, pendingRequest } from '../data/discounts.ts'
import { can } from '../policy.ts'
import { askForDiscount } from './ask-discount.ts'
import { allow } from './products.ts'

/** Lines of a deal with what they come to, and the discount that waits for an answer. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function getDealLines(tx: Tx, by: By, dealId: string): Promise<DealLines> {
  const { actor } = by
  allow(actor, 'readLines')
  const deal = await dealTerms(tx, actor.workspaceId, dealId)
  if (!deal) throw new Refusal('NOT_FOUND')
  const lines = await storedLines(tx, actor.workspaceId, dealId)
  const limitBp = await limitFor(tx, actor)
  const request = await pendingRequest(tx, actor.workspaceId, dealId)
  return {
    dealId,
    version: deal.linesVersion,
    vatMode: deal.vatMode,
    currency: deal.currency,
    lines: pricedLines(lines, deal.vatMode),
    totals: linesSum(lines, deal.vatMode),
    amountMinor: deal.amountMinor,
    dealVersion: deal.version,
    limitBp,
    request: request
      ? {
          id: request.id,
          discountBp: request.discountBp,
          note: request.note,
          askedBy: request.askedByName ? { id: request.askedBy, name: request.askedByName } : null,
          askedAt: request.askedAt.toISOString(),
          lines: pricedLines(request.lines, request.vatMode),
          vatMode: request.vatMode,
          totals: linesSum(request.lines, request.vatMode),
          may: {
            decide: mayEdit(actor) && request.askedBy !== actor.personId && limitBp >= request.discountBp,
            withdraw: mayEdit(actor) && request.askedBy === actor.personId,
          },
        }
      : null,
    may: { edit: mayEdit(actor) },
  }
}

interface SaveLines {
  dealId: string
  version: number
  vatMode: VatMode
  lines: readonly LineInput[]
  ask?: { note?: string | undefined } | undefined
}

/**
 * Puts these lines in the place of all that the deal had. What lies further below the price list than the actor may go is refused,
 * or with `ask` waits for somebody who may.
 * @throws Refusal FORBIDDEN, NOT_FOUND, LINES_CHANGED {version}, PRODUCTS_MISSING {names}, DISCOUNT_OVER_LIMIT {limitBp, discountBp, names}
 */
export async function saveDealLines(tx: Tx, by: By, input: SaveLines): Promise<DealLines & { asked: boolean }> {
  const { actor } = by
  allow(actor, 'editLines')
  const deal = await openDeal(tx, actor, input.dealId, input.version)
  const before = await storedLines(tx, actor.workspaceId, deal.id)
  const lines = await listed(tx, by, input.lines, before)
  const limitBp = await limitFor(tx, actor)
  const over = overLimit(lines, before, limitBp)
  if (over.length > 0) {
    const discountBp = Math.max(...over.map((one) => one.discountBp))
    const names = over.map(({ line }) => line.productName).join(', ')
    if (!input.ask) throw new Refusal('DISCOUNT_OVER_LIMIT', { limitBp, discountBp, names })
    await askForDiscount(tx, by, deal, { lines, vatMode: input.vatMode, discountBp, note: input.ask.note || null })
    return { ...(await getDealLines(tx, by, deal.id)), asked: true }
  }
  await replaceAll(tx, by, deal, { lines, before, vatMode: input.vatMode })
  return { ...(await getDealLines(tx, by, deal.id)), asked: false }
}

/** The deal, locked, when its lines are still of this version. @throws Refusal NOT_FOUND, LINES_CHANGED */
export async function openDeal(tx: Tx, actor: Actor, dealId: string, version?: number): Promise<DealTerms> {
  const deal = await dealTerms(tx, actor.workspaceId, dealId, true)
  if (!deal) throw new Refusal('NOT_FOUND')
  if (version !== undefined && version !== deal.linesVersion)
    throw new Refusal('LINES_CHANGED', { version: deal.linesVersion })
  return deal
}

export async function replaceAll(
  tx: Tx,
  { actor, now }: By,
  deal: DealTerms,
  next: { lines: readonly StoredLine[]; before: readonly StoredLine[]; vatMode: VatMode },
): Promise<void> {
  const { workspaceId, personId } = actor
  await writeLines(tx, workspaceId, deal, { ...next, by: personId, now })
  announce(tx, { workspaceId, topic: 'deal', id: deal.id, ownerIds: [deal.ownerId], byPersonId: personId })
}

/** Who changed the lines and how, newest first. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function dealLineHistory(tx: Tx, { actor }: By, dealId: string) {
  allow(actor, 'readLines')
  if (!(await dealTerms(tx, actor.workspaceId, dealId))) throw new Refusal('NOT_FOUND')
  const changes = await lineChanges(tx, actor.workspaceId, dealId)
  return {
    entries: changes.map(({ version, at, by, before, after }) => ({
      version,
      at: at.toISOString(),
      by,
      beforeMinor: linesSum(before.lines, before.vatMode).totalMinor,
      afterMinor: linesSum(after.lines, after.vatMode).totalMinor,
      changes: linesDifference(before.lines, after.lines),
    })),
  }
}

export function pricedLines(lines: readonly StoredLine[], mode: VatMode): PricedDealLine[] {
  return lines.map((line, index) => ({
    ...line,
    vatPercent: line.vatPercent as PricedDealLine['vatPercent'],
    lineNo: index + 1,
    ...lineSum(line, mode),
  }))
}

export async function limitFor(tx: Tx, actor: Actor): Promise<number> {
  return limitOf(actor.role, await discountLimits(tx, actor.workspaceId))
}

function mayEdit(actor: Actor): boolean {
  return can(actor, 'editLines') && !actor.readOnly
}

/** Each line with the list price that it is measured by: today's, or the one by which it was sold first when nothing about it is new. */
async function listed(
  tx: Tx,
  by: By,
  lines: readonly LineInput[],
  before: readonly StoredLine[],
): Promise<StoredLine[]> {
  const products = new Map((await productSpellings(tx, by.actor.workspaceId, todayOf(by))).map((one) => [one.id, one]))
  const missing = lines.filter(({ productId }) => productId !== null && !products.has(productId))
  if (missing.length > 0)
    throw new Refusal('PRODUCTS_MISSING', { names: missing.map(({ productName }) => productName).join(', ') })
  return lines.map((line) => {
    const product = line.productId === null ? undefined : products.get(line.productId)
    const today = {
      ...line,
      productName: product?.name ?? line.productName,
      listPriceMinor: product?.priceMinor ?? null,
    }
    const old = before.find(
      (one) => one.productId !== null && one.productId === line.productId && one.priceMinor === line.priceMinor,
    )
    if (!old || old.listPriceMinor === null) return today
    const asSold = { ...today, listPriceMinor: old.listPriceMinor }
    return effectiveDiscountBp(asSold) <= effectiveDiscountBp(old) ? asSold : today
  })
}
