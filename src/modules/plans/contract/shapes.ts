import { z } from 'zod'
import { id, instant } from '#core/http/contract.ts'
import { cuts, planMetrics, tiers } from '../calc/plan-metrics.ts'

/** What a plan is set for: money in minor units of the company's currency, the others in pieces. */
export const metric = z.enum(planMetrics)
/** Minimum, target, challenge. */
export const tier = z.enum(tiers)
export const cut = z.enum(cuts)
/** A cut that divides. */
export const dividingCut = cut.exclude(['all'])
export const planLevel = z.enum(['company', 'department', 'person'])
export const unit = z.enum(['money', 'count'])

export const year = z.int().min(2000).max(2099)
export const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)

/** A hundred billion a month: more is a typing error. */
export const planned = z.int().min(0).max(10_000_000_000_000)
export const version = z.int().min(0)

export const address = { level: planLevel, subjectId: id, month }

export const proposedCell = z.object({
  ...address,
  name: z.string(),
  version,
  beforeMinor: z.number().nullable(),
  amountMinor: z.number(),
})

export const proposal = z.object({
  /** What would be set; send the cells to setCells to do it. */
  cells: z.array(proposedCell),
  beforeMinor: z.number(),
  afterMinor: z.number(),
  /** What the source has and nobody can be given: who it was, how much it would be, why. */
  leftOut: z.array(z.object({ name: z.string(), amountMinor: z.number(), reason: z.enum(['outside', 'gone']) })),
})

export const stepMinor = z.coerce.number().pipe(z.int().min(1).max(100_000_000_000)).default(1)

const weight = z.int().min(0).max(1000)
export const season = z.object({
  /** January to December, in percent of an average month. */
  months: z.array(weight).length(12),
  /** Monday to Sunday, in percent of an average working day. */
  weekdays: z.array(weight).length(7),
  /** 1st to 10th, 11th to 20th, 21st to the end. */
  thirds: z.array(weight).length(3),
})

export const versionState = z.enum(['proposed', 'approved', 'returned', 'withdrawn'])

export const planVersion = z.object({
  id,
  metric,
  level: planLevel,
  subjectId: id,
  name: z.string(),
  fromMonth: month,
  toMonth: month,
  number: z.int(),
  state: versionState,
  reason: z.string(),
  proposedBy: z.string().nullable(),
  proposedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  version,
  /** The target of the subject over the months, as it was proposed and as it is now. */
  amountMinor: z.number().nullable(),
  presentMinor: z.number().nullable(),
  /** Working days or their weights are others now than when it was proposed: the plan of the days is kept as approved. */
  calendarChanged: z.boolean(),
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
})
export type PlanVersion = z.output<typeof planVersion>
