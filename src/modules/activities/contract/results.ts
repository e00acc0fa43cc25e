import { z } from 'zod'
import { done, endpoint, id, line } from '#core/http/contract.ts'
import { activityKind } from './activity.ts'

const name = line(200).pipe(z.string().min(1))

/** The step that usually follows, so many working days later. */
const usualNext = z.object({ kind: activityKind, inDays: z.int().min(0).max(365) })

export const activityResult = z.object({
  id,
  kind: activityKind,
  name: z.string(),
  /** Whether the client was reached: a call into the void breaks no silence. */
  isContact: z.boolean(),
  next: usualNext.nullable(),
  archived: z.boolean(),
})
export type ActivityResult = z.output<typeof activityResult>

const tag = 'Activity settings'
const errors = { RESULT_EXISTS: { status: 409 } } as const

/** What may come of a contact, by its kind. */
export const resultEndpoints = {
  results: endpoint({
    method: 'GET',
    path: '/activity-results',
    summary: 'Results of calls, meetings and other contacts, in their order, archived ones last',
    tag,
    input: z.object({}),
    output: z.array(activityResult),
  }),
  addResult: endpoint({
    method: 'POST',
    path: '/activity-results',
    summary: 'Add a result of one kind of contact',
    tag,
    input: z.object({
      kind: activityKind,
      name,
      isContact: z.boolean().default(true),
      next: usualNext.nullable().default(null),
    }),
    output: activityResult,
    errors,
  }),
  editResult: endpoint({
    method: 'PATCH',
    path: '/activity-results/{id}',
    summary: 'Rename or archive a result, or say what usually follows it; what is recorded stays as it is',
    tag,
    input: z.object({
      id,
      name: name.optional(),
      isContact: z.boolean().optional(),
      next: usualNext.nullable().optional(),
      archived: z.boolean().optional(),
    }),
    output: activityResult,
    errors,
  }),
  orderResults: endpoint({
    method: 'PUT',
    path: '/activity-results/order',
    summary: 'Put the results of one kind in order',
    tag,
    input: z.object({ kind: activityKind, ids: z.array(id).min(1).max(200) }),
    output: done,
  }),
}
