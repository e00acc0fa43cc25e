import type { By } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import { type BulkDeal, bulkStep, type BulkStep, type BulkTally, type BulkValuesOf } from '../calc/bulk-plan.ts'
import { bulkDeals, type BulkRow, type BulkTarget, insertBulkRows } from '../data/bulk-changes.ts'
import { type DealWithHistory, lockDeals, type StoredDeal } from '../data/histories.ts'
import type { CheckedSet } from './bulk-world.ts'
import { changeDeals, type DealChange, type DealFields, type WriteContext } from './change-deals.ts'

/** Deals of one write: their logs are in memory for so long. */
export const PORTION = 1_000

interface Portion {
  bulkId: string
  target: BulkTarget
  after: string | null
  checked: CheckedSet
  context: WriteContext
  tally: BulkTally
}

/** Changes the next portion of the target and keeps what the deals were. Gives how many were looked at and the last of them. */
export async function changePortion(
  tx: Tx,
  by: By,
  { bulkId, target, after, checked, context, tally }: Portion,
): Promise<{ looked: number; last: string | null }> {
  const seen = await bulkDeals(tx, target, after, PORTION)
  if (seen.length === 0) return { looked: 0, last: after }
  const { values, world } = checked
  // Only those that would change are locked; what they are under the lock decides.
  const wanted = seen.filter((deal) => counts(bulkStep(deal, values, world), deal, tally))
  const locked = await lockDeals(
    tx,
    context.workspaceId,
    wanted.map(({ id }) => id),
  )
  const rows: BulkRow[] = []
  const changes: DealChange[] = []
  const changing: DealWithHistory[] = []
  for (const deal of locked) {
    const step = bulkStep(deal.stored, values, world)
    tally.add(step, deal.stored.title)
    if (step.kind !== 'change') continue
    const change = changeOf(deal.stored, step.after, checked, context.now)
    changes.push(change)
    changing.push(deal)
    const money = 'amountMinor' in step.after ? { baseMinor: deal.stored.baseMinor } : {}
    const move = step.after['stageId'] ? { seq: deal.stored.logSeq + 1 } : {}
    rows.push({ recordId: deal.stored.id, before: step.before, after: { ...step.after, ...move, ...money } })
  }
  if (changes.length > 0) await changeDeals(tx, context, changes, changing)
  await insertBulkRows(tx, by.actor, bulkId, rows.map(tidy))
  return { looked: seen.length, last: seen.at(-1)?.id ?? null }
}

/** Counts what needs no change at once; gives whether it would change. */
function counts(step: BulkStep, deal: BulkDeal, tally: BulkTally): boolean {
  if (step.kind === 'change') return true
  tally.add(step, deal.title)
  return false
}

/** The number of the move and the old sum in the company's currency stand beside the values, apart from them. */
function tidy({ recordId, before, after: { baseMinor, ...after } }: BulkRow): BulkRow {
  return { recordId, before: baseMinor === undefined ? before : { ...before, baseMinor }, after }
}

/** The change of one deal to these values. */
function changeOf(
  deal: StoredDeal,
  after: BulkValuesOf,
  { values, lossReasonId }: CheckedSet,
  now: number,
): DealChange {
  const set = fieldsFrom(deal, after)
  if (set.amountMinor !== undefined) set.baseMinor = set.amountMinor
  const { stage } = values
  if (!stage || after['stageId'] === undefined) return { id: deal.id, set }
  if (stage.meaning === 'lost') Object.assign(set, { lossReasonId, lossComment: null, lossCompetitorId: null })
  return { id: deal.id, set, moves: [{ toStageId: stage.id, occurredAt: now }] }
}

/** Values as fields of a deal; its own fields among the others that it has. */
export function fieldsFrom(deal: Pick<StoredDeal, 'custom'>, values: BulkValuesOf): Partial<DealFields> {
  const { ownerId, sourceId, expectedCloseOn, amountMinor } = values as Partial<DealFields>
  const own = Object.entries(values).filter(([name]) => name.startsWith('custom.'))
  const custom = Object.fromEntries(
    Object.entries({
      ...deal.custom,
      ...Object.fromEntries(own.map(([name, value]) => [name.slice(7), value])),
    }).filter(([, value]) => value !== null),
  )
  return {
    ...('ownerId' in values && { ownerId: ownerId ?? null }),
    ...('sourceId' in values && { sourceId: sourceId ?? null }),
    ...('expectedCloseOn' in values && { expectedCloseOn: expectedCloseOn ?? null }),
    ...(amountMinor !== undefined && { amountMinor }),
    ...(own.length > 0 && { custom }),
  }
}
