import { z } from 'zod'
import { day, done, endpoint, flag, id, instant, line, pageOf } from '#core/http/contract.ts'

const tag = 'Hand-over'
const count = z.int().min(0)
const named = z.object({ id, name: z.string() })
const version = z.int().min(1)

/**
 * `billed`: closed deals with unpaid invoices; `share`: a part in the credit of an open deal of somebody else; `ritual`: a meeting that comes back and that he
 * leads; `case`, `goal`: open ones that he answers for.
 */
export const recordKinds = [
  'deal',
  'billed',
  'share',
  'company',
  'contact',
  'task',
  'activity',
  'lead',
  'ritual',
  'case',
  'goal',
] as const
export const recordKind = z.enum(recordKinds)
export type RecordKind = (typeof recordKinds)[number]

/** To one person; evenly; to whoever has less in work. A table of single clients stands above each of them. */
export const methods = ['one', 'even', 'load'] as const
export const method = z.enum(methods)
export type Method = (typeof methods)[number]

const counts = z.object({
  deal: count,
  billed: count,
  share: count,
  company: count,
  contact: count,
  task: count,
  activity: count,
  lead: count,
  ritual: count,
  case: count,
  goal: count,
  /** Open deals in the company's currency. */
  dealsMinor: z.int(),
  /** What is still owed for closed deals, in the company's currency. */
  owedMinor: z.int(),
})
export type Counts = z.output<typeof counts>

const holdings = counts.extend({
  /** Plan of the months to come. */
  planMonths: count,
  planMinor: z.int(),
  /** Rules of distribution that give him leads. */
  rules: count,
})
export type Holdings = z.output<typeof holdings>

const personState = z.object({
  person: named,
  leftOn: z.string().nullable(),
  disabled: z.boolean(),
  holdings,
})

export const handoverRule = z.object({
  personId: id,
  kinds: z
    .array(recordKind)
    .min(1)
    .default([...recordKinds]),
  method,
  toIds: z.array(id).min(1).max(50),
  /** Clients and single records that go to somebody else than the method says; the key is that of the preview. */
  table: z
    .array(z.object({ key: id, toId: id.nullable() }))
    .max(5000)
    .default([]),
  /** The plan of the months to come: stays with the person, or is moved to those who get his deals. */
  plan: z.enum(['leave', 'move']).default('leave'),
  note: line(500).optional(),
})
export type HandoverRule = z.output<typeof handoverRule>

const group = z.object({
  /** The company, or the record itself where there is none. */
  key: id,
  title: z.string(),
  deals: count,
  dealsMinor: z.int(),
  records: count,
  /** Null: stays. */
  to: named.nullable(),
})
const receiver = z.object({ person: named, counts, openBefore: count })
export type HandoverGroup = z.output<typeof group>

const journalRow = z.object({
  id,
  from: named,
  by: named,
  createdAt: instant,
  state: z.enum(['running', 'done', 'undoing', 'undone']),
  total: count,
  moved: count,
  skipped: count,
  returned: count,
  kept: count,
  dealsMinor: z.int(),
  to: z.array(named),
  note: z.string().nullable(),
  finishedAt: instant.nullable(),
  undoneAt: instant.nullable(),
  may: z.object({ undo: z.boolean() }),
})
export type JournalRow = z.output<typeof journalRow>

export const substitutionReasons = ['leave', 'sick', 'trip', 'other'] as const
const substitution = z.object({
  id,
  absent: named,
  /** Null: nobody stands in. */
  substitute: named.nullable(),
  startsOn: z.string(),
  endsOn: z.string(),
  /** Null for those who may know that he is away and not why. */
  reason: z.enum(substitutionReasons).nullable(),
  note: z.string().nullable(),
  createdBy: named.nullable(),
  state: z.enum(['now', 'ahead', 'over', 'cancelled']),
  version,
  may: z.object({ edit: z.boolean() }),
})
export type Substitution = z.output<typeof substitution>

export const substitutionFields = z.object({
  absentId: id,
  substituteId: id.nullable(),
  startsOn: day,
  endsOn: day,
  reason: z.enum(substitutionReasons).default('leave'),
  note: line(500).nullable().optional(),
})

const people = {
  HANDOVER_TO_SELF: { status: 422 },
  HANDOVER_TO_GONE: { status: 422, data: z.object({ names: z.array(z.string()) }) },
  HANDOVER_NEEDS_LEADER: { status: 422, data: z.object({ names: z.array(z.string()) }) },
} as const
const dates = {
  SUBSTITUTION_DATES: { status: 400 },
  SUBSTITUTION_OVERLAPS: { status: 409, data: z.object({ startsOn: z.string(), endsOn: z.string() }) },
  SUBSTITUTE_AWAY: { status: 422, data: z.object({ name: z.string(), startsOn: z.string(), endsOn: z.string() }) },
} as const

export const handoverContract = {
  holdings: endpoint({
    method: 'GET',
    path: '/handovers/holdings/{personId}',
    summary:
      'What a person has: open deals, unpaid invoices, shares, clients, tasks, planned activities, leads, meetings, cases, goals, plan of the months to come',
    tag,
    input: z.object({ personId: id }),
    output: personState.extend({ may: z.object({ handOver: z.boolean(), substitute: z.boolean() }) }),
  }),
  leftBehind: endpoint({
    method: 'GET',
    path: '/handovers/left-behind',
    summary: 'What is still on people who are gone or may not sign in any more',
    tag,
    input: z.object({}),
    output: z.array(personState),
  }),
  preview: endpoint({
    method: 'POST',
    path: '/handovers/preview',
    summary: 'To whom each client and record would go; changes nothing',
    tag,
    input: handoverRule,
    output: z.object({
      total: count,
      staying: count,
      receivers: z.array(receiver),
      groups: z.array(group),
      /** There are more groups than are shown; all of them are counted. */
      more: count,
      plan: z.object({ months: count, minor: z.int() }),
    }),
    errors: people,
  }),
  handOver: endpoint({
    method: 'POST',
    path: '/handovers',
    summary: 'Hand over what a person has; a large one goes on in the background',
    tag,
    input: handoverRule,
    output: journalRow,
    errors: {
      ...people,
      HANDOVER_EMPTY: { status: 422 },
      HANDOVER_RUNNING: { status: 409 },
      PLAN_CELL_CHANGED: { status: 409 },
      PLAN_NOT_YOURS: { status: 403, data: z.object({ name: z.string() }) },
      PLAN_OUTSIDE_EMPLOYMENT: { status: 422, data: z.object({ name: z.string(), month: z.string() }) },
    },
  }),
  journal: endpoint({
    method: 'GET',
    path: '/handovers',
    summary: 'Hand-overs, newest first',
    tag,
    input: z.object({
      personId: id.optional(),
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: pageOf(journalRow),
  }),
  get: endpoint({
    method: 'GET',
    path: '/handovers/{id}',
    summary: 'One hand-over: how far it is, who got what, what stayed',
    tag,
    input: z.object({ id }),
    output: journalRow.extend({ receivers: z.array(z.object({ person: named, counts })) }),
  }),
  undo: endpoint({
    method: 'POST',
    path: '/handovers/{id}/undo',
    summary: 'Give back what nobody has changed since; the rest stays where it is',
    tag,
    input: z.object({ id }),
    output: journalRow,
    errors: {
      HANDOVER_RUNNING: { status: 409 },
      HANDOVER_UNDONE: { status: 409 },
      PLAN_CELL_CHANGED: { status: 409 },
    },
  }),

  substitutions: endpoint({
    method: 'GET',
    path: '/substitutions',
    summary: 'Who is away and who stands in for him; those of today and to come first',
    tag,
    input: z.object({ personId: id.optional(), over: flag.optional() }),
    output: z.array(substitution),
  }),
  addSubstitution: endpoint({
    method: 'POST',
    path: '/substitutions',
    summary: 'Write down an absence; the substitute sees and works the records of the absent one in those days',
    tag,
    input: substitutionFields,
    output: substitution,
    errors: { ...people, ...dates },
  }),
  editSubstitution: endpoint({
    method: 'PATCH',
    path: '/substitutions/{id}',
    summary: 'Change dates, substitute or reason',
    tag,
    input: substitutionFields.omit({ absentId: true }).partial().extend({ id, version }),
    output: substitution,
    errors: { ...people, ...dates, SUBSTITUTION_CHANGED: { status: 409 } },
  }),
  cancelSubstitution: endpoint({
    method: 'POST',
    path: '/substitutions/{id}/cancel',
    summary: 'The absence is called off or ends today',
    tag,
    input: z.object({ id }),
    output: done,
  }),
}
