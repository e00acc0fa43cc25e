import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import type { Inputs } from '#core/http/contract.ts'
import type { Target } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { type dealsContract, dealSort } from '../contract.ts'

const ids = listParam(z.uuid())
const period = z.string().refine(isPeriodKey).optional()
const amount = z.coerce.number().int().optional()

export const statuses = ['open', 'won', 'lost', 'all'] as const
export type Status = (typeof statuses)[number]

const shared = {
  q: z.string().max(200).optional(),
  pipeline: z.uuid().optional(),
  owner: ids,
  department: ids,
  source: ids,
  company: z.uuid().optional(),
  /** Minor units of the company's currency. */
  min: amount,
  max: amount,
  created: period,
  expected: period,
  /** Conditions on any field: the text of lists' filters. */
  where: z.string().max(8_000).optional(),
  /** The deal whose card stands open at the right. */
  deal: z.uuid().optional(),
  /** The dialog of a new deal stands open. */
  new: z.literal('1').optional(),
}

/** The filters as they stand in the address of the board. */
export const boardSearch = z.object(shared)
export type BoardSearch = z.output<typeof boardSearch>

/** And of the list. */
export const dealsSearch = z.object({
  ...shared,
  status: z.enum(statuses).optional(),
  stage: ids,
  reason: ids,
  closed: period,
  /** The person's own, then '-created', when absent. */
  sort: dealSort.optional(),
  /** The saved view that is open. */
  view: z.uuid().optional(),
})
export type DealsSearch = z.output<typeof dealsSearch>

/** Open deals are what people work with, unless another filter speaks of closed ones. */
export function statusOf({ status, closed, stage, reason }: Partial<DealsSearch>): Status {
  return status ?? (closed || stage || reason ? 'all' : 'open')
}

type SharedInput = Inputs<typeof dealsContract>['boardTotals']

function sharedInput(search: Partial<BoardSearch>): Omit<SharedInput, 'pipelineId'> {
  const { q, owner, department, source, company, min, max, created, expected, where } = search
  return {
    ...(q && { text: q }),
    ...(owner && { ownerIds: owner }),
    ...(department && { departmentIds: department }),
    ...(source && { sourceIds: source }),
    ...(company && { companyId: company }),
    ...(min !== undefined && { minAmountMinor: min }),
    ...(max !== undefined && { maxAmountMinor: max }),
    ...(created && { created }),
    ...(expected && { expected }),
    ...(where && { where }),
  }
}

/** What the board asks of the API, without its pipeline. */
export const boardInput = sharedInput

/** What the list asks of the API, without order and page. */
export function filterInput(search: Partial<DealsSearch>) {
  const status = statusOf(search)
  return {
    ...sharedInput(search),
    ...(search.pipeline && { pipelineId: search.pipeline }),
    ...(search.stage && { stageIds: search.stage }),
    ...(search.reason && { lossReasonIds: search.reason }),
    ...(search.closed && { closed: search.closed }),
    ...(status !== 'all' && { outcomes: [status] }),
  }
}

/** Whether anything narrows the list besides its state and pipeline. */
export function isFiltered(search: Partial<DealsSearch>): boolean {
  const { sort: _sort, view: _view, deal: _deal, new: _new, status: _status, pipeline: _pipeline, ...rest } = search
  return Object.values(rest).some((value) => value !== undefined)
}

export const noFilters: Partial<DealsSearch> = {
  q: undefined,
  owner: undefined,
  department: undefined,
  source: undefined,
  company: undefined,
  min: undefined,
  max: undefined,
  created: undefined,
  expected: undefined,
  stage: undefined,
  reason: undefined,
  closed: undefined,
  where: undefined,
}

/** The page of one deal. */
export const dealTarget = (id: string): Target => ({ to: `/deals/${id}` })
