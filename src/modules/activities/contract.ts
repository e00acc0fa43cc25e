import { z } from 'zod'
import { day, endpoint, id, instant, line, listOf, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { filterErrors, filterTree, listErrors, listPlace, listSort } from '#modules/lists/contract.ts'
import { activitySorts } from './calc/list-fields.ts'
import {
  activity,
  activityChanges,
  activityEdit,
  activityKind,
  activityState,
  completion,
  durationS,
  newActivity,
  newPlan,
  reason,
  version,
  words,
} from './contract/activity.ts'
import { planningEndpoints } from './contract/planning.ts'
import { resultEndpoints } from './contract/results.ts'

export {
  type Activity,
  type ActivityChanges,
  type ActivityEdit,
  type ActivityKind,
  activityKind,
  activityKinds,
  type ActivityState,
  newActivity,
  newPlan,
  type Next,
} from './contract/activity.ts'
export type { CalendarDay, CalendarTask, Proposal, SilentRow } from './contract/planning.ts'
export type { ActivityResult } from './contract/results.ts'

const tag = 'Activities'
const limit = z.coerce.number().int().min(1).max(200).default(50)

const count = z.int().min(0)
const activityFilter = {
  dealId: id.optional(),
  companyId: id.optional(),
  contactId: id.optional(),
  ownerIds: listOf(id).optional(),
  kinds: listOf(activityKind).optional(),
  states: listOf(activityState).optional(),
  /** Days of the start, both included. */
  from: day.optional(),
  to: day.optional(),
  /** A piece of what it is about or of what came of it. */
  text: line(200).optional(),
  /** Conditions put together with «and» and «or», by the fields of calc/list-fields.ts. */
  where: filterTree.optional(),
}
const sort = listSort(activitySorts).optional()
/** What a list or a file of activities is asked for by. */
export const activityQuestion = z.object({ ...activityFilter, sort })
export type ActivityQuestion = z.output<typeof activityQuestion>

const referenceErrors = {
  CLIENT_REQUIRED: { status: 400 },
  REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
} as const
const changeErrors = {
  /** Somebody else changed it since the version that was read; `current` is what it is now. */
  ACTIVITY_CHANGED: { status: 409, data: z.object({ current: activity }) },
  /** It is done or called off already. */
  NOT_PLANNED: { status: 409 },
} as const
const times = { ACTIVITY_IN_FUTURE: { status: 400 }, PLAN_IN_PAST: { status: 400 } } as const
const outcomeErrors = { RESULT_REQUIRED: { status: 400 } } as const
/** What has been done, and the step that was planned with it. */
const withNext = z.object({ activity, next: activity.nullable(), nextTaskId: id.nullable() })

export const activitiesContract = {
  list: endpoint({
    method: 'GET',
    path: '/deals/{dealId}/activities',
    summary: 'Calls, meetings and other contacts of a deal, newest first',
    tag,
    input: z.object({ dealId: id, cursor: cursor(listPlace).optional(), limit }),
    output: pageOf(activity),
    errors: listErrors,
  }),
  find: endpoint({
    method: 'GET',
    path: '/activities',
    summary: 'Activities that the reader may see, newest first unless an order is asked for',
    tag,
    input: z.object({ ...activityFilter, sort, cursor: cursor(listPlace).optional(), limit }),
    output: pageOf(activity),
    errors: listErrors,
  }),
  totals: endpoint({
    method: 'GET',
    path: '/activities/totals',
    summary: 'How many activities these filters find, and how many of them took place',
    tag,
    input: z.object(activityFilter),
    output: z.object({ count, done: count }),
    errors: filterErrors,
  }),
  ...planningEndpoints,
  get: endpoint({
    method: 'GET',
    path: '/activities/{id}',
    summary: 'One activity and what was changed in it, newest change first',
    tag,
    input: z.object({ id }),
    output: activity.extend({ edits: z.array(activityEdit) }),
  }),
  add: endpoint({
    method: 'POST',
    path: '/activities',
    summary: 'Record a contact with a client that has taken place, and plan the next step',
    tag,
    input: newActivity,
    output: activity.extend({ next: activity.nullable(), nextTaskId: id.nullable() }),
    errors: { ...referenceErrors, ...times, ...outcomeErrors },
  }),
  plan: endpoint({
    method: 'POST',
    path: '/activities/plan',
    summary: 'Plan a call, a meeting or another contact',
    tag,
    input: newPlan,
    output: activity,
    errors: { ...referenceErrors, PLAN_IN_PAST: times.PLAN_IN_PAST },
  }),
  complete: endpoint({
    method: 'POST',
    path: '/activities/{id}/complete',
    summary: 'Report what came of a planned activity, and plan the next step',
    tag,
    input: completion,
    output: withNext,
    errors: { ...changeErrors, ...referenceErrors, ...times, ...outcomeErrors },
  }),
  move: endpoint({
    method: 'POST',
    path: '/activities/{id}/move',
    summary: 'Put a planned activity to another time, length or person',
    tag,
    input: z.object({
      id,
      version: version.optional(),
      startsAt: instant.optional(),
      durationS: durationS.optional(),
      ownerId: id.optional(),
      reason: reason.nullable().optional(),
    }),
    output: activity,
    errors: { ...changeErrors, ...referenceErrors, PLAN_IN_PAST: times.PLAN_IN_PAST },
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/activities/{id}/cancel',
    summary: 'Call a planned activity off',
    tag,
    input: z.object({ id, version: version.optional(), reason }),
    output: activity,
    errors: changeErrors,
  }),
  closeDay: endpoint({
    method: 'POST',
    path: '/activities/close-day',
    summary: 'Move, call off or report many planned activities and tasks of the day in one go: all or none',
    tag,
    input: z.object({
      items: z
        .array(
          z.discriminatedUnion('what', [
            z.object({ what: z.literal('move'), id, version: version.optional(), startsAt: instant, reason }),
            z.object({ what: z.literal('cancel'), id, version: version.optional(), reason }),
            z.object({
              what: z.literal('done'),
              id,
              version: version.optional(),
              resultId: id.nullable().optional(),
              result: words.nullable().optional(),
            }),
          ]),
        )
        .max(200),
      /** Tasks of the day; a moved one keeps its hour. */
      tasks: z
        .array(
          z.discriminatedUnion('what', [
            z.object({ what: z.literal('move'), id, dueOn: day, reason }),
            z.object({ what: z.literal('cancel'), id, reason }),
            z.object({ what: z.literal('done'), id, result: words.min(1) }),
          ]),
        )
        .max(200)
        .default([]),
    }),
    output: z.object({
      closed: z.array(z.object({ id, version })),
      /** With the date that a moved task had: to take it back. */
      tasks: z.array(
        z.object({
          id,
          what: z.enum(['move', 'cancel', 'done']),
          version,
          before: z.object({ dueOn: day, dueTime: z.string().nullable() }),
        }),
      ),
    }),
    errors: { ...changeErrors, ...referenceErrors, ...times, ...outcomeErrors, TASK_CLOSED: { status: 409 } },
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/activities/{id}',
    summary: 'Change fields of an activity; `version` is the one you have read',
    tag,
    input: z.object({ id, version, changes: activityChanges }),
    output: activity,
    errors: { ...changeErrors, ...referenceErrors, ...times, ...outcomeErrors },
  }),
  remove: endpoint({
    method: 'POST',
    path: '/activities/{id}/delete',
    summary: 'Delete an activity that was recorded by mistake; it leaves all figures, and undo brings it back',
    tag,
    input: z.object({ id, version: version.optional(), reason: line(500).nullable().optional() }),
    output: z.object({ id, version }),
    errors: { ACTIVITY_CHANGED: changeErrors.ACTIVITY_CHANGED },
  }),
  undo: endpoint({
    method: 'POST',
    path: '/activities/undo',
    summary: 'Take back the last change of each of these activities, all or none',
    tag,
    input: z.object({ items: z.array(z.object({ id, version })).min(1).max(300) }),
    output: z.object({ undone: z.array(z.object({ id, version })) }),
    errors: { UNDO_TOO_LATE: { status: 409 } },
  }),
  ...resultEndpoints,
}
