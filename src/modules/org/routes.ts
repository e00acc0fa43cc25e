import type { Day, TimeZone } from '#core/calendar/day.ts'
import { addDays } from '#core/calendar/day.ts'
import { dayOf, startOfDay } from '#core/calendar/zone.ts'
import { type Actor, type Call, routes } from '#core/http/routes.ts'
import { calendarYear } from './calc.ts'
import { orgContract } from './contract.ts'
import { listAudit } from './data/audit.ts'
import { companyCalendar } from './data/calendar.ts'
import { readCompany } from './data/company.ts'
import { listDepartments } from './data/departments.ts'
import { listRates } from './data/rates.ts'
import { rightsChanged } from './service/changes.ts'
import { demand, dropRate, editCompany, setDay, setRate } from './service/company.ts'
import { addDepartment, editDepartment } from './service/departments.ts'
import { peoplePage } from './service/people-list.ts'
import { addPerson, editPerson, existing } from './service/people.ts'

export const orgRoutes = routes(orgContract, {
  company: ({ actor, as }) => as((tx) => readCompany(tx, actor.workspaceId)),
  editCompany: ({ input, actor, as }) =>
    changing(
      actor,
      as((tx) => editCompany(tx, actor, input)),
    ),

  people: ({ input, actor, as, clock }) => as((tx) => peoplePage(tx, { actor, now: clock.now() }, input)),
  person: ({ input, as }) => as((tx) => existing(tx, input.id)),
  addPerson: ({ input, actor, as }) =>
    changing(
      actor,
      as((tx) => addPerson(tx, actor, input)),
    ),
  editPerson: ({ input, actor, as }) =>
    changing(
      actor,
      as((tx) => editPerson(tx, actor, input)),
    ),

  departments: ({ input, as, ...call }) =>
    as((tx) => listDepartments(tx, { archived: input.archived ?? false, today: todayOf(call) })),
  addDepartment: ({ input, actor, as, ...call }) =>
    changing(
      actor,
      as((tx) => addDepartment(tx, actor, todayOf({ ...call, actor }), input)),
    ),
  editDepartment: ({ input, actor, as, ...call }) =>
    changing(
      actor,
      as((tx) => editDepartment(tx, actor, todayOf({ ...call, actor }), input)),
    ),

  calendar: async ({ input, as }) => calendarYear(input.year, await as(companyCalendar)),
  setDay: async ({ input, actor, as }) => {
    await as((tx) => setDay(tx, actor, input))
    return { done: true as const }
  },

  rates: ({ as }) => as(listRates),
  setRate: async ({ input, actor, as }) => {
    await as((tx) => setRate(tx, actor, input))
    return { done: true as const }
  },
  removeRate: async ({ input, actor, as }) => {
    await as((tx) => dropRate(tx, actor, input))
    return { done: true as const }
  },

  audit: async ({ input: { from, to, cursor, ...input }, actor, as }) => {
    demand(actor, 'readAudit')
    const zone = actor.workspace.timeZone as TimeZone
    const filter = {
      ...input,
      from: from ? startOfDay(from as Day, zone) : undefined,
      to: to ? startOfDay(addDays(to as Day, 1), zone) : undefined,
      after: cursor,
    }
    const found = await as((tx) => listAudit(tx, filter))
    const rows = found.slice(0, input.limit).map((entry) => ({ ...entry, at: entry.at.toISOString() }))
    return { rows, nextCursor: found.length > input.limit ? (rows.at(-1)?.id ?? null) : null }
  },
})

async function changing<Result>(actor: Actor, work: Promise<Result>): Promise<Result> {
  const result = await work
  rightsChanged(actor.workspaceId)
  return result
}

function todayOf({ actor, clock }: Pick<Call<unknown>, 'actor' | 'clock'>): Day {
  return dayOf(clock.now(), actor.workspace.timeZone as TimeZone)
}
