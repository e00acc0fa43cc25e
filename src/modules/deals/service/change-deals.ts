import { setImmediate as turn } from 'node:timers/promises'
import type { TimeZone } from '#core/calendar/day.ts'
import { commitBehind, type Tx } from '#core/db/transaction.ts'
import { Refusal } from '#core/http/refusal.ts'
import { TotalSums } from '../calc/contributions.ts'
import { creditAfterHandOver, type CreditShare } from '../calc/credit.ts'
import { derive, type LedgerEdit, type Move, Stages, stateOf } from '../calc/derive.ts'
import { allStages, dealRow, type DealWithHistory, lockDeals, type StoredDeal } from '../data/histories.ts'
import { linesFollowOwner } from '../data/deal-lines.ts'
import { readTeams, replaceTeams } from '../data/participants.ts'
import { gatherStatistics } from '../data/statistics.ts'
import { insertDeals, type NewEdit, type NewMove, type Origin, writeChangedDeals } from '../data/write-deals.ts'
import { settleImport } from '../data/fresh-facts.ts'
import { announceDeals } from './announce-deals.ts'
import { type FreshDeals, freshDeals, writeFreshDeals } from './fresh-deals.ts'
import { type FactsChange, factsWork, writeFacts, writeTotals } from '../data/write-facts.ts'

/** What all writes of one transaction share. */
export interface WriteContext {
  workspaceId: string
  zone: TimeZone
  stages: Stages
  origin: Origin
  now: number
  /** The change is all that the transaction is for: nothing is asked after it. */
  isLast?: boolean
  /** What the batches add to the totals, see summingUp; absent: each batch writes its own. */
  sums?: TotalSums
  /** What the deals of an import have in common, see importing. */
  fresh?: FreshDeals
  /** New deals so far, and at how many the planner has to learn of them, see summingUp. */
  growth?: { written: number; statisticsAt: number }
}

/** Some 25 MB; then what was summed up so far is written. */
const MOST_SUMS = 100_000

/** So many new deals are no longer what the planner takes the tables for; then each time there are so many times more. */
const FIRST_STATISTICS = 10_000
const STATISTICS_EACH = 3

/** Reads what a write needs to know about the company. `now` in milliseconds. */
export async function writeContext(
  tx: Tx,
  workspaceId: string,
  zone: string,
  origin: Origin,
  now: number,
): Promise<WriteContext> {
  return { workspaceId, zone: zone as TimeZone, stages: new Stages(await allStages(tx, workspaceId)), origin, now }
}

/** For many batches in one transaction: what they add to the totals is summed up and written in the end by writeSums, one row a key and not one a batch. */
export function summingUp(context: WriteContext): WriteContext {
  return { ...context, sums: new TotalSums(), growth: { written: 0, statisticsAt: FIRST_STATISTICS } }
}

/**
 * For the new deals of an import, which name it: what they add to the totals and what hangs on the other deals of their clients is settled in the end, by
 * writeSums. How they are written does not depend on what the planner knows: it learns of them when they are there (gatherStatistics). `wasHere` tells
 * whether a client was here before the import.
 */
export async function importing(
  tx: Tx,
  context: WriteContext,
  importId: string,
  wasHere: (companyId: string) => boolean,
): Promise<WriteContext> {
  return { ...context, sums: new TotalSums(), fresh: await freshDeals(tx, context.workspaceId, importId, wasHere) }
}

/** Must follow the last batch of a context that sums up. */
export async function writeSums(tx: Tx, { workspaceId, sums, fresh }: WriteContext): Promise<void> {
  if (sums) await writeTotals(tx, workspaceId, sums.take())
  if (fresh?.written) await settleImport(tx, workspaceId, fresh.importId, fresh.purchases.doubted)
}

/** A move to be appended; what is left out is taken from the deal as it is then. */
export interface MoveInput {
  /** Null: the stage is not known (then `pipelineId` says where). */
  toStageId: string | null
  pipelineId?: string
  occurredAt: number
  certain?: boolean
  ownerId?: string | null
  baseMinor?: number
  voidsSeq?: number
}

export type DealFields = Omit<
  StoredDeal,
  'id' | 'pipelineId' | 'stageId' | 'outcome' | 'closedAt' | 'logSeq' | 'version' | 'deleted'
>

export interface NewDeal {
  id: string
  fields: DealFields
  /** At least one, the last with a known stage. */
  moves: readonly MoveInput[]
  /** Who shares the credit; absent: the owner alone. */
  team?: readonly CreditShare[]
}

export interface DealChange {
  id: string
  /** The version that the author saw; absent: whatever it is now. */
  version?: number
  set?: Partial<DealFields>
  moves?: readonly MoveInput[]
  deleted?: boolean
  /** Who shares the credit from now on; nobody: the owner alone. */
  team?: readonly CreditShare[]
  /** What else has changed about the deal, in tables of its own: for its history. */
  also?: Record<string, { from: unknown; to: unknown }>
}

/**
 * Writes new deals with their log and facts, in one batch of a few thousand at most. Every way into the product ends here:
 * screen, API, import, demo.
 */
export function writeNewDeals(tx: Tx, context: WriteContext, deals: readonly NewDeal[]): Promise<void> {
  const teams = deals.flatMap(({ id, team }) => (team ? [{ dealId: id, team }] : []))
  return afterNewDeals(tx, context, sendNewDeals(tx, context, deals), { written: deals.length, teams })
}

async function afterNewDeals(
  tx: Tx,
  { workspaceId, sums, growth }: WriteContext,
  sent: ReturnType<typeof sendNewDeals>,
  { written, teams }: { written: number; teams: Parameters<typeof replaceTeams>[2] },
): Promise<void> {
  await Promise.all(await sent)
  if (teams.length > 0) await replaceTeams(tx, workspaceId, teams)
  if (sums && sums.size > MOST_SUMS) await writeTotals(tx, workspaceId, sums.take())
  if (growth) await countGrowth(tx, growth, written)
}

/** Gives what is to be waited for. Nobody keeps the rows until then: they are large, and several batches of them are under way. */
async function sendNewDeals(
  tx: Tx,
  context: WriteContext,
  deals: readonly NewDeal[],
): Promise<[Promise<void>, Promise<void>]> {
  const written = deals.map(({ id, fields, moves, team }) => {
    const log = moves.map((move, index) => logged(move, index + 1, fields, context.stages))
    const { stored, enteredAt } = withState({ ...fields, id, version: 1, deleted: false }, log, context.stages)
    return { stored: Object.assign(stored, { enteredAt }), log, edits: teamAtFirst(id, fields, team) }
  })
  const { workspaceId, origin, stages, zone, sums, fresh } = context
  const rows = {
    deals: written.map(({ stored }) => stored),
    moves: written.flatMap(({ stored, log }) => logRows(stored.id, log, 0)),
    edits: written.flatMap(({ edits }) => edits),
  }
  const inserted = insertDeals(tx, workspaceId, rows, origin)
  if (fresh) {
    // A statement of thousands does not fit into the connection at once: the rest goes out when it is this process's turn to write.
    inserted.catch(() => {})
    await turn()
  }
  // Worked out while the database writes.
  const changes = written.map(({ stored, log, edits }) => ({
    before: null,
    after: derive({ deal: dealRow(stored), moves: log, edits: edits.map(ledgerEdit) }, stages, zone),
  }))
  const facts =
    fresh && sums
      ? writeFreshDeals(tx, { workspaceId, zone, fresh, sums }, deals, changes)
      : writeFacts(tx, workspaceId, factsWork(changes, zone, sums))
  return [inserted, facts]
}

async function countGrowth(tx: Tx, growth: NonNullable<WriteContext['growth']>, deals: number): Promise<void> {
  growth.written += deals
  if (growth.written < growth.statisticsAt) return
  await gatherStatistics(tx)
  growth.statisticsAt = growth.written * STATISTICS_EACH
}

/** A deal as a change has left it. */
export interface ChangedDeal extends StoredDeal {
  enteredAt: number
  updatedAt: Date
}

/**
 * Changes deals: fields, moves, trash. Appends to the logs, keeps state and facts in line. Gives the deals as they are now.
 * `locked`: the deals as they are, when the caller holds their locks already.
 * @throws Refusal NOT_FOUND when a deal does not exist for the actor
 * @throws Refusal DEAL_CHANGED when somebody changed it since the version that the author saw; data: id, version
 */
export async function changeDeals(
  tx: Tx,
  context: WriteContext,
  changes: readonly DealChange[],
  locked?: readonly DealWithHistory[],
): Promise<ChangedDeal[]> {
  const { workspaceId, origin } = context
  const ids = changes.map(({ id }) => id)
  const found = new Map((locked ?? (await lockDeals(tx, workspaceId, ids))).map((deal) => [deal.stored.id, deal]))
  const isHandedOver = ({ id, set }: DealChange) =>
    set?.ownerId !== undefined && set.ownerId !== found.get(id)?.stored.ownerId
  const handedOver = changes.filter(isHandedOver).map(({ id }) => id)
  const teams = handedOver.length > 0 ? await readTeams(tx, workspaceId, handedOver) : new Map<string, CreditShare[]>()
  const results = changes.map((change) => {
    const deal = found.get(change.id)
    if (!deal) throw new Refusal('NOT_FOUND')
    if (change.version !== undefined && change.version !== deal.stored.version) {
      throw new Refusal('DEAL_CHANGED', { id: change.id, version: deal.stored.version })
    }
    const result = changed(deal, change, context, teams.get(change.id) ?? [])
    // What a client has bought by deals that were here, the import's new deals of it do not know.
    context.fresh?.purchases.doubt(deal.stored.companyId)
    context.fresh?.purchases.doubt(result.stored.companyId)
    return result
  })
  const edits = results.flatMap(({ edit }) => (edit ? [edit] : []))
  const newTeams = edits.flatMap(({ dealId, creditAfter }) => (creditAfter ? [{ dealId, team: creditAfter }] : []))
  const isLast = context.isLast === true && handedOver.length === 0 && newTeams.length === 0
  const written = {
    deals: results.map(({ stored, enteredAt }) => ({ ...stored, enteredAt })),
    moves: results.flatMap(({ moves }) => moves),
    edits,
    isLast,
    facts: factsWork(
      results.map(({ facts }) => facts),
      context.zone,
      context.sums,
    ),
  }
  const changedAt = writeChangedDeals(tx, workspaceId, written, origin)
  if (isLast) commitBehind(tx)
  const updatedAt = await changedAt
  if (handedOver.length > 0) await linesFollowOwner(tx, workspaceId, handedOver)
  if (newTeams.length > 0) await replaceTeams(tx, workspaceId, newTeams)
  announceDeals(
    tx,
    { workspaceId, byPersonId: origin.actorId },
    results.map(({ stored: { id, ownerId } }) => ({ id, ownerIds: [found.get(id)?.stored.ownerId ?? null, ownerId] })),
  )
  return results.map(({ stored, enteredAt }) => ({ ...stored, enteredAt, updatedAt, version: stored.version + 1 }))
}

function changed(
  { stored: before, history }: DealWithHistory,
  change: DealChange,
  { stages, zone, now }: WriteContext,
  teamBefore: readonly CreditShare[],
) {
  const fields = { ...before, ...change.set, deleted: change.deleted ?? before.deleted }
  const appended = (change.moves ?? []).map((move, index) => logged(move, before.logSeq + index + 1, fields, stages))
  const log = [...history.moves, ...appended]
  const { stored, enteredAt } = withState(fields, log, stages)
  const team = change.team ?? creditAfterHandOver(teamBefore, before.ownerId, stored.ownerId)
  const edit = editOf(before, stored, now, change.also, team)
  const edits = edit && (edit.baseMinorAfter !== null || team) ? [...history.edits, ledgerEdit(edit)] : history.edits
  const facts: FactsChange = {
    before: derive(history, stages, zone),
    after: derive({ deal: dealRow(stored), moves: log, edits }, stages, zone),
  }
  return { stored, enteredAt, moves: logRows(stored.id, appended, before.logSeq, before.stageId), edit, facts }
}

function logged(move: MoveInput, seq: number, fields: Pick<DealFields, 'ownerId' | 'baseMinor'>, stages: Stages): Move {
  const pipelineId = stages.get(move.toStageId)?.pipelineId ?? move.pipelineId
  if (!pipelineId) throw new Refusal('STAGE_UNKNOWN')
  return {
    seq,
    pipelineId,
    toStageId: move.toStageId,
    occurredAt: move.occurredAt,
    certain: move.certain ?? true,
    voidsSeq: move.voidsSeq ?? null,
    ownerId: move.ownerId === undefined ? fields.ownerId : move.ownerId,
    baseMinor: move.baseMinor ?? fields.baseMinor,
  }
}

function logRows(dealId: string, log: readonly Move[], after: number, stageBefore: string | null = null): NewMove[] {
  return log.map((move, index) => ({
    ...move,
    dealId,
    fromStageId: index === 0 ? (after === 0 ? null : stageBefore) : (log[index - 1]?.toStageId ?? null),
  }))
}

/** The columns of the deal that derive from its log. */
function withState<Fields extends DealFields & { id: string; version: number; deleted: boolean }>(
  fields: Fields,
  log: readonly Move[],
  stages: Stages,
) {
  const state = stateOf(log, stages)
  if (!state) throw new Refusal('STAGE_UNKNOWN')
  const { stage, outcome, enteredAt, closedAt } = state
  const lost = outcome === 'lost'
  const stored: StoredDeal = {
    ...fields,
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    outcome,
    closedAt,
    logSeq: Math.max(...log.map((move) => move.seq)),
    lossReasonId: lost ? fields.lossReasonId : null,
    lossComment: lost ? fields.lossComment : null,
    lossCompetitorId: lost ? (fields.lossCompetitorId ?? null) : null,
  }
  return { stored, enteredAt }
}

const EDITED = [
  'title', 'ownerId', 'companyId', 'contactId', 'sourceId', 'amountMinor', 'currency', 'baseMinor', 'expectedCloseOn', 'lossReasonId', 'lossComment',
  'lossCompetitorId', 'comment', 'custom', 'createdAt', 'deleted',
] as const // prettier-ignore

function editOf(
  before: StoredDeal,
  after: StoredDeal,
  now: number,
  also: DealChange['also'],
  creditAfter: readonly CreditShare[] | null,
): NewEdit | null {
  const fields = Object.fromEntries(
    EDITED.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => [
      name,
      { from: before[name], to: after[name] },
    ]),
  )
  const changes: NewEdit['changes'] = { ...fields, ...also }
  if (Object.keys(changes).length === 0) return null
  const baseMinorAfter = before.baseMinor === after.baseMinor ? null : after.baseMinor
  return { dealId: before.id, version: before.version + 1, at: now, changes, baseMinorAfter, creditAfter }
}

/** The team that a deal is born with, as the first entry of its log. */
function teamAtFirst(dealId: string, { createdAt }: Pick<DealFields, 'createdAt'>, team: NewDeal['team']): NewEdit[] {
  if (!team || team.length === 0) return []
  const changes = { team: { from: [], to: team } }
  return [{ dealId, version: 1, at: createdAt, changes, baseMinorAfter: null, creditAfter: team }]
}

function ledgerEdit({ version, at, changes, baseMinorAfter, creditAfter }: NewEdit): LedgerEdit {
  return { version, at, baseMinor: baseMinorAfter, credit: creditAfter, handedOver: 'ownerId' in changes }
}
