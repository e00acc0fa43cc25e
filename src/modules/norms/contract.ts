import { z } from 'zod'
import { parsePeriod, periodDays } from '#core/calendar/period.ts'
import { day, done, endpoint, id, instant, line, listOf, periodKey } from '#core/http/contract.ts'

const tag = 'Нормы'

export const kinds = ['call', 'meeting', 'demo', 'email', 'message'] as const
export const kind = z.enum(kinds)
export type NormKind = z.output<typeof kind>
export const normRoles = ['seller', 'head'] as const

const version = z.int().min(0)
const shareOrNull = z.number().nullable()

/** Of a day and person: what the day is. */
export const dayStates = ['work', 'off', 'absent', 'excused', 'none', 'outside'] as const
export type DayState = (typeof dayStates)[number]

const ofKind = z.object({
  kind,
  done: z.int(),
  /** Norm × days worked. */
  norm: z.number(),
  fulfilment: shareOrNull,
})

const boardRow = z.object({
  personId: id,
  name: z.string(),
  departmentName: z.string(),
  /** In the order of `days`. */
  states: z.array(z.enum(dayStates)),
  done: z.array(z.int()),
  norm: z.array(z.number()),
  /** Of the kind asked for, else the mean of the kinds, each at most 1; null without a norm. */
  shares: z.array(shareOrNull),
  /** Over the days that are over. */
  total: z.object({ daysWorked: z.int(), fulfilment: shareOrNull, kinds: z.array(ofKind) }),
})
export type BoardRow = z.output<typeof boardRow>

const rule = z.object({
  id,
  level: z.enum(['role', 'person']),
  role: z.enum(normRoles).nullable(),
  departmentId: id.nullable(),
  departmentName: z.string().nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  kind,
  validFrom: day,
  /** Null: nothing is said here from that day on. */
  amount: z.number().nullable(),
  per: z.enum(['day', 'week']),
  origin: z.enum(['hand', 'decomposition']),
  note: z.string().nullable(),
  version,
  /** Counts now, will count, or was replaced by a later word. */
  state: z.enum(['now', 'ahead', 'past']),
  editable: z.boolean(),
})

const minuteOfDay = z.int().min(0).max(1439)
const settings = z.object({
  tellSellerAt: minuteOfDay.nullable(),
  tellHeadAt: minuteOfDay.nullable(),
  tellBelow: z.number().min(0.1).max(1),
  version,
})
const rampWeek = z.object({ week: z.int().min(1).max(26), share: z.number().min(0).max(1) })

const item = z.object({
  level: z.enum(['role', 'person']),
  role: z.enum(normRoles).nullable().default(null),
  departmentId: id.nullable().default(null),
  ownerId: id.nullable().default(null),
  kind,
  validFrom: day,
  amount: z.number().min(0).max(500).nullable(),
  per: z.enum(['day', 'week']).default('day'),
  /** Of the row with the same subject, kind and day; 0: there is none. */
  version: version.default(0),
})

const mayChange = z.object({ issue: z.boolean(), issueForAll: z.boolean(), excuse: z.boolean() })
const awayData = z.object({ name: z.string(), from: day, to: day, next: day })

const MOST_DAYS = 366
const daysOf = (key: string): number => {
  const period = parsePeriod(key)
  return period ? periodDays(period) : 0
}

export const normsContract = {
  board: endpoint({
    method: 'GET',
    path: '/norms/board',
    summary: 'Fulfilment of norms by person and day',
    tag,
    /** A year of days at most: a row has a cell for each. */
    input: z.object({
      period: periodKey.refine((key) => daysOf(key) <= MOST_DAYS, {
        params: { code: 'NORMS_PERIOD_LONG' },
      }),
      kind: kind.optional(),
    }),
    output: z.object({
      today: day,
      days: z.array(z.object({ day, working: z.boolean() })),
      rows: z.array(boardRow),
      /** Kinds that anybody here has a norm of. */
      kinds: z.array(kind),
      total: z.object({ daysWorked: z.int(), fulfilment: shareOrNull, kinds: z.array(ofKind) }),
      may: mayChange,
    }),
  }),
  mine: endpoint({
    method: 'GET',
    path: '/norms/mine',
    summary: 'My norms of today and of this week: done and asked for',
    tag,
    input: z.object({}),
    output: z.object({
      day,
      state: z.enum(dayStates),
      today: z.array(ofKind),
      week: z.array(ofKind),
    }),
  }),
  contacts: endpoint({
    method: 'GET',
    path: '/norms/contacts',
    summary: 'The contacts behind a figure, and which of them do not count and why',
    tag,
    input: z.object({
      personId: id,
      period: periodKey,
      kind: kind.optional(),
      limit: z.coerce.number().pipe(z.int().min(1).max(500)).default(100),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          id,
          kind,
          at: instant,
          dealId: id.nullable(),
          dealTitle: z.string().nullable(),
          companyId: id.nullable(),
          companyName: z.string().nullable(),
          result: z.string().nullable(),
          counts: z.boolean(),
          /** Why it does not. */
          missing: z.enum(['client', 'result', 'both']).nullable(),
        }),
      ),
      counted: z.int(),
      bare: z.int(),
    }),
  }),
  rules: endpoint({
    method: 'GET',
    path: '/norms/rules',
    summary:
      'What norms are issued: by role, department and person, from when; the newcomer’s weeks; when people are told',
    tag,
    input: z.object({ ownerId: id.optional() }),
    output: z.object({
      rules: z.array(rule),
      ramp: z.array(rampWeek),
      settings,
      departments: z.array(z.object({ id, name: z.string() })),
      people: z.array(z.object({ id, name: z.string(), role: z.enum(normRoles) })),
      may: mayChange,
    }),
  }),
  setRules: endpoint({
    method: 'POST',
    path: '/norms/rules',
    summary: 'Issue norms from a day on, all or none; an amount of null takes the word back',
    tag,
    input: z.object({ items: z.array(item).min(1).max(1000), note: line(300).optional() }),
    output: done,
    errors: {
      NORM_CHANGED: { status: 409, data: z.object({ name: z.string(), version }) },
      NORM_NOT_YOURS: { status: 403, data: z.object({ name: z.string() }) },
      NORM_IN_THE_PAST: { status: 422, data: z.object({ from: day }) },
      NORM_PERSON_AWAY: { status: 422, data: awayData },
      NORM_PERSON_GONE: { status: 422, data: z.object({ name: z.string(), on: day }) },
      NORM_SUBJECT: { status: 400 },
    },
  }),
  removeRule: endpoint({
    method: 'DELETE',
    path: '/norms/rules/{id}',
    summary: 'Take a norm back that has not counted in a past month',
    tag,
    input: z.object({ id, version: z.coerce.number().pipe(version) }),
    output: done,
    errors: {
      NORM_CHANGED: { status: 409, data: z.object({ name: z.string(), version }) },
      NORM_IN_THE_PAST: { status: 422, data: z.object({ from: day }) },
    },
  }),
  setRamp: endpoint({
    method: 'PUT',
    path: '/norms/ramp',
    summary: 'Which part of his role’s norm a newcomer is asked for in each of his weeks',
    tag,
    input: z.object({
      weeks: z
        .array(rampWeek)
        .max(26)
        .refine((weeks) => new Set(weeks.map(({ week }) => week)).size === weeks.length, {
          params: { code: 'WEEK_TWICE' },
        }),
    }),
    output: done,
  }),
  editSettings: endpoint({
    method: 'PUT',
    path: '/norms/settings',
    summary: 'When the seller and his head are told of a norm that is not met',
    tag,
    input: settings,
    output: settings,
    errors: { NORM_SETTINGS_CHANGED: { status: 409, data: z.object({ version }) } },
  }),
  excuse: endpoint({
    method: 'POST',
    path: '/norms/excuses',
    summary: 'Excuse days of a person: they do not count for his norms',
    tag,
    input: z.object({
      personId: id,
      days: listOf(day).pipe(z.array(day).min(1).max(62)),
      reason: line(500).pipe(z.string().min(1)),
    }),
    output: done,
    errors: { NORM_NOT_YOURS: { status: 403, data: z.object({ name: z.string() }) } },
  }),
  unexcuse: endpoint({
    method: 'DELETE',
    path: '/norms/excuses',
    summary: 'Let excused days count again',
    tag,
    input: z.object({ personId: id, days: listOf(day).pipe(z.array(day).min(1).max(62)) }),
    output: done,
    errors: { NORM_NOT_YOURS: { status: 403, data: z.object({ name: z.string() }) } },
  }),
  excuses: endpoint({
    method: 'GET',
    path: '/norms/excuses',
    summary: 'Excused days of the period, with who excused them and why',
    tag,
    input: z.object({ period: periodKey }),
    output: z.object({
      rows: z.array(
        z.object({ personId: id, name: z.string(), day, reason: z.string(), by: z.string().nullable(), at: instant }),
      ),
    }),
  }),
  outcome: endpoint({
    method: 'GET',
    path: '/norms/outcome',
    summary: 'Does a norm matter? Contacts per day worked against sales per day worked, by seller',
    tag,
    input: z.object({ kind: kind.default('call'), period: periodKey }),
    output: z.object({
      points: z.array(
        z.object({
          personId: id,
          name: z.string(),
          perDay: z.number(),
          fulfilment: shareOrNull,
          salesPerDayMinor: z.number(),
          won: z.int(),
          daysWorked: z.int(),
        }),
      ),
      /** Pearson's correlation with its 95 % interval (Fisher); null below four sellers. */
      correlation: z.object({ r: z.number(), low: z.number(), high: z.number(), n: z.int() }).nullable(),
      verdict: z.enum(['helps', 'harms', 'unseen', 'few']),
    }),
  }),
}
