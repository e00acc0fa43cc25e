/** Which part of a plan that is still missing new leads can bring before the period ends, and which only the deals that are open already. */
import { addDays, type Day, daysBetween } from '#core/calendar/day.ts'
import { mixedShareWithin, usualCycleDays } from './cycle.ts'
import { conversionOf, hasBase } from './decompose.ts'
import type { PipelineProfile, SellerProfile } from './profile.ts'

/** Open deals of a seller on one stage. */
export interface OpenDeals {
  pipelineId: string
  stageId: string
  n: number
  amountMinor: number
}

export interface Still {
  /** Plan less fact; below 0 it is met. */
  missingMinor: number
  /** Expected by the end of the period from the deals that are open. */
  fromOpenMinor: number
  /** Expected of those leads that come from now on, as many a working day as usual. */
  fromNewMinor: number
  /** What neither covers. */
  uncoveredMinor: number
  /** What new leads cannot bring even if open deals bring nothing: only open deals can. */
  onlyOpenMinor: number
  /** A lead that comes later has less than an even chance to be won in time. Null: nobody has a cycle yet. */
  lastLeadOn: Day | null
  /** Half of the wins come within so many days from the lead. */
  cycleDays: number | null
  /** New leads a working day, from the first day left to the last useful one, that would cover what open deals do not; null: no day left that helps. */
  leadsPerDay: number | null
}

interface Asked {
  /** The first day on which anything can still be done (today or the period's first) and the period's last day. */
  from: Day
  last: Day
  /** The seller's working days between them, both included. */
  days: readonly Day[]
  missingMinor: number
  open: readonly OpenDeals[]
}

/**
 * Open deals count with their money × the chance to win from their stage × the chance that it happens in time: the cycle of the pipeline, shortened
 * to the way that is left from the stage. A lead of day d counts with its chance to be won within the days left after d.
 */
export function stillPossible({ pipelines }: Pick<SellerProfile, 'pipelines'>, asked: Asked): Still {
  const { from, last, days, missingMinor, open } = asked
  const usable = pipelines.filter(hasBase)
  const lead = (pipeline: PipelineProfile, day: Day) =>
    (pipeline.checkMinor.value ?? 0) * conversionOf(pipeline) * (inTime(pipeline, daysBetween(day, last)) ?? 0)
  let fromOpenMinor = 0
  for (const { pipelineId, stageId, amountMinor } of open) {
    const pipeline = usable.find((one) => one.pipelineId === pipelineId)
    const index = pipeline?.stages.findIndex((stage) => stage.stageId === stageId) ?? -1
    const stage = pipeline?.stages[index]
    if (!pipeline || !stage) continue
    const chance = conversionOf({ stages: pipeline.stages.slice(index) })
    const left = Math.max(0, daysBetween(from, last))
    fromOpenMinor += amountMinor * chance * (inTime(pipeline, stage.wayLeft > 0 ? left / stage.wayLeft : left) ?? 0)
  }
  const fromNewMinor = usable.reduce(
    (sum, pipeline) => sum + pipeline.leadsPerDay * days.reduce((money, day) => money + lead(pipeline, day), 0),
    0,
  )
  const usualLeads = usable.reduce((sum, pipeline) => sum + pipeline.leadsPerDay, 0)
  const need = Math.max(0, missingMinor)
  const uncoveredMinor = Math.max(0, need - fromOpenMinor)
  const cycleDays = mainCycle(usable)
  return {
    missingMinor,
    fromOpenMinor: Math.round(fromOpenMinor),
    fromNewMinor: Math.round(fromNewMinor),
    uncoveredMinor: Math.round(Math.max(0, uncoveredMinor - fromNewMinor)),
    onlyOpenMinor: Math.round(Math.max(0, need - fromNewMinor)),
    lastLeadOn: cycleDays === null ? null : addDays(last, -cycleDays),
    cycleDays,
    leadsPerDay: fromNewMinor > 0 ? (usualLeads * uncoveredMinor) / fromNewMinor : uncoveredMinor > 0 ? null : 0,
  }
}

/** Chance that a deal which will be won is won within so many days. */
function inTime({ cycle }: PipelineProfile, days: number): number | null {
  return mixedShareWithin(days, cycle.own, cycle.team)
}

/** Of the pipeline that most of the sales come from: its half of wins decides what is called «in time». */
function mainCycle(pipelines: readonly PipelineProfile[]): number | null {
  const [main] = pipelines.toSorted((a, b) => b.share - a.share)
  return main ? usualCycleDays(main.cycle.own, main.cycle.team) : null
}
