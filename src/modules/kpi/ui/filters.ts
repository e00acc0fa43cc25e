import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import { boardRoles, comparison } from '../contract.ts'

/** The filters as they stand in the address. `role`: whose board, for those who arrange them. */
export const kpiSearch = z.object({
  period: z.string().refine(isPeriodKey).optional(),
  compare: comparison.default('previous'),
  department: z.uuid().optional(),
  role: z.enum(boardRoles).optional(),
})
export type KpiSearch = z.output<typeof kpiSearch>

/** What the API is asked: without a period in the address, the month in which today lies. */
export function inputOf({ period, compare, department, role }: KpiSearch, today: string) {
  return {
    period: period ?? currentPeriod(today),
    comparison: compare,
    ...(department && { departmentId: department }),
    ...(role && { role }),
  }
}
export type BoardInput = ReturnType<typeof inputOf>
