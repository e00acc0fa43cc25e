import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { checkCustom, fieldsOf } from '#modules/fields/api.ts'
import type { BulkValues, BulkWorld } from '../calc/bulk-plan.ts'
import type { BulkSet } from '../contract/bulk.ts'
import { allStages } from '../data/histories.ts'
import { hasLossReasons } from '../data/references.ts'
import { allow, checkReferences } from './deal-commands.ts'

/** A change that was checked as a whole: what holds for all its deals alike. */
export interface CheckedSet {
  values: BulkValues
  world: BulkWorld
  lossReasonId: string | null
}

/**
 * Checks what is set, once for all deals.
 * @throws Refusal FORBIDDEN, STAGE_UNKNOWN, LOSS_REASON_REQUIRED, REFERENCE_MISSING, FIELD_VALUES_WRONG
 */
export async function checkedSet(tx: Tx, by: By, set: BulkSet): Promise<CheckedSet> {
  const { workspaceId, workspace } = by.actor
  allow(by, 'edit')
  if (set.ownerId !== undefined) allow(by, 'reassign')
  if (set.stageId !== undefined) allow(by, 'move')
  const stage = set.stageId ? (await allStages(tx, workspaceId)).find(({ id }) => id === set.stageId) : null
  if (set.stageId && (!stage || stage.archived)) throw new Refusal('STAGE_UNKNOWN')
  const isLoss = stage?.meaning === 'lost'
  if (isLoss && !set.lossReasonId && (await hasLossReasons(tx, workspaceId))) throw new Refusal('LOSS_REASON_REQUIRED')
  const { ownerId, sourceId, expectedCloseOn, amountMinor } = set
  const lossReasonId = isLoss ? (set.lossReasonId ?? null) : null
  await checkReferences(tx, by, { ownerId, sourceId, lossReasonId })
  const given = set.custom ?? {}
  const kept = await checkCustom(tx, workspaceId, 'deal', {}, given)
  const custom = Object.fromEntries(Object.keys(given).map((id) => [id, kept[id] ?? null]))
  const fields = (await fieldsOf(tx, workspaceId, 'deal')).filter(({ archived }) => !archived)
  return {
    values: { ownerId, sourceId, expectedCloseOn, amountMinor, custom, stage: stage ?? null },
    world: { currency: workspace.currency, fields },
    lossReasonId,
  }
}
