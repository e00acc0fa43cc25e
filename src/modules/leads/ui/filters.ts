import { z } from 'zod'
import type { Target } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { listSort } from '#modules/lists/contract.ts'
import { leadSorts } from '../calc/list-fields.ts'
import { leadViews } from '../contract.ts'

/** The page's filters as they stand in the address. */
export const leadsSearch = z.object({
  view: z.enum(leadViews).optional(),
  q: z.string().max(200).optional(),
  source: listParam(z.uuid()),
  owner: listParam(z.uuid()),
  /** Conditions put together with «and» and «or». */
  where: z.string().optional(),
  sort: listSort(leadSorts).optional().catch(undefined),
  /** A saved view. */
  saved: z.string().optional(),
  /** The lead that stands open at the right. */
  lead: z.uuid().optional(),
  new: z.literal('1').optional(),
})
export type LeadsSearch = z.output<typeof leadsSearch>

/** The list without any filter but its view. */
export const noFilters = {
  q: undefined,
  source: undefined,
  owner: undefined,
  where: undefined,
} satisfies Partial<LeadsSearch>

export const isFiltered = ({ q, source, owner, where }: LeadsSearch): boolean => Boolean(q ?? source ?? owner ?? where)

export const leadTarget = (id: string): Target => ({ to: '/leads', search: { lead: id } })
