import { asPeriod } from '#core/calendar/period.ts'
import { asInstant } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { causesOf } from '../calc/causes.ts'
import type { CaseDetail, CaseMetric, CaseRow, CaseState, Verdict } from '../contract.ts'
import { actionsOf, daysOfTasks } from '../data/actions.ts'
import { findCase, type StoredCase } from '../data/cases.ts'
import { countCases, listCases, type ListedCase, logOf, namesOf } from '../data/rows.ts'
import { can } from '../policy.ts'
import { paceTable } from './measure.ts'

interface Asked {
  states?: readonly CaseState[] | undefined
  metrics?: readonly CaseMetric[] | undefined
  verdicts?: readonly Verdict[] | undefined
  ownerIds?: readonly string[] | undefined
  period?: string | undefined
  due?: boolean | undefined
}

/** A page of deviations, the newest first. @throws Refusal FORBIDDEN */
export async function casesPage(
  tx: Tx,
  by: By,
  { cursor, limit, ...asked }: Asked & { cursor?: readonly [string, string] | undefined; limit: number },
) {
  const found = await listCases(tx, { ...filterOf(by, asked), after: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    rows: page.map((one) => rowOf(one, by)),
    nextCursor: last ? cursorText([last.moment, last.id]) : null,
  }
}

/**
 * Deviations that the actor sees, for other modules: the newest first. States: all that are not closed, unless said otherwise; `period`: opened within
 * it; `due`: their review is due. @throws Refusal FORBIDDEN
 */
export async function casesOf(
  tx: Tx,
  by: By,
  { states = ['open', 'acting'], limit = 100, ...asked }: Asked & { limit?: number } = {},
): Promise<CaseRow[]> {
  const found = await listCases(tx, { ...filterOf(by, { states, ...asked }), limit })
  return found.map((one) => rowOf(one, by))
}

function filterOf({ actor, now }: By, { ownerIds, period, due, ...asked }: Asked) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  return {
    ...asked,
    owners: ownerIds ?? seenBy(actor),
    opened: period ? asPeriod(period) : undefined,
    dueBy: due ? todayOf({ actor, now }) : undefined,
  }
}

/** @throws Refusal FORBIDDEN */
export async function caseCounts(tx: Tx, { actor, now }: By) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  return countCases(tx, seenBy(actor), todayOf({ actor, now }))
}

const seenBy = (actor: Actor) => (actor.scope === 'all' ? null : actor.people)

function rowOf({ moment: _moment, openedAt: _openedAt, ...one }: ListedCase, { actor, now }: By): CaseRow {
  return {
    ...one,
    subjectName: one.level === 'company' ? actor.workspace.name : one.subjectName,
    isDue: one.state !== 'closed' && one.reviewOn !== null && one.reviewOn <= todayOf({ actor, now }),
  }
}

/** One case with all that belongs to it. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function caseDetail(tx: Tx, by: By, id: string): Promise<CaseDetail> {
  const { actor } = by
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const one = await findCase(tx, actor.workspaceId, id)
  const [listed] = one ? await listCases(tx, { owners: null, ids: [id], limit: 1 }) : []
  if (!one || !listed) throw new Refusal('NOT_FOUND')
  const actions = await actionsOf(tx, actor.workspaceId, id)
  const tasks = await daysOfTasks(tx, actions, actor.workspace.timeZone)
  const log = await logOf(tx, actor.workspaceId, id)
  const ids = [...actions.map((action) => action.doerId), ...(one.closedBy ? [one.closedBy] : [])]
  const names = await namesOf(tx, actor.workspaceId, ids)
  const named = (personId: string) => ({ id: personId, name: names.get(personId) ?? '' })
  const isOpen = one.state !== 'closed'
  return {
    ...rowOf(listed, by),
    pipelineId: one.pipelineId,
    stageId: one.stageId,
    planMinor: one.planMinor,
    planNowMinor: isOpen ? await planNow(tx, by, one) : null,
    n: one.n,
    split: one.split,
    causes: causesOf(one.split.parts),
    cause: one.cause,
    causeNote: one.causeNote,
    verdictNote: one.verdictNote,
    closedAt: one.closedAt && asInstant(one.closedAt),
    closedBy: one.closedBy ? named(one.closedBy) : null,
    actionList: actions.map((action) => ({
      ...action,
      // Whoever did the task need not say it of the action as well.
      state: action.state === 'planned' && tasks.get(action.id) ? 'done' : action.state,
      doer: named(action.doerId),
    })),
    log: log.map((entry) => ({ ...entry, at: asInstant(entry.at) })),
    version: one.version,
    may: {
      comment: can(actor, 'comment'),
      act: isOpen && can(actor, 'act'),
      close: isOpen && can(actor, 'act'),
      reopen: !isOpen && can(actor, 'act'),
    },
  }
}

/** What the plan of the case's period is by now; null where the case is not about a plan. */
export async function planNow(tx: Tx, by: By, one: StoredCase): Promise<number | null> {
  if (one.metric !== 'pace') return null
  const { rows } = await paceTable(tx, by, one.period)
  return rows.find((row) => row.level === one.level && row.subjectId === one.subjectId)?.planMinor ?? null
}
