import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { audit } from '#modules/org/api.ts'
import { undoable } from '../calc/bulk-plan.ts'
import { effectiveMoves } from '../calc/derive.ts'
import type { BulkChange } from '../contract/bulk.ts'
import { bulkRows, type BulkRow, lockBulk, updateBulk } from '../data/bulk-changes.ts'
import { type DealWithHistory, lockDeals } from '../data/histories.ts'
import { bulkOf } from './bulk-deals.ts'
import { fieldsFrom, PORTION } from './bulk-portion.ts'
import { changeDeals, type DealChange, summingUp, type WriteContext, writeSums } from './change-deals.ts'
import { allow, contextOf } from './deal-commands.ts'

/**
 * Takes a change of many deals back: each value that is still the one which was set becomes what it was, to the kopeck; what somebody has changed since
 * stays. Deals that are out of the actor's sight by now stay as well.
 * @throws Refusal NOT_FOUND, FORBIDDEN, NOTHING_TO_UNDO
 */
export async function bulkUndo(tx: Tx, by: By, id: string): Promise<BulkChange> {
  allow(by, 'edit')
  const bulk = await lockBulk(tx, id)
  if (!bulk) throw new Refusal('NOT_FOUND')
  if (bulk.status !== 'done' && bulk.status !== 'failed') throw new Refusal('NOTHING_TO_UNDO')
  const context = summingUp(await contextOf(tx, by))
  let [restored, kept, done] = [0, 0, 0]
  for (let after: string | null = null; ;) {
    const rows: BulkRow[] = await bulkRows(tx, id, after, PORTION)
    if (rows.length === 0) break
    const locked = await lockDeals(
      tx,
      context.workspaceId,
      rows.map(({ recordId }) => recordId),
    )
    const deals = new Map(locked.map((deal) => [deal.stored.id, deal]))
    const changes: DealChange[] = []
    for (const row of rows) {
      const deal = deals.get(row.recordId)
      const back = deal && !deal.stored.deleted ? changeBack(deal, row, context) : null
      if (back?.change) changes.push(back.change)
      if (back && back.kept === 0) restored += 1
      else kept += 1
    }
    const own = new Set(changes.map((change) => change.id))
    if (changes.length > 0)
      await changeDeals(
        tx,
        context,
        changes,
        locked.filter(({ stored }) => own.has(stored.id)),
      )
    done += rows.length
    after = rows.at(-1)?.recordId ?? null
  }
  await writeSums(tx, context)
  const outcome = bulk.result?.outcome ?? null
  await updateBulk(tx, id, {
    status: 'undone',
    rowsDone: done,
    result: { outcome, after: null, undone: { restored, kept } },
  })
  await audit(tx, by.actor, 'deals.bulk_undone', 'bulk_change', id, { restored, kept })
  return bulkOf(tx, id)
}

/** What makes the deal what it was, and how many of its values stay because somebody has changed them since. */
function changeBack({ stored, history }: DealWithHistory, row: BulkRow, { now, stages }: WriteContext) {
  const { baseMinor, ...before } = row.before
  const { seq, ...after } = row.after
  const { restore, kept } = undoable(stored, { before, after })
  const { stageId, ...values } = restore
  const set = fieldsFrom(stored, values)
  if ('amountMinor' in restore && typeof baseMinor === 'number') set.baseMinor = baseMinor
  const change: DealChange = { id: stored.id, set }
  let stays = kept.length
  if (typeof stageId === 'string') {
    // Only the move itself is taken back: a deal that has gone on and come again has a history of its own.
    const isLast = effectiveMoves(history.moves).at(-1)?.seq === seq
    const isInUse = stages.get(stageId)?.archived === false
    if (isLast && isInUse) change.moves = [{ toStageId: stageId, occurredAt: now, voidsSeq: Number(seq) }]
    else stays += 1
  }
  return { change: Object.keys(set).length > 0 || change.moves ? change : null, kept: stays }
}
