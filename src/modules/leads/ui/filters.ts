import { z } from 'zod'
import type { Target } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { leadViews } from '../contract.ts'

/** The page's filters as they stand in the address. */
export const leadsSearch = z.object({
  view: z.enum(leadViews).optional(),
  q: z.string().max(200).optional(),
  source: listParam(z.uuid()),
  owner: listParam(z.uuid()),
  /** The lead that stands open at the right. */
  lead: z.uuid().optional(),
  new: z.literal('1').optional(),
})
export type LeadsSearch = z.output<typeof leadsSearch>

export const isFiltered = ({ q, source, owner }: LeadsSearch): boolean => Boolean(q ?? source ?? owner)

export const leadTarget = (id: string): Target => ({ to: '/leads', search: { lead: id } })
