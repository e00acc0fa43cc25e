import { DAY_MS } from '#core/calendar/day.ts'
import type { DealDates, LogRow } from '../calc/deal-log.ts'
import type { DealDraft } from '../calc/read-deal.ts'
import { changed, rejected } from '../calc/row-problem.ts'
import type { DealBooks } from './deal-books.ts'
import { labelOf, type RunSettings } from './run-settings.ts'
import type { MatchedStage } from './stage-book.ts'

/** A deal as its stage history tells it: each row of the file is a move. */
export interface History {
  /** Where the last move led to. */
  stage: MatchedStage
  dates: DealDates
  log: LogRow[]
}

/**
 * Puts the rows of one deal in the order in which they happened. Rows with a value that nobody has matched with a stage are no moves
 * (a file of events has others too) and are noted; a deal without a single move is refused. Null: refused, the reasons are among the
 * problems.
 */
export function historyOf(draft: DealDraft, books: DealBooks, settings: RunSettings): History | null {
  const { problems } = draft
  const moves = draft.moves.flatMap(({ pipeline, stage, owner, at, line }) => {
    const found = books.stages.find(pipeline, stage)
    if (!found) {
      problems.push(changed(labelOf(settings, 'stage'), stage, 'EVENT_SKIPPED', { line }))
      return []
    }
    if (!at) {
      problems.push(rejected(labelOf(settings, 'movedAt'), '', 'MOVE_WITHOUT_DATE', { line }))
      return []
    }
    if (at.at > settings.now + DAY_MS)
      problems.push(rejected(labelOf(settings, 'movedAt'), at.day, 'DATE_IN_FUTURE', { day: at.day }))
    const person = owner === '' ? null : books.owners.find(owner)
    if (typeof person === 'string') {
      problems.push(rejected(labelOf(settings, 'owner'), owner, person, { owner }))
      return []
    }
    return [{ found, at: at.at, ownerId: person?.personId ?? null }]
  })
  const inOrder = moves.toSorted((a, b) => a.at - b.at)
  const last = inOrder.at(-1)
  const first = inOrder[0]
  if (!last || !first) {
    const [event] = draft.moves
    problems.push(
      rejected(labelOf(settings, 'stage'), draft.stage, 'STAGE_NOT_MATCHED', {
        stage: event?.stage ?? draft.stage,
        pipeline: event?.pipeline ?? draft.pipeline,
      }),
    )
    return null
  }
  const createdAt = Math.min(draft.createdAt?.at ?? first.at, first.at)
  return {
    stage: last.found,
    dates: {
      createdAt,
      createdKnown: true,
      closedAt: last.found.meaning === 'open' ? null : last.at,
      closedKnown: true,
      expectedCloseOn: draft.expectedCloseOn?.day ?? null,
    },
    log: inOrder.map(({ found, at, ownerId }) => ({
      toStageId: found.id,
      pipelineId: found.pipelineId,
      occurredAt: at,
      certain: true,
      ...(ownerId !== null && { ownerId }),
    })),
  }
}
