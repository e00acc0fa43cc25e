import { z } from 'zod'
import { amountMinor, id, instant } from '#core/http/contract.ts'
import { customValues } from '#modules/fields/contract.ts'
import { dealContact, teamMember } from './participants.ts'
import { named, stage } from './settings.ts'

/** The earliest open task or planned activity of a deal. */
export const nextStep = z.object({
  kind: z.enum(['task', 'activity']),
  id,
  /** Of an activity: call, meeting, demo, email, message. */
  activityKind: z.string().nullable(),
  title: z.string(),
  dueAt: instant,
})
export type NextStep = z.output<typeof nextStep>

export const dealRow = z.object({
  id,
  title: z.string(),
  stage: stage.omit({ position: true, archived: true }),
  owner: named.nullable(),
  company: named.nullable(),
  source: named.nullable(),
  lossReason: named.nullable(),
  /** As it was agreed. */
  amountMinor,
  currency: z.string(),
  /** In the company's currency: at the day's rate, from the win on at the rate of the win. */
  baseMinor: amountMinor,
  expectedCloseOn: z.string().nullable(),
  createdAt: instant,
  closedAt: instant.nullable(),
  stageEnteredAt: instant,
  updatedAt: instant,
  version: z.int().min(1),
  /** Values of the company's own fields. */
  custom: customValues,
  /** Null: nothing is planned. Absent where it was not asked for: on the board and in the answer of a move. */
  nextStep: nextStep.nullable().optional(),
})
export type DealRow = z.output<typeof dealRow>

export const dealCard = dealRow.extend({
  pipeline: named,
  contact: named.extend({ phone: z.string().nullable(), email: z.string().nullable() }).nullable(),
  lossComment: z.string().nullable(),
  /** Whom it was lost to. */
  lossCompetitor: named.nullable(),
  comment: z.string().nullable(),
  /** Columns of an imported file that no field of the company holds. */
  fileColumns: z.array(z.object({ name: z.string(), text: z.string() })),
  /** The main contact first. */
  contacts: z.array(dealContact),
  /** Who of ours works on it; empty: the owner alone. */
  team: z.array(teamMember),
  /** When we learnt of the deal; later than createdAt for an imported one. */
  recordedAt: instant,
  createdBy: named.nullable(),
  /** Where it came from: the system and its number there. */
  external: z.object({ source: z.string(), id: z.string() }).nullable(),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      /** Null: a product that nobody has matched yet, under the name it came with. */
      productId: id.nullable(),
      productName: z.string(),
      quantity: z.number(),
      priceMinor: amountMinor,
    }),
  ),
  /** What the reader may do with this deal. */
  may: z.object({
    edit: z.boolean(),
    move: z.boolean(),
    reassign: z.boolean(),
    split: z.boolean(),
    trash: z.boolean(),
    create: z.boolean(),
  }),
})
export type DealCard = z.output<typeof dealCard>

const change = z.object({
  /** Name in the API, or the id of one of the company's own fields. */
  field: z.string(),
  /** What the company calls its own field. */
  label: z.string().nullable(),
  from: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  to: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  /** What `from` and `to` say in words, where they point at something that the reader sees or are a list. */
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
})

export const historyEntry = z.object({
  kind: z.enum(['created', 'moved', 'undone', 'edited']),
  /** When it happened, and when it was written down. */
  at: instant,
  recordedAt: instant,
  by: named.nullable(),
  /** ui, api, import, sync, rule, demo. */
  source: z.string(),
  /** Of a move. */
  seq: z.int().nullable(),
  from: stage.nullable(),
  to: stage.nullable(),
  /** False: the moment is not known exactly. */
  certain: z.boolean(),
  /** Taken back later. */
  voided: z.boolean(),
  changes: z.array(change),
})
export type HistoryEntry = z.output<typeof historyEntry>

export const stageTime = z.object({
  stage,
  /** Σ of all stays; null where the history does not say. */
  seconds: z.number().nullable(),
  visits: z.int().min(0),
  /** Passed by a forward move without a stay. */
  skipped: z.boolean(),
  current: z.boolean(),
})
