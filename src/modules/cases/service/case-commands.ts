import type { Day } from '#core/calendar/day.ts'
import { addWorkingDays } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { notify } from '#modules/notifications/api.ts'
import { addTask, callOffTask } from '#modules/tasks/api.ts'
import type { Target, Verdict } from '../contract.ts'
import { actionsOf, daysOfTasks, endAction as writeEnd, insertAction } from '../data/actions.ts'
import { caseOfMatter, findCase, lockCase, speakersOf, type StoredCase, updateCase, writeLog } from '../data/cases.ts'
import { can } from '../policy.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { isServer } from './effect.ts'
import { announceCase, casePath } from './open-case.ts'

const texts = { ru, en }

interface Command {
  id: string
  version: number
}

/** Says something; everybody else who takes part, and whom it is about, hears of it at once. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function commentCase(
  tx: Tx,
  { actor, now }: By,
  { id, text }: { id: string; text: string },
): Promise<void> {
  if (!can(actor, 'comment')) throw new Refusal('FORBIDDEN')
  const one = await findCase(tx, actor.workspaceId, id)
  if (!one) throw new Refusal('NOT_FOUND')
  await writeLog(tx, actor.workspaceId, one, { kind: 'comment', authorId: actor.personId, body: text, at: now })
  announceCase(tx, actor, one)
  const told = new Set([one.ownerId, one.openedBy, ...(await speakersOf(tx, actor.workspaceId, id))])
  const boss = await bossOf(tx, one.ownerId)
  if (boss) told.add(boss)
  told.delete(actor.personId)
  await notify(
    tx,
    [...told]
      .filter((personId) => personId !== null)
      .map((personId) => ({
        workspaceId: actor.workspaceId,
        personId,
        kind: 'CASE_COMMENT',
        subject: { type: 'case', id },
        data: { by: actor.fullName, text: text.slice(0, 200) },
        path: casePath(id),
      })),
  )
}

async function bossOf(tx: Tx, personId: string): Promise<string | null> {
  return (await orgTree(tx)).people.find((person) => person.id === personId)?.managerId ?? null
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, CASE_CHANGED, CASE_CLOSED */
export async function nameCause(
  tx: Tx,
  { actor, now }: By,
  { id, version, cause, note }: Command & { cause: string | null; note: string | null },
): Promise<void> {
  const one = await opened(tx, actor, { id, version })
  await updateCase(tx, actor.workspaceId, one, { ...one, cause, causeNote: note || null })
  await writeLog(tx, actor.workspaceId, one, { kind: 'cause', authorId: actor.personId, body: note || null, at: now })
  announceCase(tx, actor, one)
}

interface NewAction extends Command {
  kind: string
  title: string
  target: Target
  doerId: string
  dueOn: string
  expectedMinor: number | null
  reviewAfterDays: number
  makeTask: boolean
}

/**
 * Decides on an action, with a task for whoever does it, and sets the day of the review.
 * @throws Refusal as `opened`; CASE_DATE_PAST, CASE_DOER_UNKNOWN, CASE_TARGET_UNFIT when `next` is to be measured without a stage
 */
export async function decideAction(tx: Tx, by: By, input: NewAction): Promise<void> {
  const { actor, now } = by
  const one = await opened(tx, actor, input)
  const today = todayOf({ actor, now })
  if (input.dueOn < today) throw new Refusal('CASE_DATE_PAST')
  if (input.target === 'next' && !one.stageId) throw new Refusal('CASE_TARGET_UNFIT')
  if (actor.scope !== 'all' && !actor.people.includes(input.doerId)) throw new Refusal('CASE_DOER_UNKNOWN')
  const reviewOn = addWorkingDays(input.dueOn as Day, input.reviewAfterDays, await workCalendar(tx))
  const task = input.makeTask
    ? await addTask(
        tx,
        { actor, now },
        {
          title: input.title,
          ownerId: input.doerId,
          dueOn: input.dueOn,
          horizon: 'week',
          ...(one.level === 'person' && one.subjectId !== input.doerId && { personId: one.subjectId }),
        },
      ).catch((error: unknown) => {
        throw error instanceof Refusal && error.code === 'REFERENCE_MISSING' ? new Refusal('CASE_DOER_UNKNOWN') : error
      })
    : null
  await insertAction(tx, actor.workspaceId, {
    id: uuid7(now.getTime()),
    caseId: one.id,
    ownerId: one.ownerId,
    kind: input.kind,
    title: input.title,
    doerId: input.doerId,
    dueOn: input.dueOn,
    startedOn: null,
    reviewOn,
    expectedMinor: input.expectedMinor,
    target: input.target,
    taskId: task?.id ?? null,
    state: 'planned',
    createdAt: now,
    createdBy: actor.personId,
    effect: null,
    verdict: null,
    checkedOn: null,
  })
  const later = one.reviewOn !== null && one.reviewOn > reviewOn ? one.reviewOn : reviewOn
  await updateCase(tx, actor.workspaceId, one, { ...one, state: 'acting', reviewOn: later })
  await writeLog(tx, actor.workspaceId, one, { kind: 'action', authorId: actor.personId, body: input.title, at: now })
  announceCase(tx, actor, one)
}

/** An action is done: its effect counts from today on. Or it is called off, and its task with it. @throws Refusal as `opened`, NOT_FOUND */
export async function endAction(
  tx: Tx,
  { actor, now }: By,
  { id, version, actionId, state }: Command & { actionId: string; state: 'done' | 'cancelled' },
): Promise<void> {
  const one = await opened(tx, actor, { id, version })
  const actions = await actionsOf(tx, actor.workspaceId, id)
  const action = actions.find((candidate) => candidate.id === actionId && candidate.state === 'planned')
  if (!action) throw new Refusal('NOT_FOUND')
  const startedOn = state === 'done' ? todayOf({ actor, now }) : null
  await writeEnd(tx, actor.workspaceId, action, { state, startedOn, reviewOn: action.reviewOn })
  if (state === 'cancelled') await leaveTask(tx, { actor, now }, action, texts[actor.language].taskCalledOff)
  const others = actions.filter((candidate) => candidate.id !== actionId && candidate.state !== 'cancelled')
  await updateCase(tx, actor.workspaceId, one, {
    ...one,
    state: state === 'done' || others.length > 0 ? 'acting' : 'open',
    // What was called off is waited for no longer.
    reviewOn:
      state === 'done'
        ? one.reviewOn
        : (others
            .map(({ reviewOn }) => reviewOn)
            .toSorted()
            .at(-1) ?? null),
  })
  const kind = state === 'done' ? 'actionDone' : 'actionCancelled'
  await writeLog(tx, actor.workspaceId, one, { kind, authorId: actor.personId, body: action.title, at: now })
  announceCase(tx, actor, one)
}

/** Nobody needs the task of an action that is not taken. */
async function leaveTask(tx: Tx, by: By, { taskId }: { taskId: string | null }, reason: string): Promise<void> {
  if (taskId) await callOffTask(tx, by, { id: taskId, reason })
}

/**
 * Ends a case; what was planned and is not done is called off with its tasks. An action whose task is done, is done.
 * @throws Refusal as `opened`; CASE_NOTE_NEEDED for a verdict other than the measured one without a word why
 */
export async function closeCase(
  tx: Tx,
  { actor, now }: By,
  { id, version, verdict, note }: Command & { verdict: Verdict; note: string | null },
): Promise<void> {
  const one = await opened(tx, actor, { id, version })
  const authorId = isServer(actor) ? null : actor.personId
  const actions = await actionsOf(tx, actor.workspaceId, id)
  const measured = actions.findLast((action) => action.verdict !== null)?.verdict ?? null
  // "Cannot tell" without a measurement is no claim; everything else that nobody has measured needs a reason.
  const isUnfounded = measured === null ? verdict !== 'cannotTell' : verdict !== measured
  if (isUnfounded && !note) throw new Refusal('CASE_NOTE_NEEDED')
  const planned = actions.filter(({ state }) => state === 'planned')
  const tasks = await daysOfTasks(tx, planned, actor.workspace.timeZone)
  for (const action of planned) {
    const startedOn = tasks.get(action.id)
    if (startedOn) {
      await writeEnd(tx, actor.workspaceId, action, { state: 'done', startedOn, reviewOn: action.reviewOn })
      continue
    }
    await writeEnd(tx, actor.workspaceId, action, { state: 'cancelled', startedOn: null, reviewOn: action.reviewOn })
    await leaveTask(tx, { actor, now }, action, texts[actor.language].taskOfClosed)
    const line = { kind: 'actionCancelled', authorId, body: action.title, at: now } as const
    await writeLog(tx, actor.workspaceId, one, line)
  }
  await updateCase(tx, actor.workspaceId, one, {
    ...one,
    state: 'closed',
    reviewOn: null,
    verdict,
    verdictNote: note || null,
    closedAt: now,
    closedBy: authorId,
  })
  await writeLog(tx, actor.workspaceId, one, { kind: 'closed', authorId, body: verdict, at: now })
  announceCase(tx, actor, one)
  if (authorId !== null && one.ownerId !== authorId)
    await notify(tx, [
      {
        workspaceId: actor.workspaceId,
        personId: one.ownerId,
        kind: 'CASE_CLOSED',
        subject: { type: 'case', id },
        data: { verdict, by: actor.fullName },
        path: casePath(id),
      },
    ])
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, CASE_CHANGED, CASE_OPEN, CASE_EXISTS when a newer case of the matter is open */
export async function reopenCase(
  tx: Tx,
  { actor, now }: By,
  { id, version, reason }: Command & { reason: string },
): Promise<void> {
  const one = await changeable(tx, actor, { id, version })
  if (one.state !== 'closed') throw new Refusal('CASE_OPEN')
  const other = await caseOfMatter(tx, actor.workspaceId, one.matter, '')
  if (other) throw new Refusal('CASE_EXISTS', { id: other })
  const actions = await actionsOf(tx, actor.workspaceId, id)
  const state = actions.some((action) => action.state !== 'cancelled') ? 'acting' : 'open'
  await updateCase(tx, actor.workspaceId, one, {
    ...one,
    state,
    verdict: null,
    verdictNote: null,
    closedAt: null,
    closedBy: null,
    reviewOn: todayOf({ actor, now }),
  })
  await writeLog(tx, actor.workspaceId, one, { kind: 'reopened', authorId: actor.personId, body: reason, at: now })
  announceCase(tx, actor, one)
}

async function opened(tx: Tx, actor: Actor, command: Command): Promise<StoredCase> {
  const one = await changeable(tx, actor, command)
  if (one.state === 'closed') throw new Refusal('CASE_CLOSED')
  return one
}

async function changeable(tx: Tx, actor: Actor, { id, version }: Command): Promise<StoredCase> {
  if (!can(actor, 'act')) throw new Refusal('FORBIDDEN')
  const one = await lockCase(tx, actor.workspaceId, id)
  if (!one) throw new Refusal('NOT_FOUND')
  if (one.version !== version) throw new Refusal('CASE_CHANGED')
  return one
}
