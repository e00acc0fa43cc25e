/** What a month's plan is at each level, and what of it nobody has been given. */
import type { Subject } from './subjects.ts'

export interface MonthPlan {
  /** What was set for this subject itself. */
  own: number | null
  /** Sum of the plans right below; null when nobody below has one. */
  below: number | null
  /** The plan that counts: what was set, else the sum of what is below. */
  plan: number | null
  /** Set and not given further: «не распределено». Negative: more was given than set. Null for people and where nothing was set. */
  undistributed: number | null
}

/**
 * Takes subjects in reading order and what was set for each; gives each one's plan of the month.
 * For every subject with something below: plan = sum of the plans right below + undistributed, to the kopeck.
 */
export function monthPlan<One extends Pick<Subject, 'subjectId' | 'parentId'> & { level: string }>(
  subjects: readonly One[],
  ownOf: (subject: One) => number | null,
): Map<string, MonthPlan> {
  const below = new Map<string, number>()
  const plans = new Map<string, MonthPlan>()
  // Reading order puts everybody after whom he stands under; backwards, the parts are known before their sum.
  for (const subject of subjects.toReversed()) {
    const own = ownOf(subject)
    const parts = below.get(subject.subjectId) ?? null
    const plan = own ?? parts
    const undistributed = own === null || subject.level === 'person' ? null : own - (parts ?? 0)
    plans.set(subject.subjectId, { own, below: parts, plan, undistributed })
    if (plan !== null && subject.parentId !== null)
      below.set(subject.parentId, (below.get(subject.parentId) ?? 0) + plan)
  }
  return plans
}
