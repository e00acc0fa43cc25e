import { type Day, daysBetween, DAY_MS } from '#core/calendar/day.ts'
import type { Reason, RuleCode } from '../contract.ts'
import type { Limits } from './rules.ts'

/** What is known of an open deal. Moments in milliseconds. */
export interface Signs {
  createdAt: number
  stageEnteredAt: number
  expectedCloseOn: Day | null
  baseMinor: number
  /** The earliest open task or planned activity. */
  nextDueAt: number | null
  lastContactAt: number | null
  /** How often the close date was put off. */
  pushes: number
  /** Nine of ten leave its stage within so many seconds; null: too few stays to say. */
  usualSeconds: number | null
  /** Names of fields that the stage requires and that are empty. */
  missingFields: readonly string[]
}

/** What a broken rule takes from the hundred; twice as much when it is broken badly. */
export const WEIGHTS: Record<RuleCode, number> = {
  noStep: 20,
  overdueTask: 12,
  stuck: 12,
  overdueClose: 15,
  pushedClose: 10,
  silent: 15,
  missingField: 8,
  zeroAmount: 10,
}

/** A task late by two weeks and a close date by a month are as bad as it gets. */
const WORST_TASK_DAYS = 14
const WORST_CLOSE_DAYS = 30
const MOST_REASONS = 3

interface Broken extends Reason {
  /** From 1 to 2. */
  severity: number
}

/** Score from 0 to 100 and all reasons, the heaviest first. Only open deals have hygiene: who calls does not give others. */
export function judged(deal: Signs, limits: Limits, { now, today }: { now: number; today: Day }) {
  const broken = brokenRules(deal, limits, now, today).toSorted((a, b) => penalty(b) - penalty(a))
  const lost = broken.reduce((sum, one) => sum + penalty(one), 0)
  const reasons = broken.map(({ severity: _severity, ...reason }): Reason => reason)
  return { score: Math.max(0, Math.round(100 - lost)), reasons: reasons.slice(0, MOST_REASONS), broken: reasons.length }
}

function penalty({ code, severity }: Broken): number {
  return WEIGHTS[code] * severity
}

function brokenRules(deal: Signs, limits: Limits, now: number, today: Day): Broken[] {
  const found: Broken[] = []
  const add = (code: RuleCode, excess: number, more: Partial<Omit<Reason, 'code'>> = {}) =>
    found.push({ code, value: null, usual: null, fields: [], ...more, severity: 1 + Math.min(1, Math.max(0, excess)) })
  const daysSince = (moment: number) => Math.floor((now - moment) / DAY_MS)

  if (deal.nextDueAt === null && isBefore(deal.createdAt, limits.noStepCreatedBefore)) add('noStep', 0)
  if (deal.nextDueAt !== null && isBefore(deal.nextDueAt, limits.dueBefore)) {
    const days = daysSince(deal.nextDueAt)
    add('overdueTask', days / WORST_TASK_DAYS, { value: days })
  }
  const onStage = now - deal.stageEnteredAt
  if (limits.stuckIsOn && deal.usualSeconds !== null && onStage > deal.usualSeconds * 1000) {
    const usual = Math.max(1, Math.round((deal.usualSeconds * 1000) / DAY_MS))
    add('stuck', onStage / (deal.usualSeconds * 1000) - 1, { value: daysSince(deal.stageEnteredAt), usual })
  }
  if (limits.closeBefore !== null && deal.expectedCloseOn !== null && deal.expectedCloseOn < limits.closeBefore) {
    const days = daysBetween(deal.expectedCloseOn, today)
    add('overdueClose', days / WORST_CLOSE_DAYS, { value: days })
  }
  if (limits.pushes !== null && deal.pushes >= Math.max(1, limits.pushes)) {
    add('pushedClose', deal.pushes / Math.max(1, limits.pushes) - 1, { value: deal.pushes })
  }
  // A deal made today has had no time for a call: its own beginning counts as a sign.
  const heardAt = Math.max(deal.createdAt, deal.lastContactAt ?? 0)
  if (limits.silentBefore && heardAt < limits.silentBefore.getTime()) {
    const limit = now - limits.silentBefore.getTime()
    add('silent', limit > 0 ? (now - heardAt) / limit - 1 : 0, { value: daysSince(heardAt) })
  }
  if (limits.missingIsOn && deal.missingFields.length > 0) {
    add('missingField', deal.missingFields.length - 1, { fields: [...deal.missingFields] })
  }
  if (deal.baseMinor === 0 && isBefore(deal.createdAt, limits.zeroCreatedBefore)) add('zeroAmount', 0)
  return found
}

function isBefore(moment: number, limit: Date | null): boolean {
  return limit !== null && moment < limit.getTime()
}
