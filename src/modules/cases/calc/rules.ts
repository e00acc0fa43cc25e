import { type CaseLevel, type CaseMetric, caseMetrics, type Rule } from '../contract.ts'

/** When a deviation opens a case as long as nobody has changed the rule. Threshold: share by which it is behind; least money in minor units. */
export const usualRules: Record<CaseMetric, Omit<Rule, 'code'>> = {
  pace: { enabled: true, threshold: 0.2, leastMinor: 20_000_000 },
  stage: { enabled: true, threshold: 0.2, leastMinor: 30_000_000 },
  norm: { enabled: true, threshold: 0.3, leastMinor: 5_000_000 },
  hygiene: { enabled: false, threshold: 0.4, leastMinor: 100_000_000 },
}

/** Before the fifth working day of a period a pace is noise. */
export const FIRST_JUDGED_DAY = 5

export function rulesOf(own: readonly Rule[]): Rule[] {
  return caseMetrics.map((code) => own.find((one) => one.code === code) ?? { code, ...usualRules[code] })
}

/** Whether a figure is so far behind that it opens a case. Takes what was to be and what is, and the gap in money (below 0: behind). */
export function isBreached(rule: Rule, { expected, actual, gapMinor }: Measured): boolean {
  if (!rule.enabled || expected <= 0 || gapMinor > -rule.leastMinor) return false
  return (expected - actual) / expected > rule.threshold
}

interface Measured {
  expected: number
  actual: number
  gapMinor: number
}

export interface Matter {
  metric: CaseMetric
  level: CaseLevel
  subjectId: string
  stageId?: string | null | undefined
  activity?: string | null | undefined
}

/** One word for what a case is about; a matter has one case a period, and one open case at all. */
export function matterOf({ metric, level, subjectId, stageId, activity }: Matter): string {
  return [metric, level, subjectId, stageId ?? '', activity ?? ''].join('|')
}
