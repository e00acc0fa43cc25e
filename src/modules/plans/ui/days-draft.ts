import { addDays, type Day } from '#core/calendar/day.ts'
import { periodAround, periodKey } from '#core/calendar/period.ts'
import type { Language } from '#core/i18n/language.ts'
import { type CellUnit, parseCell } from '#web/kit/grid/cell-text.ts'
import { amountsOfDays, type DayPart, partedDays, shareOf } from '../calc/day-parts.ts'
import type { DaysOfPlan } from '../contract/days.ts'

/** A week as far as it lies in the month, with the places of its days. */
export interface Week {
  key: string
  from: number
  to: number
}

/** What is typed: by `from-to`, days of the month from 0. Empty: goes by its weights. */
export type Draft = Readonly<Record<string, string>>

export const placeKey = (from: number, to: number) => `${from}-${to}`

export function weeksOf(days: DaysOfPlan['days']): Week[] {
  const weeks = Map.groupBy(days.keys(), (index) => periodKey(periodAround(days[index]?.day as Day, 'week')))
  return [...weeks].map(([key, own]) => ({ key, from: own[0] ?? 0, to: own.at(-1) ?? 0 }))
}

/** What is set now, as it would be typed. */
export function draftOf({ days, parts }: DaysOfPlan, write: (amountMinor: number) => string): Draft {
  const first = days[0]?.day
  if (!first) return {}
  const place = (day: string) => days.findIndex((one) => one.day === day)
  return Object.fromEntries(
    parts.map(({ fromOn, toOn, amountMinor }) => [placeKey(place(fromOn), place(toOn)), write(amountMinor)]),
  )
}

/** What the draft, typed in the unit of the plan, says: the parts to send, the days as they would be, what is wrong with it. */
export function readDraft(plan: DaysOfPlan, draft: Draft, unit: CellUnit, language: Language) {
  const planMinor = plan.planMinor ?? 0
  const first = plan.days[0]?.day as Day
  const typed = Object.entries(draft).map(([key, text]) => {
    const [from = 0, to = 0] = key.split('-').map(Number)
    return { key, from, to, amountMinor: parseCell(text, unit, language) }
  })
  const wrong = typed.flatMap(({ key, amountMinor }) =>
    amountMinor === undefined || (amountMinor ?? 0) < 0 ? [key] : [],
  )
  const set = typed.flatMap(({ from, to, amountMinor }) =>
    amountMinor === undefined || amountMinor === null || amountMinor < 0 ? [] : [{ from, to, amountMinor }],
  )
  const overMinor = set.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - planMinor
  const shares = set.map(({ from, to, amountMinor }): DayPart => ({ from, to, share: shareOf(amountMinor, planMinor) }))
  const parted = partedDays(
    plan.days.map(({ computed }) => computed),
    overMinor > 0 ? [] : shares,
  )
  return {
    wrong: new Set(wrong),
    overMinor,
    parts: set.map(({ from, to, amountMinor }) => ({
      fromOn: addDays(first, from),
      toOn: addDays(first, to),
      amountMinor,
    })),
    ...amountsOfDays(parted, planMinor),
  }
}
