import { z } from 'zod'
import { day, endpoint, flag, id, instant, line, listOf, pageOf, periodKey } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import {
  caseLevels,
  caseMetrics,
  caseStates,
  detail,
  drivers,
  libraryEntry,
  row,
  rule,
  targets,
  verdicts,
} from './contract/shapes.ts'

export {
  type CaseDetail,
  type CaseLevel,
  type CaseMetric,
  caseMetrics,
  type CaseRow,
  type CaseState,
  caseStates,
  type Driver,
  type LibraryEntry,
  type Part,
  type Rule,
  type Split,
  type StoredEffect,
  type Target,
  targets,
  type Verdict,
  verdicts,
} from './contract/shapes.ts'

const money = z.int()
const version = z.int().min(1)
const words = (most: number) => z.string().trim().max(most)

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
  paper: endpoint({
    method: 'GET',
    path: '/cases/{id}/case.pdf',
    summary: 'One deviation as a PDF for A4: gap, drivers, cause, actions with their effect, talk and verdict',
    tag,
    input: withId,
    output: z.file().mime('application/pdf'),
  }),
  open: endpoint({
    method: 'POST',
    path: '/cases',
    summary: 'Open a deviation by hand; the gap and its drivers are computed and kept',
    tag,
    input: z.object({
      metric: z.enum(caseMetrics),
      level: z.enum(caseLevels),
      /** Of the company nothing. */
      subjectId: id.optional(),
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
      CASE_NOT_BEGUN: { status: 409, data: z.object({ title: z.string() }) },
      CASE_NO_BASE: { status: 409 },
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
