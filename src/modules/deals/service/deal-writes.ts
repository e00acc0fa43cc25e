import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { type CustomChanges, fieldsOf, missingAt } from '#modules/fields/api.ts'
import type { DealCard, DealRow } from '../contract.ts'
import { lastChange } from '../data/deal-history.ts'
import { dealRow, readRow } from '../data/deal-rows.ts'
import { listPipelines } from '../data/pipelines.ts'
import { can } from '../policy.ts'
import { dealCard } from './deal-card.ts'
import {
  createDeal,
  type DealEdit,
  editDeal,
  type CreateDeal,
  moveDeal,
  type MovedDeal,
  trashDeals,
  undoMove,
} from './deal-commands.ts'

/**
 * Makes a deal; without a stage on the first open one.
 * @throws Refusal FORBIDDEN, STAGE_UNKNOWN, LOSS_REASON_REQUIRED, REFERENCE_MISSING, RATE_MISSING, FIELD_VALUES_WRONG, STAGE_FIELDS_REQUIRED
 */
export async function makeDeal(
  tx: Tx,
  by: By,
  {
    stageId,
    ...fields
  }: Omit<CreateDeal, 'id' | 'stageId' | 'amountMinor'> & {
    stageId?: string | undefined
    amountMinor?: number | undefined
  },
): Promise<DealCard> {
  if (!can(by.actor, 'create')) throw new Refusal('FORBIDDEN')
  const stage = stageId ?? (await firstOpenStage(tx, by.actor.workspaceId))
  await askForFieldsOf(tx, by.actor.workspaceId, stage, fields.custom ?? {})
  const made = await createDeal(tx, by, {
    ...fields,
    id: uuid7(),
    stageId: stage,
    amountMinor: fields.amountMinor ?? 0,
  })
  return dealCard(tx, by.actor, made.id)
}

/** What a person makes must have what its stage asks for; a lead of a form comes as it is. @throws Refusal STAGE_FIELDS_REQUIRED */
async function askForFieldsOf(tx: Tx, workspaceId: string, stageId: string, custom: CustomChanges): Promise<void> {
  const fields = (await fieldsOf(tx, workspaceId, 'deal')).filter(({ archived }) => !archived)
  const missing = missingAt(fields, custom, stageId)
  if (missing.length > 0) {
    throw new Refusal('STAGE_FIELDS_REQUIRED', { stageId, fields: missing.map(({ id, name }) => ({ id, name })) })
  }
}

/** Changes fields of a deal. @throws Refusal FORBIDDEN, NOT_FOUND, DEAL_CHANGED {current}, REFERENCE_MISSING, RATE_MISSING */
export async function changeDeal(
  tx: Tx,
  by: By,
  {
    id,
    version,
    changes,
  }: { id: string; version: number; changes: { [Field in keyof DealEdit]?: DealEdit[Field] | undefined } },
): Promise<DealCard> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as DealEdit
  await orCurrent(tx, by, id, () => editDeal(tx, by, { id, version, changes: given }))
  return dealCard(tx, by.actor, id)
}

interface Move {
  id: string
  version?: number | undefined
  stageId: string
  occurredAt?: string | undefined
  lossReasonId?: string | null | undefined
  lossComment?: string | null | undefined
  lossCompetitorId?: string | null | undefined
  custom?: CustomChanges | undefined
}

/**
 * Moves a deal and gives its row with the number of the move, by which it is undone.
 * @throws Refusal FORBIDDEN, NOT_FOUND, DEAL_CHANGED {current}, STAGE_UNKNOWN, LOSS_REASON_REQUIRED, MOVE_IN_FUTURE, RATE_MISSING
 */
export async function shiftDeal(
  tx: Tx,
  by: By,
  { stageId, occurredAt, ...input }: Move,
): Promise<{ deal: DealRow; seq: number }> {
  const at = occurredAt === undefined ? undefined : Date.parse(occurredAt)
  const moved = await orCurrent(tx, by, input.id, () =>
    moveDeal(tx, by, { ...input, toStageId: stageId, occurredAt: at }),
  )
  return { deal: moved.deleted ? await rowOf(tx, by, input.id) : rowOfMoved(moved), seq: moved.logSeq }
}

/** Takes the last move back. @throws Refusal FORBIDDEN, NOT_FOUND, NOTHING_TO_UNDO, STAGE_UNKNOWN */
export async function takeBackMove(tx: Tx, by: By, input: { id: string; seq: number }): Promise<DealRow> {
  await orCurrent(tx, by, input.id, () => undoMove(tx, by, input))
  return rowOf(tx, by, input.id)
}

/** Puts deals into the trash or takes them out. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function binDeals(
  tx: Tx,
  by: By,
  input: { ids: readonly string[]; deleted: boolean },
): Promise<{ done: true }> {
  await trashDeals(tx, by, { ...input, ids: [...new Set(input.ids)] })
  return { done: true }
}

/** Who comes second is told what the deal is now. */
export async function orCurrent<Result>(tx: Tx, by: By, id: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'DEAL_CHANGED') throw error
    const last = await lastChange(tx, by.actor.workspaceId, id)
    const { authorId, authorName, at } = last ?? {}
    throw new Refusal('DEAL_CHANGED', {
      current: await dealCard(tx, by.actor, id),
      by: authorId && authorName ? { id: authorId, name: authorName } : null,
      at: at?.toISOString() ?? null,
    })
  }
}

/** The row without another trip to the database: what a board of many hands asks for most. */
function rowOfMoved({ stage, names, ...deal }: MovedDeal): DealRow {
  const moment = (ms: number) => new Date(ms)
  return dealRow({
    ...deal,
    stageName: stage.name,
    stageColor: stage.color,
    meaning: stage.meaning,
    ownerName: names.owner,
    companyName: names.company,
    sourceName: names.source,
    lossReasonName: names.lossReason,
    createdAt: moment(deal.createdAt),
    closedAt: deal.closedAt === null ? null : moment(deal.closedAt),
    stageEnteredAt: moment(deal.enteredAt),
  })
}

async function rowOf(tx: Tx, { actor }: By, id: string): Promise<DealRow> {
  const row = await readRow(tx, actor.workspaceId, id)
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

/** The first open stage of this pipeline, or of the first one when none is named or it is in the archive. @throws Refusal STAGE_UNKNOWN */
export async function firstOpenStage(tx: Tx, workspaceId: string, pipelineId?: string): Promise<string> {
  const inUse = (await listPipelines(tx, workspaceId)).filter(({ archived }) => !archived)
  const own = inUse.find(({ id }) => id === pipelineId)
  const stage = (own ? [own] : inUse)
    .flatMap(({ stages }) => stages)
    .find(({ archived, meaning }) => !archived && meaning === 'open')
  if (!stage) throw new Refusal('STAGE_UNKNOWN')
  return stage.id
}
