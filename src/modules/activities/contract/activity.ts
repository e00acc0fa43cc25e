import { z } from 'zod'
import { day, id, instant, line } from '#core/http/contract.ts'

export const activityKinds = ['call', 'meeting', 'demo', 'email', 'message'] as const
export const activityKind = z.enum(activityKinds)
export type ActivityKind = z.output<typeof activityKind>

/** planned: still to come or not reported on; done: took place and counts; cancelled: called off. */
export const activityStates = ['planned', 'done', 'cancelled'] as const
export const activityState = z.enum(activityStates)
export type ActivityState = z.output<typeof activityState>

export const named = z.object({ id, name: z.string() })
export const version = z.int().min(1)

/** Seconds, a day at most. */
export const durationS = z.int().min(0).max(86_400)
export const subjectLine = line(300).pipe(z.string().min(1))
export const words = z.string().trim().max(5_000)
export const reason = line(500).pipe(z.string().min(1))
export const recordingUrl = z.url({ protocol: /^https?$/ }).max(2_000)

export const activity = z.object({
  id,
  kind: activityKind,
  state: activityState,
  /** Took place. */
  done: z.boolean(),
  /** What it is about. */
  title: z.string().nullable(),
  owner: named.nullable(),
  dealId: id.nullable(),
  /** Null as well where the reader does not see the deal. */
  deal: named.nullable(),
  company: named.nullable(),
  contact: named.nullable(),
  /** Of the contact, else of the deal's contact, else of the company. */
  phone: z.string().nullable(),
  /** The start: planned, and from the day it is done the real one. */
  occurredAt: instant,
  recordedAt: instant,
  durationS: z.int().nullable(),
  /** What came of it, from the company's list. */
  outcome: named.nullable(),
  /** What came of it, in words. */
  result: z.string().nullable(),
  /** Whether the client was reached. */
  isContact: z.boolean(),
  /** The start that was planned first; null for what was recorded afterwards only. */
  plannedAt: instant.nullable(),
  /** How many times it was put to another time. */
  shifts: z.int(),
  cancelReason: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  source: z.string(),
  version,
  may: z.object({ edit: z.boolean() }),
})
export type Activity = z.output<typeof activity>

/** With whom: a deal brings its company and contact along, a contact its company. One of the three is needed. */
const subject = {
  dealId: id.nullable().optional(),
  companyId: id.nullable().optional(),
  contactId: id.nullable().optional(),
}

/** A step that follows, planned in the same command: at a moment, or on a day at its first free time. */
export const nextStep = z
  .object({
    /** A planned activity, or a task of this title. */
    as: z.enum(['activity', 'task']).default('activity'),
    kind: activityKind.default('call'),
    startsAt: instant.optional(),
    day: day.optional(),
    durationS: durationS.optional(),
    title: subjectLine.nullable().optional(),
  })
  .refine((step) => (step.startsAt === undefined) !== (step.day === undefined), { path: ['startsAt'] })
/** `usual`: what usually follows such a result, at the first free time of its day (see the list of results). */
export const next = z.union([nextStep, z.literal('usual')])
export type Next = z.output<typeof next>

const outcome = {
  resultId: id.nullable().optional(),
  /** What came of it. An activity counts towards norms only with a result, from the list or in words. */
  result: words.nullable().optional(),
  durationS: durationS.nullable().optional(),
  recordingUrl: recordingUrl.nullable().optional(),
}

export const newActivity = z.object({
  kind: activityKind,
  ...subject,
  title: subjectLine.nullable().optional(),
  /** Now when absent. */
  occurredAt: instant.optional(),
  ...outcome,
  next: next.optional(),
})

export const newPlan = z.object({
  kind: activityKind,
  ...subject,
  title: subjectLine.nullable().optional(),
  startsAt: instant,
  durationS: durationS.optional(),
  /** The asker himself when absent. */
  ownerId: id.optional(),
})

export const completion = z.object({
  id,
  version: version.optional(),
  /** When it took place: the planned start when that is past, else now. */
  occurredAt: instant.optional(),
  ...outcome,
  next: next.optional(),
})

export const activityChanges = z
  .object({
    kind: activityKind,
    title: subjectLine.nullable(),
    dealId: id.nullable(),
    companyId: id.nullable(),
    contactId: id.nullable(),
    occurredAt: instant,
    durationS: durationS.nullable(),
    resultId: id.nullable(),
    result: words.nullable(),
    recordingUrl: recordingUrl.nullable(),
    ownerId: id,
  })
  .partial()
export type ActivityChanges = z.output<typeof activityChanges>

export const activityEdit = z.object({
  version,
  at: instant,
  by: named.nullable(),
  /** ui, api, import, sync, rule, demo. */
  source: z.string(),
  action: z.enum(['planned', 'recorded', 'edited', 'moved', 'done', 'cancelled', 'deleted', 'undone']),
  reason: z.string().nullable(),
  /** Of a change of time. */
  from: instant.nullable(),
  to: instant.nullable(),
  /** Names of the changed fields. */
  fields: z.array(z.string()),
})
export type ActivityEdit = z.output<typeof activityEdit>
