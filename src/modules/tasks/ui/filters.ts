import { z } from 'zod'
import type { Target } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { listSort } from '#modules/lists/contract.ts'
import { taskSorts } from '../calc/list-fields.ts'
import { type TaskView, taskViews } from '../contract.ts'

/** The page's filters as they stand in the address. */
export const tasksSearch = z.object({
  view: z.enum(taskViews).default('today'),
  q: z.string().max(200).optional(),
  owner: listParam(z.uuid()),
  /** Short: day and week; long: month and quarter. */
  span: z.enum(['short', 'long']).optional(),
  /** Conditions put together with «and» and «or». */
  where: z.string().optional(),
  sort: listSort(taskSorts).optional().catch(undefined),
  /** A saved view. */
  saved: z.string().optional(),
  /** The task that stands open at the right. */
  task: z.uuid().optional(),
  /** The line of a new task has the cursor. */
  new: z.literal('1').optional(),
})
export type TasksSearch = z.output<typeof tasksSearch>

/** What the list asks of the API, without the page. */
export function listInput({ view, q, owner, span, where, sort }: TasksSearch) {
  return {
    view,
    ...(q && { text: q }),
    ...(owner && { ownerIds: owner }),
    ...(where && { where }),
    ...(sort && { sort }),
    ...(span && { horizons: span === 'short' ? (['day', 'week'] as const) : (['month', 'quarter'] as const) }),
  }
}

/** The list without any filter but its view. */
export const noFilters = {
  q: undefined,
  owner: undefined,
  span: undefined,
  where: undefined,
} satisfies Partial<TasksSearch>

export const isFiltered = ({ q, owner, span, where }: TasksSearch): boolean => Boolean(q ?? owner ?? span ?? where)

/** The page of tasks in one view, with one of them open. */
export const tasksTarget = (filters: { view?: TaskView; task?: string; owner?: string } = {}): Target => ({
  to: '/tasks',
  search: filters,
})
