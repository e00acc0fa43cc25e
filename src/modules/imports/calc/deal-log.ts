import type { Day } from '#core/calendar/day.ts'
import type { DealDraft } from './read-deal.ts'
import { changed, rejected, type RowProblem } from './row-problem.ts'
import type { Meaning } from './stage-words.ts'

/** A row of the stage log as the deals module takes it. */
export interface LogRow {
  toStageId: string | null
  pipelineId: string
  occurredAt: number
  certain: boolean
  /** Whose the deal was then, where the file says it. */
  ownerId?: string
}

export interface DealDates {
  createdAt: number
  /** Whether the file says when the deal came. */
  createdKnown: boolean
  closedAt: number | null
  closedKnown: boolean
  expectedCloseOn: Day | null
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * When a deal came and when it was closed, from whatever dates the file has; what had to be supposed is noted. `now` in
 * milliseconds. A file with one date of closing uses it for open deals as the expected one, as most CRMs do.
 */
export function dealDates(draft: DealDraft, meaning: Meaning, now: number, problems: RowProblem[]): DealDates {
  const { closedAt: closed, expectedCloseOn: expected, updatedAt: updated } = draft
  for (const moment of [draft.createdAt, meaning === 'open' ? null : closed]) {
    // A day's grace: the file's clock may be ahead of ours.
    if (moment && moment.at > now + DAY)
      problems.push(rejected(null, moment.day, 'DATE_IN_FUTURE', { day: moment.day }))
  }
  const isOpen = meaning === 'open'
  let expectedCloseOn = expected?.day ?? null
  if (isOpen && closed && !expected) {
    expectedCloseOn = closed.day
    problems.push(changed(null, closed.day, 'CLOSE_DATE_AS_EXPECTED', { day: closed.day }))
  }
  const supposedClose = [updated, expected].find((moment) => moment && moment.at <= now) ?? draft.createdAt
  let closedAt = isOpen ? null : (closed?.at ?? supposedClose?.at ?? now)
  const closedKnown = !isOpen && closed !== null
  if (!isOpen && !closed) problems.push(changed(null, '', 'CLOSED_UNKNOWN', { day: supposedClose?.day ?? null }))

  const known = draft.createdAt
  const supposed = Math.min(closedAt ?? now, updated?.at ?? now, now)
  const createdAt = known?.at ?? supposed
  if (!known) problems.push(changed(null, '', 'CREATED_UNKNOWN'))

  if (closedAt !== null && closedAt < createdAt && known) {
    const sameDay = closed !== null && closed.day === known.day && !(closed.hasTime && known.hasTime)
    // Minutes without seconds, or a day without a time: the same moment, written less exactly.
    if (createdAt - closedAt < MINUTE || sameDay) closedAt = createdAt
    else if (closed)
      problems.push(changed(null, closed.day, 'CLOSED_BEFORE_CREATED', { created: known.day, closed: closed.day }))
    else closedAt = createdAt
  }
  return { createdAt, createdKnown: known !== null, closedAt, closedKnown, expectedCloseOn }
}

/**
 * The log of a deal of which only the current stage and dates are known. Closed: it was somewhere from its creation on, and
 * then won or lost. Open: it is on its stage, nobody knows since when.
 */
export function dealLog(dates: DealDates, stageId: string, pipelineId: string): LogRow[] {
  const { createdAt, createdKnown, closedAt, closedKnown } = dates
  if (closedAt === null) return [{ toStageId: stageId, pipelineId, occurredAt: createdAt, certain: false }]
  return [
    // A win before the first contact keeps both dates; the log cannot run backwards.
    { toStageId: null, pipelineId, occurredAt: Math.min(createdAt, closedAt), certain: createdKnown },
    { toStageId: stageId, pipelineId, occurredAt: closedAt, certain: closedKnown },
  ]
}
