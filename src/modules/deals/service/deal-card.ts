import type { Tx } from '#core/db/gate.ts'
import { zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { fieldsOf } from '#modules/fields/api.ts'
import { derive, Stages } from '../calc/derive.ts'
import { stageTimes } from '../calc/stage-times.ts'
import type { DealCard, HistoryEntry, Stage } from '../contract.ts'
import { readCard } from '../data/deal-card.ts'
import { type LoggedEdit, type LoggedMove, namesOf, readEdits, readMoves } from '../data/deal-history.ts'
import { changesOf, mentionedIds, type Words } from './logged-changes.ts'
import { listPipelines } from '../data/pipelines.ts'
import { can, type DealAction } from '../policy.ts'

/** The card of a deal. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function dealCard(tx: Tx, actor: Actor, id: string): Promise<DealCard> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const card = await readCard(tx, actor.workspaceId, id)
  if (!card) throw new Refusal('NOT_FOUND')
  const may = (action: DealAction) => can(actor, action)
  return {
    ...card,
    may: {
      edit: may('edit'),
      move: may('move'),
      reassign: may('reassign'),
      split: may('split'),
      trash: may('trash'),
      create: may('create'),
    },
  }
}

/** What happened to a deal, newest first, and its time on each stage till now. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function dealHistory(tx: Tx, actor: Actor, id: string, now: Date) {
  const { workspaceId } = actor
  const card = await dealCard(tx, actor, id)
  const moves = await readMoves(tx, workspaceId, id)
  const edits = await readEdits(tx, workspaceId, id)
  const all = (await listPipelines(tx, workspaceId)).flatMap((pipeline) => pipeline.stages)
  const byId = new Map(all.map((stage) => [stage.id, stage]))
  const names = await namesOf(tx, workspaceId, edits.flatMap(mentionedIds))
  const fields = new Map((await fieldsOf(tx, workspaceId, 'deal')).map((field) => [field.id, field]))
  const entries = [
    ...moves.map((move) => moveEntry(move, moves, byId)),
    ...edits.toReversed().map((edit) => editEntry(edit, { names, fields, language: actor.language })),
  ].toSorted(
    (a, b) => b.at.localeCompare(a.at) || b.recordedAt.localeCompare(a.recordedAt) || (b.seq ?? 0) - (a.seq ?? 0),
  )

  // From the log and not from the table of stays: there the time under another owner is hidden from whom it does not concern.
  const log = moves.map((move) => ({ ...move, occurredAt: move.occurredAt.getTime(), ownerId: null, baseMinor: 0 }))
  const deal = { id, ownerId: null, sourceId: null, baseMinor: 0, createdAt: 0, lossReasonId: null, deleted: false }
  const { stays } = derive({ deal, moves: log, edits: [] }, new Stages(all), zoneOf({ actor }))
  const times = stageTimes(stays, now.getTime()).flatMap(({ stageId, ...time }) => {
    const stage = byId.get(stageId)
    return stage ? [{ stage, ...time }] : []
  })
  const own = (stage: Stage) => (stage.pipelineId === card.pipeline.id ? 1 : 0)
  return {
    entries,
    stageTimes: times.toSorted((a, b) => own(a.stage) - own(b.stage) || a.stage.position - b.stage.position),
  }
}

function moveEntry(move: LoggedMove, moves: readonly LoggedMove[], stages: Map<string, Stage>): HistoryEntry {
  const stage = (id: string | null) => (id === null ? null : (stages.get(id) ?? null))
  return {
    kind: move.voidsSeq !== null ? 'undone' : move.seq === 1 ? 'created' : 'moved',
    at: move.occurredAt.toISOString(),
    ...author(move),
    seq: move.seq,
    from: stage(move.fromStageId),
    to: stage(move.toStageId),
    certain: move.certain,
    voided: moves.some((other) => other.voidsSeq === move.seq),
    changes: [],
  }
}

function editEntry(edit: LoggedEdit, words: Words): HistoryEntry {
  return {
    kind: 'edited',
    at: edit.recordedAt.toISOString(),
    ...author(edit),
    seq: null,
    from: null,
    to: null,
    certain: true,
    voided: false,
    changes: Object.entries(edit.changes).flatMap(([field, change]) => changesOf(field, change, words)),
  }
}

function author({ recordedAt, authorId, authorName, source }: LoggedMove | LoggedEdit) {
  return {
    recordedAt: recordedAt.toISOString(),
    by: authorId && authorName ? { id: authorId, name: authorName } : null,
    source,
  }
}
