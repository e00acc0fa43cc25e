/** What a deviation, its parts, actions and effects look like. */
import { z } from 'zod'
import { day, id, instant } from '#core/http/contract.ts'

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

export const row = z.object({
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

export const libraryEntry = z.object({
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
    'handedOver',
  ]),
  body: z.string().nullable(),
})

export const detail = row.extend({
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
  version: z.int().min(1),
  may: z.object({ comment: z.boolean(), act: z.boolean(), close: z.boolean(), reopen: z.boolean() }),
})
export type CaseDetail = z.output<typeof detail>

export const rule = z.object({
  code: z.enum(caseMetrics),
  enabled: z.boolean(),
  threshold: z.number().min(0).max(1),
  leastMinor: z.int().min(0),
})
export type Rule = z.output<typeof rule>
