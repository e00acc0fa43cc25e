import { z } from 'zod'
import { id, instant } from '#core/http/contract.ts'

const version = z.int().min(1)
const count = z.int().min(0)
export const named = z.object({ id, name: z.string() })
export const textOrNull = z.string().nullable()

export const leadStates = ['new', 'assigned', 'accepted', 'returned', 'converted', 'rejected', 'spam'] as const
export const leadState = z.enum(leadStates)
export type LeadState = (typeof leadStates)[number]

/** Which leads: mine to work, those nobody has, those past their target, all in work, what is over, spam. */
export const leadViews = ['mine', 'unassigned', 'late', 'open', 'closed', 'spam', 'all'] as const
export const leadView = z.enum(leadViews)
export type LeadView = (typeof leadViews)[number]

export const contactChannels = ['call', 'email', 'message', 'meeting'] as const

export const leadRow = z.object({
  id,
  state: leadState,
  channel: z.enum(['form', 'ui', 'api', 'import', 'demo']),
  /** Null for readers without personal data. */
  name: textOrNull,
  companyName: textOrNull,
  phone: textOrNull,
  email: textOrNull,
  text: textOrNull,
  region: textOrNull,
  product: textOrNull,
  source: named.nullable(),
  form: named.nullable(),
  campaign: textOrNull,
  owner: named.nullable(),
  department: named.nullable(),
  receivedAt: instant,
  acceptedAt: instant.nullable(),
  respondedAt: instant.nullable(),
  /** When the target of the first response runs out. */
  respondBy: instant,
  targetMinutes: count,
  /** Business minutes: until the answer, or so far. */
  waitedMinutes: z.number(),
  late: z.boolean(),
  /** Waits until somebody who may be given it is here. */
  waits: z.boolean(),
  returns: count,
  repeats: count,
  version,
})
export type LeadRow = z.output<typeof leadRow>

const logEntry = z.object({
  id,
  at: instant,
  kind: z.string(),
  /** Null: the server by itself. */
  by: named.nullable(),
  from: named.nullable(),
  to: named.nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()),
})
export type LeadLogEntry = z.output<typeof logEntry>

/** Clients and leads with the same phone or e-mail. */
export const twins = z.object({
  companies: z.array(
    named.extend({ owner: named.nullable(), contact: named.nullable(), by: z.enum(['phone', 'email']) }),
  ),
  /** People without a company. */
  contacts: z.array(named.extend({ owner: named.nullable() })),
  /** Open deals of these clients that the reader sees. */
  deals: z.array(z.object({ id, title: z.string(), stage: z.string(), owner: named.nullable(), baseMinor: z.int() })),
  leads: z.array(z.object({ id, state: leadState, receivedAt: instant, owner: named.nullable() })),
})
export type Twins = z.output<typeof twins>

export const leadCard = leadRow.extend({
  utm: z.record(z.string(), z.string()),
  pageUrl: textOrNull,
  consentText: textOrNull,
  reason: textOrNull,
  comment: textOrNull,
  spamMark: textOrNull,
  createdBy: named.nullable(),
  company: named.nullable(),
  contact: named.nullable(),
  deal: z.object({ id, title: z.string() }).nullable(),
  log: z.array(logEntry),
  twins,
  may: z.object({
    accept: z.boolean(),
    work: z.boolean(),
    assign: z.boolean(),
    edit: z.boolean(),
    restore: z.boolean(),
  }),
})
export type LeadCard = z.output<typeof leadCard>

const rate = z.object({
  share: z.number().nullable(),
  n: count,
  low: z.number().nullable(),
  high: z.number().nullable(),
  small: z.boolean(),
})
export const figures = z.object({
  id: id.nullable(),
  name: textOrNull,
  leads: count,
  answered: count,
  /** Past their target and still without an answer. */
  lateNow: count,
  medianMinutes: z.number().nullable(),
  inTarget: rate,
  converted: rate,
  returned: count,
})
export type LeadFigures = z.output<typeof figures>
