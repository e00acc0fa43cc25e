import type { Tx } from '#core/db/gate.ts'
import {
  changeDeals,
  type DealFields,
  type DealLine,
  insertLines,
  replaceLines,
  type WriteContext,
  writeNewDeals,
} from '#modules/deals/api.ts'
import type { PlannedChange } from './plan-change.ts'
import type { PlannedDeal } from './plan-deal.ts'

/** What a revert of a changed deal needs: the fields as they were, how long its log was, its version after the import. */
export interface DealBefore {
  set: Partial<DealFields>
  logSeq: number
  version: number
  lines: readonly DealLine[] | null
}

export async function writeCreated(tx: Tx, context: WriteContext, deals: readonly PlannedDeal[]): Promise<void> {
  const lines = deals.flatMap((deal) => linesFor(deal, deal.id))
  const written = writeNewDeals(
    tx,
    context,
    deals.map(({ id, fields, log }) => ({ id, fields, moves: log })),
  )
  return lines.length > 0 ? written.then(() => insertLines(tx, context.workspaceId, lines)) : written
}

export async function writeChanges(
  tx: Tx,
  context: WriteContext,
  changes: readonly PlannedChange[],
): Promise<DealBefore[]> {
  const written = await changeDeals(
    tx,
    context,
    changes.map(({ deal, set, moves }) => ({ id: deal.id, version: deal.version, set, moves })),
  )
  const replaced = changes.filter(({ linesBefore }) => linesBefore)
  if (replaced.length > 0) {
    const ids = replaced.map(({ deal }) => deal.id)
    const lines = replaced.flatMap(({ planned, deal }) => linesFor(planned, deal.id))
    await replaceLines(tx, context.workspaceId, ids, lines)
  }
  return changes.map(({ deal, set, linesBefore }, index) => ({
    set: Object.fromEntries(Object.keys(set).map((name) => [name, deal[name as keyof DealFields]])),
    logSeq: deal.logSeq,
    version: written[index]?.version ?? deal.version + 1,
    lines: linesBefore,
  }))
}

function linesFor({ lines, fields: { ownerId } }: PlannedDeal, dealId: string): DealLine[] {
  return lines.map(({ product, productId, quantity, priceMinor }, index) => ({
    dealId,
    lineNo: index + 1,
    ownerId,
    productId,
    productName: product,
    quantity,
    priceMinor,
  }))
}
