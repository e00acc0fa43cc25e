import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import type { Target } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { figure, level } from '../contract.ts'

/** The filters as they stand in the address. */
export const sellersSearch = z.object({
  period: z.string().refine(isPeriodKey).optional(),
  pipeline: z.uuid().optional(),
  source: listParam(z.uuid()),
})
export type SellersSearch = z.output<typeof sellersSearch>

export const behindSearch = sellersSearch.extend({
  figure: figure.default('sales'),
  level: level.default('company'),
  subject: z.uuid().optional(),
})

/** What the API is asked: without a period in the address, the month in which today lies. */
export function inputOf(search: SellersSearch, today: string) {
  return {
    period: search.period ?? currentPeriod(today),
    ...(search.pipeline && { pipelineId: search.pipeline }),
    ...(search.source && { sourceIds: search.source }),
  }
}
export type SellersInput = ReturnType<typeof inputOf>

/** The table of sellers with these filters. */
export function sellersTarget(search: SellersSearch = {}): Target {
  return { to: '/sellers', search }
}
