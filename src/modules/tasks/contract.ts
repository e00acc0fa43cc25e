import { z } from 'zod'
import { day, done, endpoint, id, instant, line, listOf, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { filterTree, listErrors, listPlace, listSort } from '#modules/lists/contract.ts'
import { taskSorts } from './calc/list-fields.ts'
import { horizons, priorities, repeats, taskStates, taskViews } from './contract/shapes.ts'

export {
  type Horizon,
  horizons,
  type Priority,
  priorities,
  type Repeat,
  repeats,
  type TaskState,
  type TaskView,
  taskViews,
} from './contract/shapes.ts'

const named = z.object({ id, name: z.string() })
const version = z.int().min(1)
const count = z.int().min(0)
const title = line(500).pipe(z.string().min(1))
const words = (most: number) => z.string().trim().max(most)
/** Why it is put off or refused: a word at least. */
const reason = line(1000).pipe(z.string().min(1))
const result = words(5000).min(1)
/** Hours and minutes on the company's clock: '15:30'. */
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const point = z.object({ id: line(40).pipe(z.string().min(1)), text: title, done: z.boolean() })
export type Point = z.output<typeof point>

export const task = z.object({
  id,
  title: z.string(),
  note: z.string().nullable(),
  owner: named,
  author: named.nullable(),
  /** The day by which it is to be done. */
  dueOn: z.string(),
  /** The moment; for a task without an hour the last second of that day. */
  dueAt: instant,
  hasTime: z.boolean(),
  priority: z.enum(priorities),
  horizon: z.enum(horizons),
  checklist: z.array(point),
  repeat: z.enum(repeats).nullable(),
  deal: named.nullable(),
  company: named.nullable(),
  contact: named.nullable(),
  /** The colleague whom it is about. */
  person: named.nullable(),
  state: z.enum(taskStates),
  /** Of a done task what came of it, of a declined one why. */
  result: z.string().nullable(),
  closedAt: instant.nullable(),
  closedBy: named.nullable(),
  createdAt: instant,
  updatedAt: instant,
  /** How often the date was put off, and how often it was refused. */
  shifts: count,
  refusals: count,
  version,
  /** What the reader may do with it. */
  may: z.object({
    edit: z.boolean(),
    close: z.boolean(),
    decline: z.boolean(),
    reopen: z.boolean(),
    trash: z.boolean(),
  }),
})
export type Task = z.output<typeof task>

const taskFields = z.object({
  title,
  note: words(10_000).nullable(),
  ownerId: id,
  dueOn: day,
  /** Null: by the end of the day. */
  dueTime: time.nullable(),
  priority: z.enum(priorities),
  horizon: z.enum(horizons),
  checklist: z.array(point).max(50),
  repeat: z.enum(repeats).nullable(),
  dealId: id.nullable(),
  companyId: id.nullable(),
  contactId: id.nullable(),
  personId: id.nullable(),
})

/** The actor's own for today, unless said otherwise. */
export const newTask = taskFields.partial().required({ title: true })
export const taskChanges = taskFields.partial()
/** What many tasks are given at once. */
export const manyChanges = taskFields
  .pick({ ownerId: true, dueOn: true, dueTime: true, priority: true, horizon: true })
  .partial()
export type ManyChanges = z.output<typeof manyChanges>
export const MOST_AT_ONCE = 200
/** Why a task was left as it is. */
export const leftReasons = ['CLOSED', 'CHANGED', 'FORBIDDEN', 'OWNER_GONE', 'REASON_REQUIRED'] as const
export type LeftReason = (typeof leftReasons)[number]
/** Made together with the closing of another: it has the same deal and client. */
export const nextStep = taskFields.pick({ title: true, dueOn: true }).extend({ dueTime: time.nullable().optional() })

/** Whose: absent means the reader's own (in `team` everybody's below him). */
const listFilter = {
  view: z.enum(taskViews).default('today'),
  ownerIds: listOf(id).optional(),
  horizons: listOf(z.enum(horizons)).optional(),
  text: line(200).optional(),
  /** Conditions put together with «and» and «or», by the fields of calc/list-fields.ts. */
  where: filterTree.optional(),
}
/** The most urgent first, of closed ones the newest, unless said otherwise. */
const sort = listSort(taskSorts).optional()
/** What a file of tasks is asked for by. */
export const taskQuestion = z.object({ ...listFilter, sort })
export type TaskQuestion = z.output<typeof taskQuestion>

const missing = { REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) } } as const
const changed = {
  /** Somebody else changed the task since the version that was read; `current` is what it is now. */
  TASK_CHANGED: { status: 409, data: z.object({ current: task }) },
} as const
const closed = { TASK_CLOSED: { status: 409 } } as const

const tag = 'Tasks'

export const tasksContract = {
  list: endpoint({
    method: 'GET',
    path: '/tasks',
    summary: 'Tasks of one view, one page: the most urgent first, done ones newest first, unless an order is asked for',
    tag,
    input: z.object({
      ...listFilter,
      sort,
      cursor: cursor(listPlace).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    output: pageOf(task),
    errors: listErrors,
  }),
  counts: endpoint({
    method: 'GET',
    path: '/tasks/counts',
    summary: 'How many tasks each view has',
    tag,
    input: z.object({ ownerIds: listOf(id).optional() }),
    output: z.object({ today: count, overdue: count, week: count, later: count, team: count, given: count }),
  }),
  about: endpoint({
    method: 'GET',
    path: '/tasks/about',
    summary: 'Tasks of a deal, a company, a contact or a person: open ones by date, then the latest done',
    tag,
    input: z.object({
      dealId: id.optional(),
      companyId: id.optional(),
      contactId: id.optional(),
      /** Whose they are or whom they are about. */
      personId: id.optional(),
    }),
    output: z.object({ rows: z.array(task), hasMore: z.boolean() }),
  }),
  nextSteps: endpoint({
    method: 'GET',
    path: '/tasks/next-steps',
    summary: 'The next step of each of these deals: the earliest of its open tasks and planned activities',
    tag,
    input: z.object({ dealIds: listOf(id).pipe(z.array(id).max(500)) }),
    output: z.object({
      rows: z.array(
        z.object({
          dealId: id,
          /** `hidden`: a colleague has it and the reader does not see it; then only its date is told. */
          kind: z.enum(['task', 'activity', 'hidden']),
          /** Of the task or the activity. */
          recordId: id.nullable(),
          title: z.string(),
          /** call, meeting …; null for a task. */
          activityKind: z.string().nullable(),
          owner: named.nullable(),
          dueAt: instant,
          /** Of a task without an hour false. */
          hasTime: z.boolean(),
        }),
      ),
    }),
  }),
  reference: endpoint({
    method: 'GET',
    path: '/tasks/reference',
    summary: 'To whom the reader may give tasks, and whether he may make any',
    tag,
    input: z.object({}),
    output: z.object({ people: z.array(named), hasTeam: z.boolean(), may: z.object({ create: z.boolean() }) }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/tasks/{id}',
    summary: 'One task',
    tag,
    input: z.object({ id }),
    output: task,
  }),
  history: endpoint({
    method: 'GET',
    path: '/tasks/{id}/history',
    summary: 'What happened to a task, newest first, with the reasons of shifts and refusals',
    tag,
    input: z.object({ id }),
    output: z.object({
      entries: z.array(
        z.object({
          kind: z.enum(['created', 'edited', 'shift', 'refusal']),
          at: instant,
          by: named.nullable(),
          source: z.string(),
          /** Of a shift or a refusal. */
          reason: z.string().nullable(),
          changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
        }),
      ),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/tasks',
    summary: 'Make a task; without an owner it is one’s own, without a day for today',
    tag,
    input: newTask,
    output: task,
    errors: missing,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/tasks/{id}',
    summary: 'Change a task; putting it off needs a reason and is counted; `version` is the one you have read',
    tag,
    input: z.object({ id, version, changes: taskChanges, reason: reason.optional() }),
    output: task,
    errors: { ...missing, ...changed, ...closed, SHIFT_REASON_REQUIRED: { status: 400 } },
  }),
  editMany: endpoint({
    method: 'POST',
    path: '/tasks/edit-many',
    summary:
      'Change many tasks at once, each as by `edit`; what cannot be changed stays and is told. With `rehearse` nothing is kept',
    tag,
    input: z.object({
      rows: z
        .array(z.object({ id, version, changes: manyChanges }))
        .min(1)
        .max(MOST_AT_ONCE),
      /** Of those that are put off. */
      reason: reason.optional(),
      rehearse: z.boolean().default(false),
    }),
    output: z.object({
      /** With what they were before: sent back as `changes`, it is taken back. */
      changed: z.array(z.object({ id, version, before: manyChanges })),
      same: count,
      left: z.array(z.object({ id, title: z.string(), reason: z.enum(leftReasons) })),
    }),
  }),
  close: endpoint({
    method: 'POST',
    path: '/tasks/{id}/close',
    summary: 'Close a task with its result and, if wanted, the next step; a repeated one makes its successor',
    tag,
    input: z.object({ id, version: version.optional(), result, nextStep: nextStep.optional() }),
    output: z.object({ task, next: task.nullable(), nextStep: task.nullable() }),
    errors: { ...missing, ...changed, ...closed },
  }),
  decline: endpoint({
    method: 'POST',
    path: '/tasks/{id}/decline',
    summary: 'Refuse a task with a reason; whoever gave it is told',
    tag,
    /** `series`: of a repeated task those to come as well; else the next one comes as after one that is done. */
    input: z.object({ id, version: version.optional(), reason, series: z.boolean().default(false) }),
    output: task,
    errors: { ...changed, ...closed },
  }),
  reopen: endpoint({
    method: 'POST',
    path: '/tasks/{id}/reopen',
    summary: 'Open a done or declined task again; what its closing made goes, unless somebody has touched it',
    tag,
    input: z.object({ id }),
    output: task,
    errors: { TASK_OPEN: { status: 409 } },
  }),
  trash: endpoint({
    method: 'POST',
    path: '/tasks/trash',
    summary: 'Put tasks into the trash or take them back',
    tag,
    input: z.object({ ids: z.array(id).min(1).max(500), deleted: z.boolean() }),
    output: done,
  }),
}
