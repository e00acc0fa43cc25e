import { z } from 'zod'
import { day, done, endpoint, id, instant, listOf, periodKey } from '#core/http/contract.ts'
import { contactKinds } from './calc/profile.ts'

const tag = 'От денег к звонкам'

export const contactKind = z.enum(contactKinds)
const money = z.number()
const share = z.number()
const orNull = z.number().nullable()

/** How many months of history before the running one. */
export const historyMonths = z.coerce.number().pipe(z.union([z.literal(3), z.literal(6), z.literal(12)]))
/** Of the whole plan, or of what is missing and the days that are left. */
export const basis = z.enum(['whole', 'rest'])

const range = z.object({ value: z.number(), low: z.number(), high: z.number() })
const perKind = z.array(z.object({ kind: contactKind, total: range, perDay: range }))

const still = z.object({
  missingMinor: money,
  fromOpenMinor: money,
  fromNewMinor: money,
  uncoveredMinor: money,
  onlyOpenMinor: money,
  lastLeadOn: day.nullable(),
  cycleDays: orNull,
  leadsPerDay: orNull,
})

const estimate = z.object({
  value: orNull,
  n: z.number(),
  own: orNull,
  /** Null where so few sell that it would tell of a colleague. */
  team: orNull,
  low: orNull,
  high: orNull,
  spread: z.number(),
})
const cycle = z.object({ n: z.number(), quantiles: z.array(z.number()).nullable() })

export const profile = z.object({
  pipelines: z.array(
    z.object({
      pipelineId: id,
      name: z.string(),
      share,
      checkMinor: estimate,
      stages: z.array(z.object({ stageId: id, name: z.string(), passes: estimate, wayLeft: z.number() })),
      work: z.array(z.object({ kind: contactKind, stageId: id.nullable(), perDeal: estimate })),
      cycle: z.object({ own: cycle, team: cycle }),
      leadsPerDay: z.number(),
    }),
  ),
  teamSize: z.int(),
})

const days = z.object({
  /** Working days of the person in the period, without his absences. */
  total: z.int(),
  /** Today included. */
  left: z.int(),
  /** Working days on which he is away. */
  absent: z.int(),
})

const minutes = z.object(
  Object.fromEntries(contactKinds.map((kind) => [kind, z.number().min(0).max(600)])) as Record<
    (typeof contactKinds)[number],
    z.ZodNumber
  >,
)
const settings = z.object({ minutes, hoursPerDay: z.number().min(0.5).max(16), version: z.int().min(0) })

const row = z.object({
  personId: id,
  name: z.string(),
  departmentName: z.string(),
  planMinor: orNull,
  factMinor: money,
  /** What was taken apart; null without a plan. */
  targetMinor: orNull,
  days,
  /** Null without a plan, without history, or before the history is counted. */
  need: z
    .object({
      /** Of the target: money of pipelines that have no history of stages, it is not taken apart. */
      withoutBaseMinor: z.number(),
      checkMinor: orNull,
      conversion: orNull,
      /** Closed deals of his own behind the last step of the chain. */
      wonBehind: z.int(),
      won: range,
      leads: range,
      leadsPerDay: range.nullable(),
      contacts: perKind,
      minutesPerDay: z.number(),
      load: z.number(),
    })
    .nullable(),
  still: still.nullable(),
  /** Norms that count today. */
  norms: z.array(z.object({ kind: contactKind, perDay: z.number() })),
})

const about = { period: periodKey, months: historyMonths.default(6), basis: basis.default('whole') }
const whatIf = z.object({
  conversion: z.number().min(0.3).max(3),
  check: z.number().min(0.3).max(3),
  contacts: z.number().min(0.3).max(3),
})

export const decompositionContract = {
  team: endpoint({
    method: 'GET',
    path: '/decomposition',
    summary:
      'The plan of each seller taken apart: deals, leads, meetings and calls per working day, from his own history',
    tag,
    input: z.object(about),
    output: z.object({
      rows: z.array(row),
      /** When the history was counted; null: not yet. */
      countedAt: instant.nullable(),
      historyFrom: day,
      today: day,
      settings,
      may: z.object({ configure: z.boolean(), issue: z.boolean() }),
    }),
  }),
  seller: endpoint({
    method: 'GET',
    path: '/decomposition/sellers/{personId}',
    summary: 'All that one seller’s decomposition is made of: conversions, check, contacts, cycle, open deals, days',
    tag,
    input: z.object({ personId: id, ...about }),
    output: z.object({
      row,
      profile: profile.nullable(),
      open: z.array(z.object({ pipelineId: id, stageId: id, n: z.int(), amountMinor: money })),
      /** From when something can still be done until the period's last day, and his working days between. */
      ahead: z.object({ from: day, last: day, days: z.array(day) }),
      countedAt: instant.nullable(),
      settings,
      may: z.object({ configure: z.boolean(), issue: z.boolean() }),
    }),
  }),
  issue: endpoint({
    method: 'POST',
    path: '/decomposition/norms',
    summary: 'Make the needed contacts norms of these people, from a day on',
    tag,
    input: z.object({
      personIds: listOf(id).pipe(z.array(id).min(1).max(500)),
      ...about,
      from: day,
      kinds: z.array(contactKind).min(1).default(['call', 'meeting', 'demo']),
      whatIf: whatIf.default({ conversion: 1, check: 1, contacts: 1 }),
    }),
    output: z.object({
      issued: z.array(
        z.object({
          personId: id,
          norms: z.array(z.object({ kind: contactKind, amount: z.number(), per: z.enum(['day', 'week']) })),
        }),
      ),
      /** Why somebody got none. */
      left: z.array(
        z.object({ personId: id, name: z.string(), reason: z.enum(['noPlan', 'noHistory', 'away', 'gone']) }),
      ),
    }),
    errors: {
      NORM_IN_THE_PAST: { status: 422 },
      NORM_SUBJECT: { status: 400 },
      NORM_CHANGED: { status: 409, data: z.object({ name: z.string(), version: z.int() }) },
    },
  }),
  editSettings: endpoint({
    method: 'PUT',
    path: '/decomposition/settings',
    summary: 'How long contacts take and how many hours of a day there are for them',
    tag,
    input: settings,
    output: settings,
    errors: { DECOMPOSITION_SETTINGS_CHANGED: { status: 409, data: z.object({ version: z.int() }) } },
  }),
  recount: endpoint({
    method: 'POST',
    path: '/decomposition/recount',
    summary: 'Count the history anew now; it is done by itself every six hours',
    tag,
    input: z.object({}),
    output: done,
  }),
}
