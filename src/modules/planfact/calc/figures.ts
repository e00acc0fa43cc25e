/** The figures of one line of plan/fact. Null where there is no base: «н/д», never 0 and never infinity. Money in minor units. */

/** Working days of the period: all, begun (today included), after today. */
export interface WorkingDays {
  total: number
  elapsed: number
  left: number
}

/** Before the third working day a run rate is a guess. */
export const RUN_RATE_FROM_DAY = 3

/** Fact ÷ plan. */
export function attainment(factMinor: number, planMinor: number | null): number | null {
  return planMinor ? factMinor / planMinor : null
}

/** Share of the plan that is due by now. */
export function dueShare(dueMinor: number | null, planMinor: number | null): number | null {
  return dueMinor !== null && planMinor ? dueMinor / planMinor : null
}

/** Fact − plan × share due by now. */
export function deviation(factMinor: number, dueMinor: number | null, { elapsed }: WorkingDays): number | null {
  return dueMinor === null || elapsed === 0 ? null : factMinor - dueMinor
}

/** Fact ÷ elapsed working days × working days of the period: where it ends if it goes on like this. */
export function runRate(factMinor: number, { elapsed, total }: WorkingDays): number | null {
  return elapsed < Math.min(RUN_RATE_FROM_DAY, total) || elapsed === 0
    ? null
    : Math.round((factMinor / elapsed) * total)
}

/** (Plan − fact) ÷ working days after today; 0 when the plan is met, null without a plan or without days. */
export function requiredPerDay(factMinor: number, planMinor: number | null, { left }: WorkingDays): number | null {
  if (planMinor === null || left === 0) return null
  return Math.max(0, Math.round((planMinor - factMinor) / left))
}

/** Sum of won deals (returns and corrections included) ÷ their number. */
export function averageCheck(factMinor: number, won: number): number | null {
  return won > 0 ? Math.round(factMinor / won) : null
}

/** (Now − then) ÷ then; null when then was nothing or a loss. */
export function growth(nowMinor: number, thenMinor: number): number | null {
  return thenMinor > 0 ? (nowMinor - thenMinor) / thenMinor : null
}
