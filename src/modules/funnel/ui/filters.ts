import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import type { Target } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { figure, type Figure } from '../contract.ts'

const ids = listParam(z.uuid())

/** What every page of analytics is narrowed by, as it stands in the address. */
export const sliceSearch = z.object({
  period: z.string().refine(isPeriodKey).optional(),
  pipeline: z.uuid().optional(),
  seller: ids,
  department: ids,
  source: ids,
})
export type SliceSearch = z.output<typeof sliceSearch>

/** The filters as they stand in the address. */
export const funnelSearch = sliceSearch.extend({
  order: z.enum(['skips', 'strict']).optional(),
  window: z.enum(['all', '30', '60', '90', '180']).optional(),
})
export type FunnelSearch = z.output<typeof funnelSearch>

/** The address of a list behind a figure: the filters, the figure and its stage. */
export const behindSearch = funnelSearch.extend({ figure: figure.default('now_all'), stage: z.uuid().optional() })

/** What the API is asked: without a period in the address, the month in which today lies. */
export function sliceInput(search: SliceSearch, today: string) {
  return {
    period: search.period ?? currentPeriod(today),
    ...(search.pipeline && { pipelineId: search.pipeline }),
    ...(search.seller && { sellerIds: search.seller }),
    ...(search.department && { departmentIds: search.department }),
    ...(search.source && { sourceIds: search.source }),
  }
}

/** What the funnel is asked: the slice, the order and the window of its cohort. */
export function inputOf(search: FunnelSearch, today: string) {
  return {
    ...sliceInput(search, today),
    ...(search.order && { order: search.order }),
    ...(search.window && { window: search.window }),
  }
}
export type FunnelInput = ReturnType<typeof inputOf>

/** The funnel with these filters. */
export function funnelTarget(search: FunnelSearch = {}): Target {
  return { to: '/funnel', search }
}

/** The deals behind a figure of the funnel, as a page of their own. */
export function behindTarget(search: FunnelSearch, of: Figure, stageId?: string): Target {
  return { to: '/funnel/deals', search: { ...search, figure: of, stage: stageId } }
}
