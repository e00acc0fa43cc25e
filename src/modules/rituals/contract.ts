import { z } from 'zod'
import { day, done, endpoint, id, instant, line } from '#core/http/contract.ts'

export const ritualKinds = ['daily', 'pipeline', 'oneToOne', 'listening', 'month', 'quarter'] as const
export type RitualKind = (typeof ritualKinds)[number]
export const blockKinds = [
  'questions',
  'yesterday',
  'pace',
  'hot',
  'stuck',
  'norms',
  'promises',
  'cases',
  'absent',
  'calls',
  'results',
  'goals',
  'notes',
] as const
export const ritualStates = ['due', 'planned', 'running', 'held', 'missed', 'cancelled'] as const

/** An id, or for a meeting that nobody has touched yet its template, its day and for a one-to-one the person: 'template.day.person'. */
export const ritualKey = z.string().regex(/^[0-9a-f-]{36}(\.\d{4}-\d{2}-\d{2}(\.[0-9a-f-]{36})?)?$/)

const named = z.object({ id, name: z.string() })
const count = z.int().min(0)
const version = z.int().min(0)
const minutes = z.int().min(1).max(240)
const block = z.object({ kind: z.enum(blockKinds), minutes })
export type Block = z.output<typeof block>

export const ritualLine = z.object({
  key: z.string(),
  templateId: id.nullable(),
  kind: z.enum(ritualKinds),
  name: z.string(),
  leader: named,
  person: named.nullable(),
  day: z.string(),
  startsAt: instant,
  minutes: count,
  state: z.enum(ritualStates),
  /** Promises of last time that are open. */
  promises: count,
  path: z.string(),
})
export type RitualLine = z.output<typeof ritualLine>

const unit = z.enum(['money', 'count', 'share', 'minutes'])
const value = z.object({ code: z.string(), value: z.number().nullable(), unit })
const filled = z.object({
  kind: z.enum(blockKinds),
  minutes,
  figures: z.array(value),
  rows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      detail: z.string().nullable(),
      tone: z.enum(['good', 'bad']).nullable(),
      path: z.string().nullable(),
      values: z.array(value),
    }),
  ),
})
export type FilledBlock = z.output<typeof filled>

const decision = z.object({
  id,
  text: z.string(),
  owner: named.nullable(),
  dueOn: z.string().nullable(),
  taskId: id.nullable(),
  taskState: z.enum(['open', 'done', 'declined']).nullable(),
})

export const ritual = ritualLine.extend({
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  participants: z.array(named.extend({ absent: z.boolean(), away: z.boolean() })),
  blocks: z.array(filled),
  notes: z.record(z.string(), z.string()),
  decisions: z.array(decision),
  cancelReason: z.string().nullable(),
  /** Of the same template, and of a one-to-one with the same person: the last one held before, and the next day that it is due. */
  previous: z.object({ key: z.string(), day: z.string() }).nullable(),
  next: z.object({ key: z.string(), day: z.string() }).nullable(),
  /** 0…1, of a held one: began in time, all blocks noted, decisions with owner and day. */
  quality: z.number().nullable(),
  /** 0: nobody has touched it yet. */
  version,
  may: z.object({ lead: z.boolean() }),
})
export type Ritual = z.output<typeof ritual>

const templateFields = z.object({
  kind: z.enum(ritualKinds),
  name: line(120).pipe(z.string().min(1)),
  leaderId: id,
  eachPerson: z.boolean(),
  participantIds: z.array(id).max(100),
  every: z.enum(['day', 'week', 'month', 'quarter']),
  weekDays: z.array(z.int().min(1).max(7)).max(7),
  nth: z.int().min(-10).max(10),
  startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  blocks: z.array(block).min(1).max(20),
  startsOn: day,
})
const template = templateFields.omit({ leaderId: true, participantIds: true }).extend({
  id,
  leader: named,
  participants: z.array(named),
  startsOn: z.string(),
  next: z.string().nullable(),
  /** How many times in a row, up to the last one. */
  streak: count,
  /** Of the last 60 days. */
  due: count,
  held: count,
  quality: z.number().nullable(),
  isArchived: z.boolean(),
  version: z.int().min(1),
  may: z.object({ edit: z.boolean() }),
})
export type Template = z.output<typeof template>

const changed = { RITUAL_CHANGED: { status: 409, data: z.object({ version }) } } as const
const missing = { REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) } } as const
const over = { RITUAL_OVER: { status: 409 } } as const
const tag = 'Rituals'
const key = z.object({ key: ritualKey })

export const ritualsContract = {
  list: endpoint({
    method: 'GET',
    path: '/rituals',
    summary: 'Meetings of these days: due, held, missed; at most 62 days',
    tag,
    input: z.object({ from: day.optional(), to: day.optional() }),
    output: z.object({
      today: z.string(),
      from: z.string(),
      to: z.string(),
      rows: z.array(ritualLine),
      /** On a day off: the last meeting that was held and the next one to come. */
      dayOff: z.object({ last: ritualLine.nullable(), next: ritualLine.nullable() }).nullable(),
    }),
    errors: { RITUAL_DAYS: { status: 400 } },
  }),
  templates: endpoint({
    method: 'GET',
    path: '/ritual-templates',
    summary: 'What comes back when, how often it was held in a row, and how well',
    tag,
    input: z.object({}),
    output: z.object({ rows: z.array(template), leaders: z.array(named), may: z.object({ add: z.boolean() }) }),
  }),
  addTemplate: endpoint({
    method: 'POST',
    path: '/ritual-templates',
    summary: 'Add a ritual; what is left out is as usual for its kind',
    tag,
    input: templateFields.partial().required({ kind: true }),
    output: template,
    errors: { ...missing, RITUAL_SCHEDULE: { status: 400 } },
  }),
  editTemplate: endpoint({
    method: 'PATCH',
    path: '/ritual-templates/{id}',
    summary: 'Change schedule, participants, blocks; put it away',
    tag,
    input: templateFields
      .omit({ kind: true })
      .partial()
      .extend({ id, version: z.int().min(1), isArchived: z.boolean().optional() }),
    output: template,
    errors: { ...missing, RITUAL_SCHEDULE: { status: 400 }, RITUAL_TEMPLATE_CHANGED: { status: 409 } },
  }),
  get: endpoint({
    method: 'GET',
    path: '/rituals/{key}',
    summary: 'One meeting with its blocks filled; it needs no preparation',
    tag,
    input: key,
    output: ritual,
  }),
  start: endpoint({
    method: 'POST',
    path: '/rituals/{key}/start',
    summary: 'Begin it: the clock runs',
    tag,
    input: key,
    output: ritual,
    errors: over,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/rituals/{key}',
    summary: 'Write notes, say who is absent; `version` is the one you have read',
    tag,
    input: key.extend({
      version,
      /** Block → text; blocks that are not named stay as they are. */
      notes: z.record(z.string().max(40), z.string().max(10_000)).optional(),
      absentIds: z.array(id).max(100).optional(),
    }),
    output: ritual,
    errors: { ...changed, ...over },
  }),
  decide: endpoint({
    method: 'POST',
    path: '/rituals/{key}/decisions',
    summary: 'Write down a decision; with an owner and a day it becomes a task',
    tag,
    input: key.extend({
      text: line(500).pipe(z.string().min(1)),
      ownerId: id.nullable().optional(),
      dueOn: day.nullable().optional(),
    }),
    output: ritual,
    errors: {
      DECISION_INCOMPLETE: { status: 400 },
      DECISION_PAST: { status: 400 },
      ...missing,
    },
  }),
  dropDecision: endpoint({
    method: 'DELETE',
    path: '/rituals/{key}/decisions/{id}',
    summary: 'Take a decision back; its task stays',
    tag,
    input: key.extend({ id }),
    output: ritual,
    errors: over,
  }),
  end: endpoint({
    method: 'POST',
    path: '/rituals/{key}/end',
    summary: 'End it: the figures of its blocks are kept as they are now',
    tag,
    input: key,
    output: ritual,
    errors: over,
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/rituals/{key}/cancel',
    summary: 'Call it off, with a reason',
    tag,
    input: key.extend({ reason: line(300) }),
    output: ritual,
    errors: { ...over, RITUAL_REASON_REQUIRED: { status: 400 } },
  }),
  protocol: endpoint({
    method: 'GET',
    path: '/rituals/{key}/protocol.pdf',
    summary: 'The protocol of a held meeting as a PDF for A4',
    tag,
    input: key,
    output: z.file().mime('application/pdf'),
    errors: { RITUAL_NOT_HELD: { status: 409 } },
  }),
  send: endpoint({
    method: 'POST',
    path: '/rituals/{key}/send',
    summary: 'Send the protocol to those who take part, the way each has chosen',
    tag,
    input: key,
    output: done,
    errors: { RITUAL_NOT_HELD: { status: 409 } },
  }),
}
