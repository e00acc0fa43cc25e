import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import type { Target } from '#web/kit/routing.tsx'

/** The filters as they stand in the address. */
export const decompositionSearch = z.object({
  period: z.string().refine(isPeriodKey).optional(),
  months: z.enum(['3', '6', '12']).default('6'),
  basis: z.enum(['whole', 'rest']).default('whole'),
})
export type DecompositionSearch = z.output<typeof decompositionSearch>

/** What the API is asked: without a period in the address, the month in which today lies. */
export function inputOf({ period, months, basis }: DecompositionSearch, today: string) {
  return { period: period ?? currentPeriod(today), months: Number(months) as 3 | 6 | 12, basis }
}
export type DecompositionInput = ReturnType<typeof inputOf>

/** The decomposition of one seller, or of the team. */
export function decompositionTarget(personId?: string, search: Partial<DecompositionSearch> = {}): Target {
  return { to: personId ? `/decomposition/${personId}` : '/decomposition', search }
}
