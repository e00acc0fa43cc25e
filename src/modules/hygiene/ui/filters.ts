import { z } from 'zod'
import type { Target } from '#web/kit/routing.tsx'
import type { RuleCode } from '../contract.ts'
import { codeParam } from './use-hygiene.ts'

/** The filters of the list of deals as they stand in the address. */
export const dealsSearch = z.object({
  code: codeParam,
  owner: z.uuid().optional(),
  /** Deals without an owner. */
  nobody: z.literal('1').optional(),
})
export type DealsSearch = z.output<typeof dealsSearch>

/** The list of deals behind a figure. */
export const hygieneTarget = (filters: { code?: RuleCode; owner?: string; nobody?: '1' } = {}): Target => ({
  to: '/hygiene/deals',
  search: filters,
})

/** What the list asks of the API. */
export const dealsInput = ({ code, owner, nobody }: DealsSearch) => ({
  ...(code && { code }),
  ...(owner && { ownerIds: [owner] }),
  ...(nobody && { unassigned: true }),
})
