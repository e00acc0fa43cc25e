import { addDays, type Day, type TimeZone, DAY_MS } from '#core/calendar/day.ts'
import { startOfDay, today as todayIn } from '#core/calendar/zone.ts'
import { type Rule, type RuleCode, ruleCodes } from '../contract.ts'

/** From when a rule counts as long as nobody changes it: days, of pushedClose times; null where it has no threshold. */
export const usualThresholds: Record<RuleCode, number | null> = {
  // A deal of today may wait for its step, its first call and its price until tomorrow.
  noStep: 1,
  overdueTask: 0,
  stuck: null,
  overdueClose: 0,
  pushedClose: 3,
  silent: 14,
  missingField: null,
  zeroAmount: 1,
}

/** What a company has changed, by code. */
export type OwnRules = Partial<Record<RuleCode, { enabled: boolean; threshold: number | null }>>

/** All rules as they hold for the company. */
export function rulesOf(own: OwnRules): Rule[] {
  return ruleCodes.map((code) => {
    const usual = usualThresholds[code]
    const { enabled = true, threshold = usual } = own[code] ?? {}
    return { code, enabled, threshold: usual === null ? null : (threshold ?? usual), usual }
  })
}

/** The thresholds as moments: what lies before them is not in order. Null: the rule is off. */
export interface Limits {
  noStepCreatedBefore: Date | null
  dueBefore: Date | null
  stuckIsOn: boolean
  closeBefore: Day | null
  pushes: number | null
  silentBefore: Date | null
  missingIsOn: boolean
  zeroCreatedBefore: Date | null
}

/** Takes the company's rules and the moment; days begin by its clock. */
export function limitsOf(rules: readonly Rule[], now: Date, zone: TimeZone): Limits {
  const today = todayIn(zone, now)
  const on = (code: RuleCode) => {
    const rule = rules.find((one) => one.code === code)
    return rule?.enabled ? { threshold: rule.threshold ?? 0 } : null
  }
  // One day: whatever was made before today began; nought: at once.
  const madeBefore = (code: RuleCode) => {
    const rule = on(code)
    if (!rule) return null
    return rule.threshold === 0 ? now : startOfDay(addDays(today, 1 - rule.threshold), zone)
  }
  const daysAgo = (code: RuleCode) => {
    const rule = on(code)
    return rule && new Date(now.getTime() - rule.threshold * DAY_MS)
  }
  const close = on('overdueClose')
  return {
    noStepCreatedBefore: madeBefore('noStep'),
    dueBefore: daysAgo('overdueTask'),
    stuckIsOn: on('stuck') !== null,
    closeBefore: close && addDays(today, -close.threshold),
    pushes: on('pushedClose')?.threshold ?? null,
    silentBefore: daysAgo('silent'),
    missingIsOn: on('missingField') !== null,
    zeroCreatedBefore: madeBefore('zeroAmount'),
  }
}
