import { runRateForecast } from '#core/statistics/run-rate.ts'
import type { DaysOfPlan } from '../contract/days.ts'
import { amountOf, shareOf } from '../calc/day-parts.ts'

/** A part of a plan in a month against what was sold in it. */
export interface PartLine {
  key: string
  name: string
  plan: number | null
  fact: number
  /** What of the plan is due by today: the days of the whole plan are those of its parts. */
  due: number | null
  deviation: number | null
  /** By the pace of its own days, an 80 % band; null before three working days. */
  forecast: { value: number; low: number; high: number } | null
}

interface Part {
  key: string
  name: string
  plan: number | null
}

/**
 * Takes the parts, the days of the whole plan, the fact of a part on a day, and today.
 * The same run rate and band as of any line of plan/fact, over the working days of the month as they weigh.
 */
export function partLines(
  parts: readonly Part[],
  days: DaysOfPlan['days'],
  factOn: (key: string, day: string) => number,
  today: string,
): PartLine[] {
  const begun = days.filter(({ day }) => day <= today)
  const [done, all] = [weightOf(begun), weightOf(days)]
  return parts.map(({ key, name, plan }): PartLine => {
    const steps = begun.map(({ day, computed }) => ({ weight: computed, amount: factOn(key, day) }))
    const fact = steps.reduce((sum, { amount }) => sum + amount, 0)
    const due = plan === null ? null : dueOf(plan, days, begun)
    const forecast = begun.length === 0 ? null : runRateForecast(steps, all - done)
    return {
      key,
      name,
      plan,
      fact,
      due,
      deviation: due === null || begun.length === 0 ? null : fact - due,
      forecast: forecast && { value: forecast.value, low: forecast.low, high: forecast.high },
    }
  })
}

/** By the amounts of the whole plan where it has some, else by what the days weigh. */
function dueOf(plan: number, days: DaysOfPlan['days'], begun: DaysOfPlan['days']): number {
  const amounts = days.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const [worked, all] =
    amounts > 0
      ? [begun.reduce((sum, { amountMinor }) => sum + amountMinor, 0), amounts]
      : [weightOf(begun), weightOf(days)]
  return all === 0 ? 0 : amountOf(shareOf(worked, all), plan)
}

const weightOf = (days: DaysOfPlan['days']) => days.reduce((sum, { computed }) => sum + computed, 0)
