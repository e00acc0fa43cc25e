import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import type { Target } from '#web/kit/routing.tsx'
import { planMetrics } from '#modules/plans/contract.ts'
import { level as anyLevel, type PlanFactRow } from '../contract.ts'

/** The filters as they stand in the address. `line` is the one whose course is drawn. */
export const planFactSearch = z.object({
  period: z.string().refine(isPeriodKey).optional(),
  metric: z.enum(planMetrics).default('revenue'),
  compare: z.enum(['none', 'previous', 'lastYear']).default('none'),
  line: z.uuid().optional(),
})
export type PlanFactSearch = z.output<typeof planFactSearch>

/** The address of the records behind a line's fact. */
export const bookingsSearch = z.object({
  period: z.string().refine(isPeriodKey).optional(),
  level: anyLevel.default('company'),
  subject: z.uuid().optional(),
})

export const periodOf = (search: { period?: string | undefined }, today: string) =>
  search.period ?? currentPeriod(today)

/** Which line is meant, as the API asks it. */
export function aboutOf({ level, subjectId }: Pick<PlanFactRow, 'level' | 'subjectId'>, period: string) {
  return { period, level, subjectId }
}

export function planFactTarget(search: Partial<PlanFactSearch> = {}): Target {
  return { to: '/plan-fact', search }
}

export function bookingsTarget({ level, subjectId }: Pick<PlanFactRow, 'level' | 'subjectId'>, period: string): Target {
  return { to: '/plan-fact/bookings', search: { period, level, subject: subjectId } }
}
