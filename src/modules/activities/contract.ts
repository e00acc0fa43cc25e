import { z } from 'zod'
import { endpoint, id, instant, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'

export const activityKinds = ['call', 'meeting', 'demo', 'email', 'message'] as const
export const activityKind = z.enum(activityKinds)
export type ActivityKind = z.output<typeof activityKind>

const named = z.object({ id, name: z.string() })

export const activity = z.object({
  id,
  kind: activityKind,
  owner: named.nullable(),
  dealId: id.nullable(),
  occurredAt: instant,
  recordedAt: instant,
  durationS: z.int().nullable(),
  result: z.string().nullable(),
  done: z.boolean(),
  source: z.string(),
})
export type Activity = z.output<typeof activity>

export const newActivity = z.object({
  kind: activityKind,
  dealId: id,
  /** Now when absent. */
  occurredAt: instant.optional(),
  /** Seconds, a day at most. */
  durationS: z.int().min(0).max(86_400).nullable().optional(),
  /** What came of it. An activity counts towards norms only with a result. */
  result: z.string().trim().min(1).max(5_000),
})

const tag = 'Activities'

export const activitiesContract = {
  list: endpoint({
    method: 'GET',
    path: '/deals/{dealId}/activities',
    summary: 'Calls, meetings and other contacts of a deal, newest first',
    tag,
    input: z.object({
      dealId: id,
      cursor: cursor(z.tuple([instant, id])).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: pageOf(activity),
  }),
  add: endpoint({
    method: 'POST',
    path: '/activities',
    summary: 'Record a contact with a client that has taken place',
    tag,
    input: newActivity,
    output: activity,
    errors: { ACTIVITY_IN_FUTURE: { status: 400 } },
  }),
}
