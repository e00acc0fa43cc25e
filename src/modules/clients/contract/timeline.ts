import { z } from 'zod'
import { endpoint, id, instant, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { clientKind, count, dealSums, named } from './records.ts'

export const timelineKinds = [
  'added',
  'edited',
  'merged',
  'unmerged',
  'erased',
  'deal_added',
  'deal_moved',
  'deal_won',
  'deal_lost',
  'activity',
  'task',
  'lead',
  'payment',
] as const
export const timelineKind = z.enum(timelineKinds)
export type TimelineKind = z.output<typeof timelineKind>

const value = z.union([z.string(), z.number(), z.boolean()]).nullable()
const changed = z.object({
  field: z.string(),
  from: value,
  to: value,
  /** The values were erased at the person's request. */
  erased: z.boolean(),
})

export const timelineEntry = z.object({
  id: z.string(),
  kind: timelineKind,
  at: instant,
  by: named.nullable(),
  /** ui, api, import, demo, … */
  source: z.string().nullable(),
  /** The deal or the contact it happened on, when it is not the client itself. */
  deal: named.nullable(),
  contact: named.nullable(),
  /** call, meeting … of an activity; the stage of a move; the title of a task. */
  title: z.string().nullable(),
  /** The stage before. */
  from: z.string().nullable(),
  text: z.string().nullable(),
  amountMinor: z.int().nullable(),
  durationS: z.int().nullable(),
  /** Of a planned activity or an open task: false. */
  done: z.boolean(),
  changes: z.array(changed),
})
export type TimelineEntry = z.output<typeof timelineEntry>

const clientDeal = z.object({
  id,
  title: z.string(),
  stage: z.object({ name: z.string(), color: z.string(), meaning: z.enum(['open', 'won', 'lost']) }),
  owner: named.nullable(),
  baseMinor: z.int(),
  createdAt: instant,
  closedAt: instant.nullable(),
})
export type ClientDeal = z.output<typeof clientDeal>

const of = { kind: clientKind, id }
const owned = z.object({ id, ownerId: id.nullable() })

export const timelineContract = {
  assignClients: endpoint({
    method: 'POST',
    path: '/clients/assign',
    summary: 'Give clients to a person; those of other teams stay as they are',
    tag: 'Clients',
    input: z.object({ kind: clientKind, ids: z.array(id).min(1).max(1_000), ownerId: id.nullable() }),
    /** `before`: whose each changed one was, so that it can be given back. */
    output: z.object({ count, before: z.array(owned) }),
    errors: { REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) } },
  }),
  timeline: endpoint({
    method: 'GET',
    path: '/clients/{kind}/{id}/timeline',
    summary: 'All that happened with a client, newest first: deals, contacts, tasks, changes, merges',
    tag: 'Clients',
    input: z.object({
      ...of,
      cursor: cursor(z.tuple([instant, z.string().max(120)])).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: pageOf(timelineEntry),
    errors: { CURSOR_BROKEN: { status: 400 } },
  }),
  clientDeals: endpoint({
    method: 'GET',
    path: '/clients/{kind}/{id}/deals',
    summary: 'Deals with a client, open ones first, with their count and sums',
    tag: 'Clients',
    input: z.object({
      ...of,
      cursor: cursor(z.tuple([z.int().min(0).max(1), instant, id])).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: pageOf(clientDeal).extend({ count, sums: dealSums }),
    errors: { CURSOR_BROKEN: { status: 400 } },
  }),
}
