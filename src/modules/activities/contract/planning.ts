import { z } from 'zod'
import { day, endpoint, flag, id, instant, listOf } from '#core/http/contract.ts'
import { activity, activityKind, durationS, named, subjectLine, version } from './activity.ts'

const minutes = z.int().min(0).max(1_440)

/** A task with its time, from the module of tasks. */
export const calendarTask = z.object({
  id,
  title: z.string(),
  ownerId: id,
  ownerName: z.string().nullable(),
  dealId: id.nullable(),
  dealTitle: z.string().nullable(),
  dueAt: instant,
  /** False: some time of that day. */
  hasTime: z.boolean(),
  priority: z.string(),
})
export type CalendarTask = z.output<typeof calendarTask>

const calendarDay = z.object({
  day: z.string(),
  kind: z.enum(['working', 'short', 'off']),
  /** The company's own word on the day. */
  note: z.string().nullable(),
})
export type CalendarDay = z.output<typeof calendarDay>

const tag = 'Activities'
const ref = z.object({ id, version })

/** Deals or companies that nobody has reached for a while. */
const silentRow = z.object({
  dealId: id.nullable(),
  companyId: id.nullable(),
  name: z.string(),
  company: z.string().nullable(),
  stage: z.string().nullable(),
  owner: named.nullable(),
  amountMinor: z.number().nullable(),
  phone: z.string().nullable(),
  /** The last time the client was reached; null: never. */
  lastContactAt: instant.nullable(),
})
export type SilentRow = z.output<typeof silentRow>

const target = z
  .object({ dealId: id.optional(), companyId: id.optional() })
  .refine(({ dealId, companyId }) => (dealId === undefined) !== (companyId === undefined))

const proposal = z.object({
  dealId: id.nullable(),
  companyId: id.nullable(),
  name: z.string(),
  owner: named,
  startsAt: instant,
  durationS,
})
export type Proposal = z.output<typeof proposal>

/** Calendar, the day of a seller, many at once. */
export const planningEndpoints = {
  calendar: endpoint({
    method: 'GET',
    path: '/activities/calendar',
    summary: 'Planned and done activities, tasks and kinds of days, 45 days and 20 people at most',
    tag,
    input: z.object({
      from: day,
      /** The last day, included. */
      to: day,
      /** The asker alone when absent. */
      ownerIds: listOf(id).optional(),
      /** Called off ones too. */
      cancelled: flag.optional(),
    }),
    output: z.object({
      events: z.array(activity),
      tasks: z.array(calendarTask),
      days: z.array(calendarDay),
      /** Working hours in minutes after midnight. */
      hours: z.object({ opensAt: minutes, closesAt: minutes }),
      /** There are more than are given. */
      hasMore: z.boolean(),
    }),
    errors: { CALENDAR_TOO_LONG: { status: 400 } },
  }),
  myDay: endpoint({
    method: 'GET',
    path: '/activities/my-day',
    summary: "A person's day: what is planned, what is late, what is done, tasks due, the next working days",
    tag,
    input: z.object({ ownerId: id.optional() }),
    output: z.object({
      day: z.string(),
      kind: z.enum(['working', 'short', 'off']),
      /** Planned for earlier days and never reported on, oldest first. */
      late: z.array(activity),
      planned: z.array(activity),
      done: z.array(activity),
      /** Due today or earlier. */
      tasks: z.array(calendarTask),
      /** The working days after this one, soonest first. */
      workingDays: z.array(z.string()),
      hours: z.object({ opensAt: minutes, closesAt: minutes }),
    }),
  }),
  silent: endpoint({
    method: 'GET',
    path: '/activities/silent',
    summary: 'Open deals, or companies, that nobody has reached for so many days and for whom nothing is planned',
    tag,
    input: z.object({
      of: z.enum(['deals', 'companies']).default('deals'),
      days: z.coerce.number().int().min(0).max(730).default(14),
      ownerIds: listOf(id).optional(),
      pipelineId: id.optional(),
      stageIds: listOf(id).optional(),
      limit: z.coerce.number().int().min(1).max(300).default(100),
    }),
    output: z.object({ rows: z.array(silentRow), hasMore: z.boolean() }),
  }),
  previewPlans: endpoint({
    method: 'POST',
    path: '/activities/bulk-plan/preview',
    summary: 'Spread contacts over the free time of chosen days; writes nothing',
    tag,
    input: z.object({
      targets: z.array(target).min(1).max(300),
      days: z.array(day).min(1).max(31),
      kind: activityKind.default('call'),
      durationS: durationS.default(900),
      /** Minutes after midnight; the working hours when absent. */
      from: minutes.optional(),
      to: minutes.optional(),
      /** Minutes of rest between two. */
      pauseMinutes: z.int().min(0).max(240).default(0),
      /** For one person on one day. */
      mostADay: z.int().min(1).max(100).default(100),
    }),
    output: z.object({
      rows: z.array(proposal),
      /** Names of those for whom there is no room, or nobody to call. */
      unplaced: z.array(z.string()),
    }),
  }),
  bulkPlan: endpoint({
    method: 'POST',
    path: '/activities/bulk-plan',
    summary: 'Plan many contacts at once',
    tag,
    input: z.object({
      kind: activityKind.default('call'),
      title: subjectLine.nullable().optional(),
      durationS: durationS.default(900),
      rows: z
        .array(
          z.object({
            dealId: id.nullable().optional(),
            companyId: id.nullable().optional(),
            ownerId: id,
            startsAt: instant,
          }),
        )
        .min(1)
        .max(300),
    }),
    output: z.object({ planned: z.array(ref) }),
    errors: {
      PLAN_IN_PAST: { status: 400 },
      CLIENT_REQUIRED: { status: 400 },
      REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
    },
  }),
}
