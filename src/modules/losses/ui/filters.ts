import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import { type sliceInput, sliceSearch } from '#modules/funnel/ui/api.tsx'
import type { Target } from '#web/kit/routing.tsx'

/** The filters as they stand in the address. */
export const lossesSearch = sliceSearch
export type LossesSearch = z.output<typeof lossesSearch>

const one = z.union([z.uuid(), z.literal('none')]).optional()

/** The address of the list behind a figure. */
export const behindSearch = lossesSearch.extend({
  outcome: z.enum(['lost', 'won']).default('lost'),
  reason: one,
  stage: one,
  by: one,
  from: one,
  competitor: one,
  within: z.string().refine(isPeriodKey).optional(),
})
export type BehindSearch = z.output<typeof behindSearch>
export type Narrowing = Partial<Omit<BehindSearch, keyof LossesSearch>>

export type LossesInput = ReturnType<typeof sliceInput>

/** What the list is asked beside the filters. */
export function narrowed({ outcome, reason, stage, by, from, competitor, within }: Narrowing) {
  return {
    ...(outcome && { outcome }),
    ...(reason && { reason }),
    ...(stage && { stage }),
    ...(by && { seller: by }),
    ...(from && { source: from }),
    ...(competitor && { competitor }),
    ...(within && { within }),
  }
}

export function behindTarget(search: LossesSearch, narrowing: Narrowing): Target {
  return { to: '/losses/deals', search: { ...search, ...narrowing } }
}
