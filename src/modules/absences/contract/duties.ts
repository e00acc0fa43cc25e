import { z } from 'zod'
import { endpoint, id, instant, line } from '#core/http/contract.ts'

/** The five steps of the loop. */
export const steps = ['plan', 'organise', 'lead', 'control', 'correct'] as const
/** What a role does about it: does it, proposes it, approves it. */
export const parts = ['does', 'proposes', 'approves'] as const
export const dutyRoles = ['owner', 'director', 'head', 'seller'] as const

const item = z.object({
  id: line(40).pipe(z.string().min(1)),
  step: z.enum(steps),
  part: z.enum(parts),
  text: line(300).pipe(z.string().min(1)),
})
export type Duty = z.output<typeof item>
const named = z.object({ id, name: z.string() })

const dutyList = z.object({
  role: z.enum(dutyRoles),
  /** 0: as Mostik proposes it, nobody has changed it yet. */
  version: z.int().min(0),
  items: z.array(item),
  note: z.string().nullable(),
  changedAt: instant.nullable(),
  changedBy: named.nullable(),
})
export type DutyList = z.output<typeof dutyList>

const tag = 'Duties'

export const dutyEndpoints = {
  duties: endpoint({
    method: 'GET',
    path: '/duties',
    summary: 'Who answers for what: the duties of each role',
    tag,
    input: z.object({}),
    output: z.object({ lists: z.array(dutyList), may: z.object({ edit: z.boolean() }) }),
  }),
  setDuties: endpoint({
    method: 'PUT',
    path: '/duties/{role}',
    summary: 'Write the duties of a role anew; `version` is the one you have read',
    tag,
    input: z.object({
      role: z.enum(dutyRoles),
      version: z.int().min(0),
      items: z.array(item).max(60),
      note: line(300).nullable().optional(),
    }),
    output: dutyList,
    errors: {
      DUTIES_CHANGED: { status: 409, data: z.object({ current: dutyList }) },
      DUTIES_EMPTY: { status: 400 },
    },
  }),
  dutyVersions: endpoint({
    method: 'GET',
    path: '/duties/{role}/versions',
    summary: 'Earlier lists of a role, the latest first',
    tag,
    input: z.object({ role: z.enum(dutyRoles) }),
    output: z.array(dutyList),
  }),
}
