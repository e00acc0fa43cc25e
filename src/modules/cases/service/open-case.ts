import { announce } from '#core/db/changes.ts'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { notify } from '#modules/notifications/api.ts'
import { matterOf } from '../calc/rules.ts'
import type { CaseLevel, CaseMetric } from '../contract.ts'
import { caseOfMatter, insertCase, type StoredCase, writeLog } from '../data/cases.ts'
import { can } from '../policy.ts'
import { type Measured, measurePace } from './measure.ts'
import { measureHygiene } from './measure-hygiene.ts'
import { measureNorm } from './measure-norm.ts'
import { measureStage, pipelineOfStage } from './measure-stage.ts'
import { type CaseSubject, subjectsOf } from './subject.ts'

export interface CaseAsked {
  metric: CaseMetric
  level: CaseLevel
  subjectId: string
  period: string
  pipelineId?: string | undefined
  stageId?: string | undefined
  activity?: 'call' | 'meeting' | undefined
}

/**
 * Opens a case by hand: measures the gap, splits it by driver and keeps both.
 * @throws Refusal FORBIDDEN, NOT_FOUND for a subject out of sight, CASE_EXISTS {id}, CASE_NO_DATA {what}, CASE_NO_GAP, CASE_NO_OWNER
 */
export async function openCase(tx: Tx, by: By, wanted: CaseAsked): Promise<{ id: string }> {
  const { actor } = by
  if (!can(actor, 'open')) throw new Refusal('FORBIDDEN')
  const asked =
    wanted.stageId && !wanted.pipelineId ? { ...wanted, pipelineId: await pipelineOfStage(tx, wanted.stageId) } : wanted
  const subject = (await subjectsOf(tx, by)).find(asked.level, asked.subjectId)
  const known = await caseOfMatter(tx, actor.workspaceId, matterOf(asked), asked.period)
  if (known) throw new Refusal('CASE_EXISTS', { id: known })
  const measured = await measure(tx, by, subject, asked)
  const id = await putCase(tx, by, { subject, asked, measured, byRule: false })
  if (!id)
    throw new Refusal('CASE_EXISTS', {
      id: (await caseOfMatter(tx, actor.workspaceId, matterOf(asked), asked.period)) ?? subject.id,
    })
  return { id }
}

/** @throws Refusal CASE_NO_DATA {what}, CASE_NO_GAP */
async function measure(tx: Tx, by: By, subject: CaseSubject, asked: CaseAsked): Promise<Measured> {
  switch (asked.metric) {
    case 'pace':
      return measurePace(tx, by, subject, asked.period)
    case 'stage':
      if (!asked.pipelineId || !asked.stageId) throw new Refusal('CASE_NO_DATA', { what: 'stage' })
      return measureStage(tx, by, subject, asked.period, {
        pipelineId: asked.pipelineId,
        stageId: asked.stageId,
      })
    case 'norm':
      return measureNorm(tx, by, subject, asked.period, asked.activity ?? 'call')
    case 'hygiene':
      return measureHygiene(tx, by, subject)
  }
}

interface New {
  subject: CaseSubject
  asked: CaseAsked
  measured: Measured
  byRule: boolean
}

/** Writes a measured case and tells whom it is about; null when the matter has a case already. @throws Refusal CASE_NO_OWNER */
export async function putCase(
  tx: Tx,
  { actor, now }: By,
  { subject, asked, measured, byRule }: New,
): Promise<string | null> {
  if (!subject.ownerId) throw new Refusal('CASE_NO_OWNER')
  const openedBy = byRule ? null : actor.personId
  const one = freshCase({
    ownerId: subject.ownerId,
    matter: asked,
    period: asked.period,
    measured,
    openedAt: now,
    openedOn: todayOf({ actor, now }),
    openedBy,
  })
  if (!(await insertCase(tx, actor.workspaceId, one))) return null
  await writeLog(tx, actor.workspaceId, one, { kind: 'opened', authorId: openedBy, body: null, at: now })
  announceCase(tx, actor, one)
  await tellOpened(tx, actor, one, subject)
  return one.id
}

interface Fresh {
  ownerId: string
  matter: Omit<CaseAsked, 'period'>
  period: string
  measured: Measured
  openedAt: Date
  openedOn: Day
  openedBy: string | null
}

/** A case that has just been opened: nobody has said anything of it yet. */
export function freshCase({ matter, measured, ...opened }: Fresh): StoredCase {
  return {
    id: uuid7(opened.openedAt.getTime()),
    metric: matter.metric,
    level: matter.level,
    subjectId: matter.subjectId,
    pipelineId: matter.pipelineId ?? null,
    stageId: matter.stageId ?? null,
    activity: matter.metric === 'norm' ? (matter.activity ?? 'call') : null,
    matter: matterOf(matter),
    ...opened,
    ...measured,
    cause: null,
    causeNote: null,
    state: 'open',
    reviewOn: null,
    verdict: null,
    verdictNote: null,
    closedAt: null,
    closedBy: null,
    version: 1,
  }
}

/** Whom it is about hears of it at once, and may answer before anything is decided; his boss hears of what the rule has found. */
async function tellOpened(tx: Tx, actor: Actor, one: StoredCase, subject: CaseSubject): Promise<void> {
  const boss = subject.level === 'person' ? (subject.sellers[0]?.managerId ?? null) : null
  const told = new Set([one.ownerId, ...(one.openedBy === null && boss ? [boss] : [])])
  if (one.openedBy) told.delete(one.openedBy)
  await notify(
    tx,
    [...told].map((personId) => ({
      workspaceId: actor.workspaceId,
      personId,
      kind: 'CASE_OPENED',
      subject: { type: 'case', id: one.id },
      data: {
        metric: one.metric,
        subject: subject.name,
        gapMinor: one.gapMinor,
        currency: actor.workspace.currency,
        isMine: personId === one.ownerId && subject.level === 'person' ? 1 : 0,
      },
      path: casePath(one.id),
      key: `case.opened.${one.id}`,
    })),
  )
}

/** The page of one case. */
export const casePath = (id: string) => `/cases/${id}`

/** Tells whoever looks at it now that the case has changed. */
export function announceCase(tx: Tx, actor: Actor, { id, ownerId }: Pick<StoredCase, 'id' | 'ownerId'>): void {
  announce(tx, { workspaceId: actor.workspaceId, topic: 'case', id, ownerIds: [ownerId], byPersonId: actor.personId })
}
