import { z } from 'zod'
import { day, done, endpoint, id, line } from '#core/http/contract.ts'
import { dutyEndpoints } from './contract/duties.ts'
import { territoryEndpoints } from './contract/territories.ts'

export const absenceKinds = ['leave', 'sick', 'trip', 'other'] as const
export const absenceStates = ['requested', 'approved', 'declined', 'cancelled'] as const

const named = z.object({ id, name: z.string() })
const version = z.int().min(1)
const count = z.int().min(0)

export const absence = z.object({
  id,
  person: named,
  /** Null for colleagues: that somebody is away is known to all, why is not. */
  kind: z.enum(absenceKinds).nullable(),
  fromOn: z.string(),
  toOn: z.string(),
  /** By the calendar of the company. */
  workingDays: count,
  substitute: named.nullable(),
  note: z.string().nullable(),
  state: z.enum(absenceStates),
  decidedBy: named.nullable(),
  decisionNote: z.string().nullable(),
  version,
  may: z.object({ decide: z.boolean(), edit: z.boolean(), cancel: z.boolean() }),
})
export type Absence = z.output<typeof absence>

const fields = z.object({
  kind: z.enum(absenceKinds),
  fromOn: day,
  /** The last day. */
  toOn: day,
  substituteId: id.nullable(),
  note: line(500).nullable(),
})
export const newAbsence = fields
  .partial({ substituteId: true, note: true })
  /** Absent: for oneself. */
  .extend({ personId: id.optional() })

const range = z.object({ fromOn: z.string(), toOn: z.string() })
const refusals = {
  ABSENCE_DATES: { status: 400 },
  ABSENCE_OVERLAPS: { status: 409, data: range.extend({ name: z.string() }) },
  ABSENCE_NOT_EMPLOYED: { status: 422, data: z.object({ name: z.string() }) },
  HANDOVER_TO_SELF: { status: 422 },
  HANDOVER_TO_GONE: { status: 422, data: z.object({ names: z.array(z.string()) }) },
  SUBSTITUTION_DATES: { status: 400 },
  SUBSTITUTION_OVERLAPS: { status: 409, data: z.object({ startsOn: z.string(), endsOn: z.string() }) },
  SUBSTITUTE_AWAY: { status: 422, data: z.object({ name: z.string(), startsOn: z.string(), endsOn: z.string() }) },
} as const
const changed = {
  ABSENCE_CHANGED: { status: 409 },
  /** It was decided, called off or is over. */
  ABSENCE_DECIDED: { status: 409 },
  SUBSTITUTION_CHANGED: { status: 409 },
} as const

const tag = 'Absences'

export const absencesContract = {
  board: endpoint({
    method: 'GET',
    path: '/absences',
    summary: 'Absences of a year by person, who is away today, what waits for the reader’s decision',
    tag,
    input: z.object({ year: z.coerce.number().int().min(2000).max(2099).optional() }),
    output: z.object({
      year: z.int(),
      today: z.string(),
      people: z.array(
        z.object({
          id,
          name: z.string(),
          departmentId: id.nullable(),
          departmentName: z.string().nullable(),
          /** Working days of approved leave in the year; null for colleagues whose reasons the reader does not see. */
          leaveDays: count.nullable(),
          sickDays: count.nullable(),
        }),
      ),
      rows: z.array(absence),
      /** Ids of `rows`. */
      awayToday: z.array(id),
      waiting: z.array(id),
      may: z.object({ askForSelf: z.boolean(), askForPeople: z.array(id) }),
    }),
  }),
  ask: endpoint({
    method: 'POST',
    path: '/absences',
    summary: 'Ask for an absence; of a subordinate it is approved at once',
    tag,
    input: newAbsence,
    output: absence,
    errors: refusals,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/absences/{id}',
    summary: 'Change dates, kind, substitute; an approved one is changed by those above',
    tag,
    input: fields.partial().extend({ id, version }),
    output: absence,
    errors: { ...refusals, ...changed },
  }),
  decide: endpoint({
    method: 'POST',
    path: '/absences/{id}/decide',
    summary: 'Approve or decline; nobody decides his own',
    tag,
    input: z.object({
      id,
      version,
      approve: z.boolean(),
      substituteId: id.nullable().optional(),
      note: line(500).nullable().optional(),
    }),
    output: absence,
    errors: {
      ...refusals,
      ...changed,
      ABSENCE_OWN: { status: 403 },
      ABSENCE_REASON_REQUIRED: { status: 400 },
    },
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/absences/{id}/cancel',
    summary: 'Call it off, or end it yesterday when it runs',
    tag,
    input: z.object({ id }),
    output: done,
    errors: { ABSENCE_DECIDED: { status: 409 } },
  }),
  ...territoryEndpoints,
  ...dutyEndpoints,
}
