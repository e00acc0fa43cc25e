import { z } from 'zod'
import { day, done, endpoint, id, instant, line, listOf, periodKey } from '#core/http/contract.ts'

const tag = 'Стратегия и цели'

export const levels = ['company', 'department', 'team', 'person'] as const
export type GoalLevel = (typeof levels)[number]
export const level = z.enum(levels)
export const states = ['open', 'reached', 'missed', 'dropped'] as const
export const state = z.enum(states)

const version = z.int().min(1)
const orNull = z.number().nullable()
const amount = z.number().min(-1e15).max(1e15)
const unit = z.enum(['money', 'count', 'share', 'days', 'minutes', 'moneyPerDay', 'ratio'])
const direction = z.enum(['up', 'down', 'band'])
const confidence = z.int().min(1).max(10)

const checkin = z.object({
  id,
  at: instant,
  authorName: z.string().nullable(),
  value: orNull,
  progress: orNull,
  confidence,
  comment: z.string().nullable(),
})

const goal = z.object({
  id,
  parentId: id.nullable(),
  level,
  /** Company, department, head or person: whose goal it is. */
  subjectName: z.string(),
  departmentId: id.nullable(),
  ownerId: id.nullable(),
  title: z.string(),
  reason: z.string().nullable(),
  metric: z.string(),
  unit,
  direction,
  period: z.string(),
  startsOn: day,
  endsOn: day,
  startValue: orNull,
  target: z.number(),
  weight: z.number(),
  responsibleId: id,
  responsibleName: z.string().nullable(),
  /** Works here no more: somebody else must answer for an open goal. */
  responsibleLeft: z.boolean(),
  state,
  version,
  /** Of the metric now; null: no base, or the reader does not see all of it. */
  value: orNull,
  /** 0…, 1 is the target. */
  progress: orNull,
  /** Which part of the period's working days is over: where an even pace would be. Null where pace says nothing. */
  expected: orNull,
  /** Weighted mean of the goals right below, each at most 1; null without any. */
  belowProgress: orNull,
  belowCount: z.int(),
  /** False: the reader sees a part of the subject only; the last check-in says what was known. */
  isWhole: z.boolean(),
  lastCheckin: checkin.nullable(),
  tasks: z.object({ open: z.int(), done: z.int(), overdue: z.int() }),
  may: z.object({ edit: z.boolean(), checkIn: z.boolean() }),
})
export type Goal = z.output<typeof goal>

const fields = {
  parentId: id.nullable().default(null),
  level,
  departmentId: id.nullable().default(null),
  ownerId: id.nullable().default(null),
  title: line(300),
  reason: line(1000).nullable().default(null),
  /** A key of the registry of metrics. Without one it is a wish and no goal: it is refused with a hint. */
  metric: z.string().max(100).nullable().default(null),
  period: periodKey,
  startValue: amount.nullable().default(null),
  target: amount.nullable().default(null),
  weight: z.number().min(0.01).max(100).default(1),
  responsibleId: id,
}

const goalErrors = {
  GOAL_NEEDS_METRIC: { status: 422 },
  GOAL_NEEDS_TARGET: { status: 422 },
  GOAL_TARGET_IS_START: { status: 422 },
  GOAL_METRIC_UNKNOWN: { status: 422, data: z.object({ metric: z.string() }) },
  GOAL_SUBJECT: { status: 422 },
  GOAL_NOT_YOURS: { status: 403, data: z.object({ level }) },
  GOAL_PARENT_GONE: { status: 422 },
  GOAL_ABOVE_PARENT: { status: 422, data: z.object({ level, parent: level }) },
  GOAL_CIRCLE: { status: 422, data: z.object({ title: z.string() }) },
} as const
const changed = { GOAL_CHANGED: { status: 409, data: z.object({ version: z.int(), title: z.string() }) } } as const

const named = z.object({ id, name: z.string() })
const taskLine = z.object({
  id,
  title: z.string(),
  ownerName: z.string().nullable(),
  dueOn: day,
  state: z.enum(['open', 'done', 'declined']),
  result: z.string().nullable(),
})

const words = (most: number) => line(most).pipe(z.string().min(1))
export const strategyBody = z.object({
  summary: line(2000).default(''),
  segments: z
    .array(z.object({ name: words(200), why: line(500).default(''), offer: line(500).default('') }))
    .max(20)
    .default([]),
  methods: z.array(words(500)).max(30).default([]),
  tools: z.array(words(500)).max(30).default([]),
  risks: z
    .array(
      z.object({
        risk: words(500),
        answer: line(500).default(''),
        weight: z.enum(['low', 'middle', 'high']).default('middle'),
      }),
    )
    .max(30)
    .default([]),
})
export type StrategyBody = z.output<typeof strategyBody>

const strategyVersion = z.object({
  version,
  body: strategyBody,
  reason: z.string(),
  authorName: z.string().nullable(),
  at: instant,
})

export const goalsContract = {
  list: endpoint({
    method: 'GET',
    path: '/goals',
    summary: 'The tree of goals that touch a period, with progress from their metrics',
    tag,
    input: z.object({ period: periodKey, states: listOf(state).default(['open', 'reached', 'missed']) }),
    output: z.object({ goals: z.array(goal), may: z.object({ levels: z.array(level) }) }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/goals/{id}',
    summary: 'A goal with its check-ins and tasks',
    tag,
    input: z.object({ id }),
    output: z.object({
      goal,
      checkins: z.array(checkin),
      tasks: z.array(taskLine),
      parentTitle: z.string().nullable(),
    }),
  }),
  choices: endpoint({
    method: 'GET',
    path: '/goals/choices',
    summary: 'What a goal can be made of: metrics, levels, departments, people',
    tag,
    input: z.object({}),
    output: z.object({
      metrics: z.array(z.object({ key: z.string(), unit, direction })),
      levels: z.array(level),
      departments: z.array(named),
      heads: z.array(named),
      people: z.array(named),
      /** Who may answer for a goal. */
      responsible: z.array(named),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/goals',
    summary: 'Set a goal',
    tag,
    input: z.object(fields),
    output: z.object({ id }),
    errors: goalErrors,
  }),
  edit: endpoint({
    method: 'PUT',
    path: '/goals/{id}',
    summary: 'Change a goal',
    tag,
    input: z.object({ id, version, ...fields }),
    output: z.object({ id, version }),
    errors: { ...goalErrors, ...changed },
  }),
  close: endpoint({
    method: 'POST',
    path: '/goals/{id}/state',
    summary: 'Close a goal as reached, missed or dropped, or open it again',
    tag,
    input: z.object({ id, version, state, note: line(1000).nullable().default(null) }),
    output: z.object({ id, version }),
    errors: { ...changed, GOAL_NOT_YOURS: goalErrors.GOAL_NOT_YOURS },
  }),
  checkIn: endpoint({
    method: 'POST',
    path: '/goals/{id}/check-ins',
    summary: 'Say how sure one is of a goal; the figure of the moment is kept with it',
    tag,
    input: z.object({ id, confidence, comment: line(1000).nullable().default(null) }),
    output: done,
    errors: { GOAL_NOT_YOURS: goalErrors.GOAL_NOT_YOURS },
  }),
  addTask: endpoint({
    method: 'POST',
    path: '/goals/{id}/tasks',
    summary: 'Give somebody a task under a goal; without a result and a date it is refused with a hint',
    tag,
    input: z.object({
      id,
      title: words(500),
      ownerId: id,
      dueOn: day.nullable().default(null),
      /** What will be there when it is done. */
      result: line(500).nullable().default(null),
    }),
    output: z.object({ taskId: id }),
    errors: {
      GOAL_TASK_VAGUE: { status: 422, data: z.object({ missing: z.array(z.enum(['result', 'date'])) }) },
      GOAL_NOT_YOURS: goalErrors.GOAL_NOT_YOURS,
      REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
    },
  }),
  strategy: endpoint({
    method: 'GET',
    path: '/strategy',
    summary: 'The strategy: its latest or a named version, and who wrote which',
    tag,
    input: z.object({ version: z.coerce.number().pipe(version).optional() }),
    output: z.object({
      current: strategyVersion.nullable(),
      versions: z.array(strategyVersion.omit({ body: true })),
      may: z.object({ write: z.boolean() }),
    }),
  }),
  writeStrategy: endpoint({
    method: 'POST',
    path: '/strategy',
    summary: 'Write the next version of the strategy, with the reason',
    tag,
    input: z.object({
      body: strategyBody,
      reason: words(500),
      /** The version that was read; 0: none. */ baseVersion: z.int().min(0),
    }),
    output: z.object({ version }),
    errors: { STRATEGY_CHANGED: { status: 409, data: z.object({ version: z.int(), author: z.string().nullable() }) } },
  }),
}
