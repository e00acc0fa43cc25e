import type { Day } from '#core/calendar/day.ts'
import { monthOf } from '#core/calendar/month.ts'
import { instantAt } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { causesOf } from '../calc/causes.ts'
import type { StoryWords } from '../calc/story.ts'
import type { StoredEffect } from '../contract.ts'
import { insertAction } from '../data/actions.ts'
import { insertCase, type LogEntry, type StoredCase, writeLog } from '../data/cases.ts'
import type { Measured } from './measure.ts'
import { freshCase } from './open-case.ts'
import { type Choice, type Story, ZONE } from './story-choices.ts'
import type { CaseSubject } from './subject.ts'

interface Telling {
  subject: CaseSubject
  measured: Measured
  words: StoryWords
  choice: Choice
  openedOn: Day
  reviewOn: Day
  end: { verdict: StoredEffect['verdict']; on: Day; note: string | null } | null
}

/** Writes one deviation with its action, its talk and, where it is closed, its end. */
export async function tellCase(
  tx: Tx,
  story: Story,
  { subject, measured, words, choice, openedOn, reviewOn, end }: Telling,
): Promise<void> {
  const { workspaceId } = story.by.actor
  const headId = subject.sellers[0]?.managerId ?? story.director
  const base = caseOf({ subject, measured, period: monthOf(openedOn), openedOn, openedBy: headId })
  const one: StoredCase = {
    ...base,
    cause: causesOf(measured.split.parts)[0]?.key ?? null,
    causeNote: words.causeNote,
    ...(end
      ? { state: 'closed', verdict: end.verdict, verdictNote: end.note, closedAt: at(end.on, 660), closedBy: headId }
      : { state: 'acting', reviewOn }),
  }
  if (!(await insertCase(tx, workspaceId, one))) return
  await insertAction(tx, workspaceId, {
    id: uuid7(at(openedOn, 700).getTime()),
    caseId: one.id,
    ownerId: one.ownerId,
    kind: words.kind,
    title: words.title,
    doerId: words.kind === 'planReview' ? headId : subject.id,
    dueOn: choice.week,
    startedOn: choice.week,
    reviewOn,
    expectedMinor: choice.expectedMinor,
    target: choice.effect.target,
    taskId: null,
    state: 'done',
    createdAt: at(openedOn, 700),
    createdBy: headId,
    effect: end ? choice.effect : null,
    verdict: end ? choice.effect.verdict : null,
    effectShare: end && choice.effect.expected > 0 ? choice.effect.effect / choice.effect.expected : null,
    checkedOn: end ? end.on : null,
  })
  const lines: (Omit<LogEntry, 'at'> & { on: Day; minutes: number })[] = [
    { kind: 'opened', authorId: headId, body: null, on: openedOn, minutes: 560 },
    { kind: 'comment', authorId: subject.id, body: words.comment, on: openedOn, minutes: 610 },
    { kind: 'comment', authorId: headId, body: words.answer, on: openedOn, minutes: 680 },
    { kind: 'cause', authorId: headId, body: words.causeNote, on: openedOn, minutes: 690 },
    { kind: 'action', authorId: headId, body: words.title, on: openedOn, minutes: 700 },
    { kind: 'actionDone', authorId: subject.id, body: words.title, on: choice.week, minutes: 600 },
  ]
  if (end) {
    lines.push({ kind: 'checked', authorId: null, body: choice.effect.verdict, on: end.on, minutes: 320 })
    lines.push({ kind: 'closed', authorId: headId, body: end.verdict, on: end.on, minutes: 660 })
  }
  for (const line of lines) await say(tx, story, one, line)
}

const at = (day: Day, minutes: number) => instantAt(day, minutes, ZONE)

/** A line of a deviation's log, so many minutes after midnight of its day. */
export async function say(
  tx: Tx,
  { by }: Story,
  one: StoredCase,
  { on, minutes, ...entry }: Omit<LogEntry, 'at'> & { on: Day; minutes: number },
): Promise<void> {
  await writeLog(tx, by.actor.workspaceId, one, { ...entry, at: at(on, minutes) })
}

interface Fresh {
  subject: CaseSubject
  measured: Measured
  period: string
  openedOn: Day
  openedBy: string | null
}

/** A deviation of a seller as it is opened: by a person in the morning, by the rule at night. */
export function caseOf({ subject, measured, period, openedOn, openedBy }: Fresh): StoredCase {
  const matter = { metric: 'pace' as const, level: 'person' as const, subjectId: subject.id }
  const openedAt = at(openedOn, openedBy ? 560 : 320)
  return freshCase({ ownerId: subject.id, matter, period, measured, openedAt, openedOn, openedBy })
}
