import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, sourceOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { checkCustom, type CustomChanges, isEmptyValue, missingAt } from '#modules/fields/api.ts'
import { inCompanyCurrency } from '#modules/org/api.ts'
import { effectiveMoves } from '../calc/derive.ts'
import { lossBefore } from '../data/deal-history.ts'
import type { NamedStage } from '../data/ground.ts'
import { openDeal, type OpenedDeal, type StoredDeal } from '../data/histories.ts'
import { ownerAt } from '../data/owners.ts'
import { hasLossReasons, isInArchivedPipeline, missingReferences, type References } from '../data/references.ts'
import type { Origin } from '../data/write-deals.ts'
import { can, type DealAction } from '../policy.ts'
import {
  type ChangedDeal,
  changeDeals,
  type DealFields,
  type WriteContext,
  writeContext,
  writeNewDeals,
} from './change-deals.ts'

export interface CreateDeal extends References {
  id: string
  title: string
  stageId: string
  amountMinor: number
  currency?: string | undefined
  expectedCloseOn?: string | null | undefined
  comment?: string | null | undefined
  /** Own fields by id. */
  custom?: CustomChanges | undefined
}

/**
 * Makes a deal on a stage in use, owned by the given person or by the actor; one that is lost at once needs its reason as any other.
 * @throws Refusal FORBIDDEN, STAGE_UNKNOWN, LOSS_REASON_REQUIRED, REFERENCE_MISSING {fields}, RATE_MISSING {currency, day}, FIELD_VALUES_WRONG {fields}
 */
export async function createDeal(tx: Tx, by: By, input: CreateDeal): Promise<{ id: string; version: number }> {
  allow(by, 'create')
  const ownerId = input.ownerId === undefined ? by.actor.personId : input.ownerId
  if (ownerId !== by.actor.personId) allow(by, 'reassign')
  const context = await contextOf(tx, by)
  const stage = context.stages.get(input.stageId)
  if (!stage || stage.archived || (await isInArchivedPipeline(tx, context.workspaceId, stage.id)))
    throw new Refusal('STAGE_UNKNOWN')
  if (stage.meaning === 'lost' && !input.lossReasonId && (await hasLossReasons(tx, context.workspaceId)))
    throw new Refusal('LOSS_REASON_REQUIRED')
  await checkReferences(tx, by, { ...input, ownerId })
  const currency = input.currency ?? by.actor.workspace.currency
  const at = by.now.getTime()
  const fields: DealFields = {
    title: input.title,
    ownerId,
    companyId: input.companyId ?? null,
    contactId: input.contactId ?? null,
    sourceId: input.sourceId ?? null,
    amountMinor: input.amountMinor,
    currency,
    baseMinor: await inCompanyCurrencyAt(tx, by, input.amountMinor, currency, at),
    expectedCloseOn: input.expectedCloseOn ?? null,
    lossReasonId: input.lossReasonId ?? null,
    lossComment: null,
    comment: input.comment ?? null,
    custom: input.custom ? await checkCustom(tx, by.actor.workspaceId, 'deal', {}, input.custom) : {},
    createdAt: at,
    externalSource: null,
    externalId: null,
    importId: null,
  }
  await writeNewDeals(tx, context, [{ id: input.id, fields, moves: [{ toStageId: input.stageId, occurredAt: at }] }])
  return { id: input.id, version: 1 }
}

export type DealEdit = Partial<
  Pick<
    DealFields,
    | 'title'
    | 'ownerId'
    | 'companyId'
    | 'contactId'
    | 'sourceId'
    | 'amountMinor'
    | 'currency'
    | 'expectedCloseOn'
    | 'comment'
    | 'lossReasonId'
    | 'lossCompetitorId'
    | 'lossComment'
  >
> & { custom?: CustomChanges }

/**
 * Changes fields of a deal. A won deal keeps the rate of its win; its changed amount is booked as a correction today.
 * @throws Refusal FORBIDDEN, NOT_FOUND, DEAL_CHANGED, REFERENCE_MISSING, RATE_MISSING, FIELD_VALUES_WRONG, STAGE_FIELDS_REQUIRED when a field that
 *   the present stage asks for would be emptied
 */
export async function editDeal(
  tx: Tx,
  by: By,
  { id, version, changes }: { id: string; version: number; changes: DealEdit },
): Promise<StoredDeal> {
  allow(by, 'edit')
  const { deal, context } = await opened(tx, by, id)
  const { stored } = deal
  if (changes.ownerId !== undefined && changes.ownerId !== stored.ownerId) allow(by, 'reassign')
  const { custom, ...fields } = changes
  await checkReferences(tx, by, fields)
  const set: Partial<DealFields> = { ...fields }
  if (custom) {
    set.custom = await checkCustom(tx, context.workspaceId, 'deal', stored.custom, custom)
    const emptied = deal.required.filter(({ id: field }) => field in custom && !isEmptyValue(stored.custom[field]))
    askForFields(emptied, set.custom, stored.stageId)
  }
  if (changes.amountMinor !== undefined || changes.currency !== undefined) {
    const at = stored.outcome === 'won' && stored.closedAt !== null ? stored.closedAt : by.now.getTime()
    set.baseMinor = await inCompanyCurrencyAt(
      tx,
      by,
      changes.amountMinor ?? stored.amountMinor,
      changes.currency ?? stored.currency,
      at,
    )
  }
  return one(await changeDeals(tx, context, [{ id, version, set }], [deal]))
}

export interface MoveDeal {
  id: string
  version?: number | undefined
  toStageId: string
  /** When it happened, in milliseconds; now when absent. */
  occurredAt?: number | undefined
  lossReasonId?: string | null | undefined
  lossComment?: string | null | undefined
  lossCompetitorId?: string | null | undefined
  /** Own fields that change along with the move. */
  custom?: CustomChanges | undefined
}

/** What a move has made of a deal, with the names that its answer needs. */
export interface MovedDeal extends ChangedDeal {
  stage: NamedStage
  names: OpenedDeal['names'] & { lossReason: string | null }
}

/**
 * Moves a deal to a stage; a win freezes the rate, a loss asks for its reason, leaving won or lost reopens it. The command is all of its transaction:
 * nothing can be asked of it after the move.
 * @throws Refusal FORBIDDEN, NOT_FOUND, DEAL_CHANGED, STAGE_UNKNOWN, LOSS_REASON_REQUIRED, MOVE_IN_FUTURE, RATE_MISSING,
 *   FIELD_VALUES_WRONG, STAGE_FIELDS_REQUIRED {stageId, fields}
 */
export async function moveDeal(tx: Tx, by: By, input: MoveDeal): Promise<MovedDeal> {
  allow(by, 'move')
  const { deal, context } = await opened(tx, by, input.id)
  const stage = deal.stages.find(({ id }) => id === input.toStageId)
  if (!stage || stage.archived) throw new Refusal('STAGE_UNKNOWN')
  const occurredAt = input.occurredAt ?? context.now
  if (occurredAt > context.now + 60_000) throw new Refusal('MOVE_IN_FUTURE')
  const set: Partial<DealFields> = {}
  const reason = stage.meaning === 'lost' ? deal.lossReasons.find(({ id }) => id === input.lossReasonId) : undefined
  if (stage.meaning === 'lost') {
    const { lossReasonId = null, lossComment = null, lossCompetitorId = null } = input
    if (!lossReasonId && deal.lossReasons.some(({ archived }) => !archived)) throw new Refusal('LOSS_REASON_REQUIRED')
    await checkReferences(tx, by, { lossReasonId: reason ? null : lossReasonId, lossCompetitorId })
    Object.assign(set, { lossReasonId, lossComment, lossCompetitorId })
  }
  if (input.custom) set.custom = await checkCustom(tx, context.workspaceId, 'deal', deal.stored.custom, input.custom)
  askForFields(deal.required, set.custom ?? deal.stored.custom, stage.id)
  const { amountMinor, currency } = deal.stored
  if (stage.meaning === 'won' && currency !== by.actor.workspace.currency)
    set.baseMinor = await inCompanyCurrencyAt(tx, by, amountMinor, currency, occurredAt)
  // What is written down later is the credit of whoever had the deal when it happened.
  const ownerId = occurredAt < context.now ? await ownerAt(tx, context.workspaceId, input.id, occurredAt) : undefined
  const change = {
    id: input.id,
    set,
    moves: [{ toStageId: stage.id, occurredAt, ...(ownerId !== undefined && { ownerId }) }],
  }
  const seen = input.version === undefined ? change : { ...change, version: input.version }
  // What the answer needs is at hand; a deal in the trash has no row.
  const isLast = !deal.stored.deleted
  const names = { ...deal.names, lossReason: reason?.name ?? null }
  return { ...one(await changeDeals(tx, { ...context, isLast }, [seen], [deal])), stage, names }
}

/**
 * Takes the last move back: a row that voids it is added, nothing is erased. A deal that was lost before is lost for the same reason.
 * @throws Refusal FORBIDDEN, NOT_FOUND, DEAL_CHANGED, NOTHING_TO_UNDO when the move is not the last one any more, STAGE_UNKNOWN when the stage before
 *   is no longer in use
 */
export async function undoMove(tx: Tx, by: By, { id, seq }: { id: string; seq: number }): Promise<StoredDeal> {
  allow(by, 'move')
  const { deal, context } = await opened(tx, by, id)
  const log = effectiveMoves(deal.history.moves)
  const last = log.at(-1)
  const previous = log.at(-2)
  if (last?.seq !== seq || !previous?.toStageId) throw new Refusal('NOTHING_TO_UNDO')
  const stage = context.stages.get(previous.toStageId)
  if (!stage || stage.archived) throw new Refusal('STAGE_UNKNOWN')
  const voiding = { toStageId: stage.id, occurredAt: context.now, voidsSeq: seq }
  const set =
    stage.meaning === 'lost'
      ? await lossBefore(tx, context.workspaceId, { id, since: new Date(previous.occurredAt) })
      : undefined
  return one(await changeDeals(tx, context, [{ id, moves: [voiding], ...(set && { set }) }], [deal]))
}

/** Puts deals into the trash or takes them out: they leave all figures and come back to them. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function trashDeals(
  tx: Tx,
  by: By,
  { ids, deleted }: { ids: readonly string[]; deleted: boolean },
): Promise<void> {
  allow(by, 'trash')
  await changeDeals(
    tx,
    await contextOf(tx, by),
    ids.map((id) => ({ id, deleted })),
  )
}

/** @throws Refusal STAGE_FIELDS_REQUIRED when the stage asks for fields that have no value */
function askForFields(required: OpenedDeal['required'], custom: Record<string, unknown>, stageId: string): void {
  const missing = missingAt(required, custom, stageId)
  if (missing.length > 0) {
    throw new Refusal('STAGE_FIELDS_REQUIRED', { stageId, fields: missing.map(({ id, name }) => ({ id, name })) })
  }
}

export function allow({ actor }: By, action: DealAction): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}

function originOf({ actor }: By): Origin {
  return { actorId: actor.personId, source: sourceOf({ actor }), importId: null }
}

export function contextOf(tx: Tx, by: By): Promise<WriteContext> {
  const { workspaceId, workspace } = by.actor
  return writeContext(tx, workspaceId, workspace.timeZone, originOf(by), by.now.getTime())
}

/** The deal of a command, locked, and the context of its change. @throws Refusal NOT_FOUND */
export async function opened(tx: Tx, by: By, id: string): Promise<{ deal: OpenedDeal; context: WriteContext }> {
  const { workspaceId, workspace } = by.actor
  const deal = await openDeal(tx, workspaceId, id)
  if (!deal) throw new Refusal('NOT_FOUND')
  const zone = workspace.timeZone
  return { deal, context: { workspaceId, zone, stages: deal.stagesById, origin: originOf(by), now: by.now.getTime() } }
}

export async function checkReferences(tx: Tx, { actor }: By, references: References): Promise<void> {
  if (!Object.values(references).some((value) => value !== null && value !== undefined)) return
  const fields = await missingReferences(tx, actor.workspaceId, references)
  if (fields.length > 0) throw new Refusal('REFERENCE_MISSING', { fields })
  const { ownerId } = references
  if (ownerId && actor.scope !== 'all' && !actor.people.includes(ownerId)) throw new Refusal('FORBIDDEN')
}

/** An amount in the company's currency at the rate of the day of this moment. @throws Refusal RATE_MISSING {currency, day} */
export function inCompanyCurrencyAt(
  tx: Tx,
  { actor }: By,
  amountMinor: number,
  currency: string,
  at: number,
): Promise<number> {
  return inCompanyCurrency(tx, actor, amountMinor, currency, dayOf(at, zoneOf({ actor })))
}

function one<Item>(items: readonly Item[]): Item {
  const [item] = items
  if (item === undefined) throw new Error('one deal was asked for')
  return item
}
