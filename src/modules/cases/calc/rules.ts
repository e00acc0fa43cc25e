import { type Currency, minorOf } from '#core/money/currency.ts'
import { type CaseLevel, type CaseMetric, caseMetrics, type Rule } from '../contract.ts'

/** When a deviation opens a case as long as nobody has changed the rule. Threshold: share by which it is behind; least money in whole units. */
const usualRules: Record<CaseMetric, Omit<Rule, 'code' | 'leastMinor'> & { least: number }> = {
  pace: { enabled: true, threshold: 0.2, least: 200_000 },
  stage: { enabled: true, threshold: 0.2, least: 300_000 },
  norm: { enabled: true, threshold: 0.3, least: 50_000 },
  hygiene: { enabled: false, threshold: 0.4, least: 1_000_000 },
}

/** Before the fifth working day of a period a pace is noise. */
export const FIRST_JUDGED_DAY = 5

export function rulesOf(own: readonly Rule[], currency: Currency): Rule[] {
  const usual = (code: CaseMetric): Rule => {
    const { least, ...rule } = usualRules[code]
    return { code, ...rule, leastMinor: minorOf(least, currency) }
  }
  return caseMetrics.map((code) => own.find((one) => one.code === code) ?? usual(code))
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
