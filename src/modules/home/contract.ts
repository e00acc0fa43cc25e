import { z } from 'zod'
import { amountMinor, day, done, endpoint, flag, id, instant, line, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { caseMetrics } from '#modules/cases/contract.ts'
import { reason } from '#modules/hygiene/contract.ts'
import { ritualLine } from '#modules/rituals/contract.ts'

const days = z.int()

/** What every item has: its name for putting it off, and whether and why the reader has put it off. */
const common = {
  key: z.string(),
  /** Snoozed until a day, called no problem, or like others that were called so. */
  hidden: z.enum(['snoozed', 'noProblem', 'learnt']).nullable(),
}

const contactKind = z.enum(['call', 'meeting', 'demo', 'email', 'message'])
const contacts = z.object({ kind: contactKind, done: z.number(), norm: z.number() })

const item = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('deal'),
    /** Money at stake: the amount of the deal. */
    amountMinor,
    dealId: id,
    title: z.string(),
    stageName: z.string(),
    ownerId: id.nullable(),
    ownerName: z.string().nullable(),
    /** It closes in so many days, by its date; null: not these days. */
    closingInDays: days.nullable(),
    /** Rules of hygiene that it breaks, the worst first. */
    reasons: z.array(reason),
  }),
  z.object({
    ...common,
    kind: z.literal('behind'),
    /** Money at stake: by how much sales are behind what is due by now. */
    amountMinor: z.int(),
    personId: id,
    name: z.string(),
    factMinor: z.int(),
    dueMinor: z.int(),
    /** Of the contacts that he falls short of, if he does. */
    contacts: z.array(contacts),
  }),
  z.object({
    ...common,
    kind: z.literal('norm'),
    amountMinor: z.null(),
    personId: id,
    name: z.string(),
    contacts: z.array(contacts),
  }),
  z.object({
    ...common,
    kind: z.literal('case'),
    /** Money at stake: the gap of the case. */
    amountMinor: z.int(),
    caseId: id,
    metric: z.enum(caseMetrics),
    subjectName: z.string(),
    stageName: z.string().nullable(),
    activity: z.enum(['call', 'meeting']).nullable(),
    /** What it waits for: a decision, a verdict, or nothing yet. */
    waits: z.enum(['decision', 'verdict']),
    openedOn: day,
  }),
  z.object({
    ...common,
    kind: z.literal('abandoned'),
    /** Sum of the deals that nobody has touched for `days`. */
    amountMinor: z.int(),
    n: z.int(),
    /** There are more than were counted. */
    hasMore: z.boolean(),
    days,
  }),
  z.object({
    ...common,
    kind: z.literal('noPlan'),
    amountMinor: z.null(),
    month: z.string(),
    people: z.array(z.string()),
  }),
  z.object({
    ...common,
    kind: z.literal('unmatchedProducts'),
    amountMinor: z.null(),
    names: z.array(z.string()),
    lines: z.int(),
  }),
])
export type Item = z.infer<typeof item>

const tag = 'home'
const nothing = z.object({})

export const homeContract = {
  attention: endpoint({
    method: 'GET',
    path: '/home/attention',
    summary: 'What needs a hand now, the most money at stake first; each says why',
    tag,
    input: z.object({
      /** What the reader has put off as well. */
      withHidden: flag.optional(),
    }),
    output: z.object({
      items: z.array(item),
      /** How many the reader has put off, and how many are like those that he has called no problem. */
      snoozed: z.int(),
      learnt: z.int(),
      /** There is more than is listed. */
      hasMore: z.boolean(),
    }),
  }),
  dismiss: endpoint({
    method: 'POST',
    path: '/home/attention/dismiss',
    summary:
      'Put an item off until a day, or call it no problem with a reason; two of the same rule about one person set his threshold',
    tag,
    input: z.object({
      key: z.string().min(1).max(120),
      /** Null: no problem. */
      untilOn: day.nullable(),
      reason: line(500).nullable().default(null),
    }),
    output: z.object({ key: z.string() }),
    errors: { ITEM_GONE: { status: 409 }, SNOOZE_PAST: { status: 400 }, REASON_NEEDED: { status: 400 } },
  }),
  restore: endpoint({
    method: 'POST',
    path: '/home/attention/restore',
    summary: 'Show an item again; what was learnt from others of its rule and person is forgotten',
    tag,
    input: z.object({ key: z.string().min(1).max(120) }),
    output: done,
    errors: { ITEM_GONE: { status: 409 } },
  }),
  today: endpoint({
    method: 'GET',
    path: '/home/today',
    summary: 'Meetings of today, and norms of the week for oneself and one’s people',
    tag,
    input: nothing,
    output: z.object({
      rituals: z.array(ritualLine),
      /** On a day off: when work goes on, and what waits for the reader then. */
      dayOff: z.object({ next: day, rituals: z.array(ritualLine), tasks: z.int() }).nullable(),
      norms: z.object({
        from: day,
        to: day,
        /** Whose: how many people have a norm. */
        people: z.int(),
        kinds: z.array(contacts.extend({ today: z.number() })),
      }),
    }),
  }),
  abandoned: endpoint({
    method: 'GET',
    path: '/home/abandoned',
    summary: 'Open deals that nobody has touched for long, the largest first',
    tag,
    input: z.object({
      cursor: cursor(z.tuple([z.int(), id])).optional(),
      limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
    }),
    output: pageOf(
      z.object({
        dealId: id,
        title: z.string(),
        stageName: z.string(),
        ownerName: z.string().nullable(),
        amountMinor,
        lastSignAt: instant,
      }),
    ),
  }),
  recent: endpoint({
    method: 'GET',
    path: '/home/recent',
    summary: 'The latest moves of the asker’s own deals',
    tag,
    input: nothing,
    output: z.object({
      rows: z.array(
        z.object({
          dealId: id,
          title: z.string(),
          stageName: z.string(),
          stageColor: z.string(),
          meaning: z.enum(['open', 'won', 'lost']),
          amountMinor,
          at: instant,
        }),
      ),
    }),
  }),
  start: endpoint({
    method: 'GET',
    path: '/home/start',
    summary: 'What the company has already: what to do first',
    tag,
    input: nothing,
    output: z.object({ today: day, hasDeals: z.boolean(), hasSellers: z.boolean(), hasPlan: z.boolean() }),
  }),
}
