/** Last year's plan (or sales) times a coefficient as this year's plan. */
import { divideRounded } from '#core/money/decimal.ts'
import { multiply } from '#core/money/money.ts'
import { monthPlan } from './month-plan.ts'
import { splitPlan } from './split-plan.ts'
import type { Subject } from './subjects.ts'

export interface CopiedCell {
  subject: Subject
  /** Index of the month, 0…11. */
  month: number
  amountMinor: number
}

interface Copying {
  subjects: readonly Subject[]
  /** What the source year has for the subject itself in month 0…11. */
  sourceOf: (subject: Subject, month: number) => number | null
  /** «1.1» is ten percent more. */
  coefficient: number
  /** Plans are rounded to whole steps of so many minor units. */
  stepMinor: number
}

/**
 * The year of each topmost subject is multiplied and rounded once, then split exactly: over its months, over those below, and what was
 * undistributed stays so in the same proportion. So departments still sum to the company and people to departments where they did in the source.
 * Where more had been given than set, the given parts are scaled by themselves.
 */
export function copyYear({ subjects, sourceOf, coefficient, stepMinor }: Copying): CopiedCell[] {
  const months = Array.from({ length: 12 }, (_, month) => monthPlan(subjects, (subject) => sourceOf(subject, month)))
  const children = Map.groupBy(subjects, (subject) => subject.parentId)
  const cells: CopiedCell[] = []

  const give = (subject: Subject, month: number, amountMinor: number) => {
    const source = months[month]
    const plan = source?.get(subject.subjectId)
    if (!source || !plan) return
    if (plan.own !== null) cells.push({ subject, month, amountMinor })
    const planned = (children.get(subject.subjectId) ?? []).filter((child) => source.get(child.subjectId)?.plan != null)
    if (planned.length === 0) return
    const weights = planned.map((child) => source.get(child.subjectId)?.plan ?? 0)
    const rest = plan.undistributed ?? 0
    const parts =
      rest < 0
        ? splitPlan(scaled(plan.below ?? 0, coefficient, stepMinor), weights, stepMinor)
        : splitPlan(amountMinor, [...weights, rest], stepMinor)
    planned.forEach((child, index) => give(child, month, parts[index] ?? 0))
  }

  for (const top of children.get(null) ?? []) {
    const source = months.map((plans) => plans.get(top.subjectId)?.plan ?? null)
    const planned = source.flatMap((plan, month) => (plan === null ? [] : [month]))
    if (planned.length === 0) continue
    const year = scaled(
      source.reduce<number>((sum, plan) => sum + (plan ?? 0), 0),
      coefficient,
      stepMinor,
    )
    const parts = splitPlan(
      year,
      planned.map((month) => source[month] ?? 0),
      stepMinor,
    )
    planned.forEach((month, index) => give(top, month, parts[index] ?? 0))
  }
  return cells
}

/** The amount times the coefficient in whole steps, half away from zero. */
function scaled(minor: number, coefficient: number, stepMinor: number): number {
  const exact = multiply(BigInt(minor), coefficient)
  return Number(divideRounded(exact, BigInt(stepMinor)) * BigInt(stepMinor))
}
