import { z } from 'zod'
import { day, endpoint, flag, id, instant, line, listOf, pageOf, periodKey } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'

export const caseMetrics = ['pace', 'stage', 'norm', 'hygiene'] as const
export type CaseMetric = (typeof caseMetrics)[number]
export const caseLevels = ['company', 'department', 'person'] as const
export type CaseLevel = (typeof caseLevels)[number]
export const verdicts = ['helped', 'didNotHelp', 'cannotTell', 'planChanged'] as const
export type Verdict = (typeof verdicts)[number]
export const caseStates = ['open', 'acting', 'closed'] as const
export type CaseState = (typeof caseStates)[number]
/** What an effect is measured on; `next`: entries into the next stage of those who entered this one. */
export const targets = ['sales', 'won', 'created', 'call', 'meeting', 'next'] as const
export type Target = (typeof targets)[number]

/**
 * What can have made a gap. `plan`: the plan asks for more than is usual here; `seller`: one of the people; `rest`: returns, corrections and
 * what no driver explains.
 */
export const drivers = [
  'headcount',
  'activity',
  'entrants',
  'stage',
  'timing',
  'win',
  'check',
  'plan',
  'seller',
  'reason',
  'rest',
] as const
export type Driver = (typeof drivers)[number]

const money = z.int()
const named = z.object({ id, name: z.string() })
const version = z.int().min(1)
const words = (most: number) => z.string().trim().max(most)

export const part = z.object({
  /** Stable within a case: 'stage|<pipeline>|<stage>'. */
  key: z.string(),
  driver: z.enum(drivers),
  pipelineId: id.nullable(),
  /** The stage that deals came to; of `seller` the person, of `reason` nothing. */
  stageId: id.nullable(),
  personId: id.nullable(),
  /** Name of the stage, the pipeline, the person or the rule of hygiene; null where the driver says it all. */
  name: z.string().nullable(),
  partMinor: money,
  /** Level that was to be expected and the one that was, in the unit. */
  before: z.number().nullable(),
  after: z.number().nullable(),
  unit: z.enum(['money', 'share', 'count', 'perDay', 'ratio']),
  /** Cases behind `after`. */
  n: z.int().nullable(),
  /** How far `after` lies from `before`, in standard deviations of chance; null: it cannot be said. */
  z: z.number().nullable(),
})
export type Part = z.output<typeof part>

/** How sure it is that a driver has changed: beyond chance, perhaps, or within chance. */
export const sureness = z.enum(['sure', 'maybe', 'chance', 'unknown'])

export const split = z.object({
  /** The span whose levels are called usual; null: there is no past to compare with. */
  usual: z.object({ from: day, to: day }).nullable(),
  span: z.object({ from: day, to: day }),
  parts: z.array(part),
  /** By person, where the case is about more than one; sums to the gap with what no person has. */
  people: z.array(z.object({ personId: id, name: z.string(), deviationMinor: money })),
})
export type Split = z.output<typeof split>

export const effect = z.object({
  target: z.enum(targets),
  from: day,
  to: day,
  /** Per working day; of `next` a ratio. */
  usual: z.number(),
  before: z.number(),
  after: z.number(),
  expected: z.number(),
  effect: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  peers: z.int(),
  placebos: z.int(),
  verdict: z.enum(verdicts),
})
export type StoredEffect = z.output<typeof effect>

const action = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  doer: named,
  dueOn: day,
  startedOn: day.nullable(),
  reviewOn: day,
  expectedMinor: money.nullable(),
  target: z.enum(targets),
  taskId: id.nullable(),
  state: z.enum(['planned', 'done', 'cancelled']),
  effect: effect.nullable(),
  verdict: z.enum(verdicts).nullable(),
  checkedOn: day.nullable(),
})

const row = z.object({
  id,
  metric: z.enum(caseMetrics),
  level: z.enum(caseLevels),
  subjectId: id,
  subjectName: z.string(),
  owner: named,
  stageName: z.string().nullable(),
  activity: z.enum(['call', 'meeting']).nullable(),
  period: z.string(),
  openedOn: day,
  /** Null: the rule. */
  openedBy: named.nullable(),
  gapMinor: money,
  expected: z.number(),
  actual: z.number(),
  state: z.enum(caseStates),
  reviewOn: day.nullable(),
  /** The review is due. */
  isDue: z.boolean(),
  verdict: z.enum(verdicts).nullable(),
  /** The newest action that is not cancelled, and how many there are. */
  action: z.string().nullable(),
  actions: z.int(),
  comments: z.int(),
})
export type CaseRow = z.output<typeof row>

const cause = z.object({ driver: z.enum(drivers), key: z.string(), sure: sureness, partMinor: money })

const libraryEntry = z.object({
  kind: z.string(),
  /** Null: a built-in one, whose name stands in the texts. */
  title: z.string().nullable(),
  target: z.enum(targets),
  drivers: z.array(z.enum(drivers)),
  /** Its past here: checked actions, those judged either way, those that helped, and the median effect as a share of what was expected. */
  n: z.int(),
  judged: z.int(),
  helped: z.int(),
  medianShare: z.number().nullable(),
})
export type LibraryEntry = z.output<typeof libraryEntry>

const logEntry = z.object({
  id,
  at: instant,
  author: named.nullable(),
  kind: z.enum([
    'opened',
    'comment',
    'cause',
    'action',
    'actionDone',
    'actionCancelled',
    'checked',
    'closed',
    'reopened',
  ]),
  body: z.string().nullable(),
})

const detail = row.extend({
  pipelineId: id.nullable(),
  stageId: id.nullable(),
  planMinor: money.nullable(),
  /** What the plan of the period is now; differs when it was changed after the opening. */
  planNowMinor: money.nullable(),
  n: z.int().nullable(),
  split,
  /** Drivers that made it worse, the best founded first. */
  causes: z.array(cause),
  cause: z.string().nullable(),
  causeNote: z.string().nullable(),
  verdictNote: z.string().nullable(),
  closedAt: instant.nullable(),
  closedBy: named.nullable(),
  actionList: z.array(action),
  log: z.array(logEntry),
  version,
  may: z.object({ comment: z.boolean(), act: z.boolean(), close: z.boolean(), reopen: z.boolean() }),
})
export type CaseDetail = z.output<typeof detail>

const rule = z.object({
  code: z.enum(caseMetrics),
  enabled: z.boolean(),
  threshold: z.number().min(0).max(1),
  leastMinor: z.int().min(0),
})
export type Rule = z.output<typeof rule>

const tag = 'Отклонения'
const changed = { CASE_CHANGED: { status: 409 } } as const
const closed = { CASE_CLOSED: { status: 409 } } as const
const withId = z.object({ id })
const command = { id, version }

export const casesContract = {
  list: endpoint({
    method: 'GET',
    path: '/cases',
    summary: 'Deviations, the newest first',
    tag,
    input: z.object({
      states: listOf(z.enum(caseStates)).optional(),
      metrics: listOf(z.enum(caseMetrics)).optional(),
      verdicts: listOf(z.enum(verdicts)).optional(),
      ownerIds: listOf(id).optional(),
      /** Opened within it. */
      period: periodKey.optional(),
      /** Only those whose review is due. */
      due: flag.optional(),
      cursor: cursor(z.tuple([instant, id])).optional(),
      limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
    }),
    output: pageOf(row),
  }),
  counts: endpoint({
    method: 'GET',
    path: '/cases/counts',
    summary: 'How many deviations are open, acted on, due for review and closed, and the money in them',
    tag,
    input: z.object({}),
    output: z.object({
      open: z.int(),
      acting: z.int(),
      due: z.int(),
      closed: z.int(),
      gapMinor: money,
      /** Of the closed ones, by verdict. */
      verdicts: z.array(z.object({ verdict: z.enum(verdicts), n: z.int() })),
    }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/cases/{id}',
    summary: 'One deviation: its gap by driver, causes, actions with their effects, and what was said',
    tag,
    input: withId,
    output: detail,
  }),
  open: endpoint({
    method: 'POST',
    path: '/cases',
    summary: 'Open a deviation by hand; the gap and its drivers are computed and kept',
    tag,
    input: z.object({
      metric: z.enum(caseMetrics),
      level: z.enum(caseLevels),
      subjectId: id,
      period: periodKey,
      /** Of a stage. */
      pipelineId: id.optional(),
      stageId: id.optional(),
      /** Of a norm. */
      activity: z.enum(['call', 'meeting']).optional(),
    }),
    output: z.object({ id }),
    errors: {
      CASE_EXISTS: { status: 409, data: z.object({ id }) },
      CASE_NO_DATA: { status: 409, data: z.object({ what: z.string() }) },
      CASE_NO_GAP: { status: 409 },
      CASE_NO_OWNER: { status: 409 },
    },
  }),
  scan: endpoint({
    method: 'POST',
    path: '/cases/scan',
    summary: 'Look for deviations by the rules now; gives how many cases were opened',
    tag,
    input: z.object({}),
    output: z.object({ opened: z.int(), known: z.int() }),
  }),
  comment: endpoint({
    method: 'POST',
    path: '/cases/{id}/comments',
    summary: 'Say something about a deviation; the other side is told at once',
    tag,
    input: z.object({ id, text: words(5000).min(1) }),
    output: detail,
  }),
  setCause: endpoint({
    method: 'POST',
    path: '/cases/{id}/cause',
    summary: 'Name the cause: a driver, and words',
    tag,
    input: z.object({ ...command, cause: z.string().max(200).nullable(), note: words(2000).nullable() }),
    output: detail,
    errors: { ...changed, ...closed },
  }),
  act: endpoint({
    method: 'POST',
    path: '/cases/{id}/actions',
    summary: 'Decide on an action: who does what by when, what is expected of it, and when its effect is checked',
    tag,
    input: z.object({
      ...command,
      /** Of the library; 'own' with a title of one’s own. */
      kind: z.string().min(1).max(60),
      title: line(200).pipe(z.string().min(1)),
      target: z.enum(targets),
      doerId: id,
      dueOn: day,
      expectedMinor: z.int().min(0).nullable(),
      /** Working days after `dueOn`. */
      reviewAfterDays: z.int().min(5).max(120).default(20),
      makeTask: z.boolean().default(true),
    }),
    output: detail,
    errors: {
      ...changed,
      ...closed,
      CASE_DATE_PAST: { status: 400 },
      CASE_DOER_UNKNOWN: { status: 400 },
      CASE_TARGET_UNFIT: { status: 400 },
    },
  }),
  endAction: endpoint({
    method: 'POST',
    path: '/cases/{id}/actions/{actionId}',
    summary: 'An action is done (its effect counts from today) or called off',
    tag,
    input: z.object({ ...command, actionId: id, state: z.enum(['done', 'cancelled']) }),
    output: detail,
    errors: { ...changed, ...closed },
  }),
  check: endpoint({
    method: 'POST',
    path: '/cases/{id}/check',
    summary: 'Measure what the actions have done so far: against the own past and against those who had no such action',
    tag,
    input: withId,
    output: detail,
    errors: {
      ...closed,
      CASE_NO_ACTION: { status: 409 },
      CASE_TOO_EARLY: { status: 409, data: z.object({ on: day }) },
    },
  }),
  close: endpoint({
    method: 'POST',
    path: '/cases/{id}/close',
    summary: 'Close a deviation with its verdict; a verdict other than the measured one says why',
    tag,
    input: z.object({ ...command, verdict: z.enum(verdicts), note: words(2000).nullable().default(null) }),
    output: detail,
    errors: { ...changed, ...closed, CASE_NOTE_NEEDED: { status: 400 } },
  }),
  reopen: endpoint({
    method: 'POST',
    path: '/cases/{id}/reopen',
    summary: 'Take a closed deviation up again, with a reason',
    tag,
    input: z.object({ ...command, reason: words(2000).min(1) }),
    output: detail,
    errors: { ...changed, CASE_OPEN: { status: 409 }, CASE_EXISTS: { status: 409, data: z.object({ id }) } },
  }),
  library: endpoint({
    method: 'GET',
    path: '/cases/library',
    summary: 'Corrective actions with what they have done here',
    tag,
    input: z.object({}),
    output: z.object({ rows: z.array(libraryEntry) }),
  }),
  addToLibrary: endpoint({
    method: 'POST',
    path: '/cases/library',
    summary: 'Put an action of the company’s own into the library',
    tag,
    input: z.object({
      title: line(200).pipe(z.string().min(1)),
      target: z.enum(targets),
      drivers: z.array(z.enum(drivers)).max(drivers.length),
    }),
    output: libraryEntry,
    errors: { CASE_ACTION_KNOWN: { status: 409 } },
  }),
  rules: endpoint({
    method: 'GET',
    path: '/cases/rules',
    summary: 'When a deviation opens a case by itself',
    tag,
    input: z.object({}),
    output: z.object({ rules: z.array(rule), may: z.object({ edit: z.boolean() }) }),
  }),
  editRule: endpoint({
    method: 'PUT',
    path: '/cases/rules/{code}',
    summary: 'Change a rule: on or off, by how much it must be behind, the least money at stake',
    tag,
    input: rule,
    output: z.object({ rules: z.array(rule), may: z.object({ edit: z.boolean() }) }),
  }),
}
