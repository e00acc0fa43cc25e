import { z } from 'zod'
import { listSort } from '#modules/lists/contract.ts'
import { listParam } from '#web/kit/search-params.ts'
import { activitySorts } from '../calc/list-fields.ts'
import { activityKinds, activityStates } from '../contract/activity.ts'

/** The filters of the list of activities as they stand in the address. */
export const activitiesSearch = z.object({
  q: z.string().max(200).optional(),
  kind: listParam(z.enum(activityKinds)),
  state: listParam(z.enum(activityStates)),
  owner: listParam(z.uuid()),
  /** Conditions put together with «and» and «or». */
  where: z.string().optional(),
  sort: listSort(activitySorts).optional().catch(undefined),
  /** A saved view. */
  view: z.string().optional(),
  /** The activity that stands open at the right. */
  activity: z.uuid().optional(),
})
export type ActivitiesSearch = z.output<typeof activitiesSearch>

/** What the list asks of the API, without its order and page. */
export function listInput({ q, kind, state, owner, where }: ActivitiesSearch) {
  return {
    ...(q && { text: q }),
    ...(kind && { kinds: kind }),
    ...(state && { states: state }),
    ...(owner && { ownerIds: owner }),
    ...(where && { where }),
  }
}

export const noFilters = {
  q: undefined,
  kind: undefined,
  state: undefined,
  owner: undefined,
  where: undefined,
} satisfies Partial<ActivitiesSearch>
