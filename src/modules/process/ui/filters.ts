import { z } from 'zod'
import { type sliceInput, sliceSearch } from '#modules/funnel/ui/api.tsx'
import type { Target } from '#web/kit/routing.tsx'

/** The filters as they stand in the address, and how many moves are drawn. */
export const processSearch = sliceSearch.extend({
  edges: z.coerce.number().int().min(1).max(200).optional(),
})
export type ProcessSearch = z.output<typeof processSearch>

const place = z.union([z.uuid(), z.enum(['start', 'moved'])]).optional()

/** The address of the deals behind a way or a move. */
export const behindSearch = processSearch.extend({ variant: z.guid().optional(), from: place, to: place })
export type WayNarrowing = Pick<z.output<typeof behindSearch>, 'variant' | 'from' | 'to'>

export type ProcessInput = ReturnType<typeof sliceInput>

export function narrowed({ variant, from, to }: WayNarrowing) {
  return { ...(variant && { variant }), ...(from && { from }), ...(to && { to }) }
}

export function behindTarget(search: ProcessSearch, narrowing: Partial<WayNarrowing>): Target {
  return { to: '/process/deals', search: { ...search, ...narrowing } }
}

/** Where the log of these deals is as a file. */
export function logAddress(input: ProcessInput, format: 'csv' | 'xes'): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) for (const one of [value].flat()) query.append(name, one)
  return `/api/process/log.${format}?${query.toString()}`
}
