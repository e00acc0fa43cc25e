import type { Day } from '#core/calendar/day.ts'
import { addDays } from '#core/calendar/day.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import { byOf, todayOf, zoneOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { calendarYear } from './calc.ts'
import { orgContract } from './contract.ts'
import { listAudit } from './data/audit.ts'
import { companyCalendar } from './data/calendar.ts'
import { readCompany } from './data/company.ts'
import { listDepartments } from './data/departments.ts'
import { listRates } from './data/rates.ts'
import { changingRights } from './service/changes.ts'
import { demand, dropRate, editCompany, setDay, setRate } from './service/company.ts'
import { addDepartment, editDepartment } from './service/departments.ts'
import { peoplePage } from './service/people-list.ts'
import { addPerson, editPerson, existing } from './service/people.ts'

export const orgRoutes = routes(orgContract, {
  company: ({ actor, as }) => as((tx) => readCompany(tx, actor.workspaceId)),
  editCompany: ({ input, actor, as }) =>
    changingRights(
      { actor },
      as((tx) => editCompany(tx, actor, input)),
    ),

  people: ({ input, as, ...call }) => as((tx) => peoplePage(tx, byOf(call), input)),
  person: ({ input, as }) => as((tx) => existing(tx, input.id)),
  addPerson: ({ input, actor, as }) =>
    changingRights(
      { actor },
      as((tx) => addPerson(tx, actor, input)),
    ),
  editPerson: ({ input, actor, as }) =>
    changingRights(
      { actor },
      as((tx) => editPerson(tx, actor, input)),
    ),

  departments: ({ input, as, ...call }) =>
    as((tx) => listDepartments(tx, { archived: input.archived ?? false, today: todayOf(byOf(call)) })),
  addDepartment: ({ input, actor, as, ...call }) =>
    changingRights(
      { actor },
      as((tx) => addDepartment(tx, actor, todayOf(byOf({ ...call, actor })), input)),
    ),
  editDepartment: ({ input, actor, as, ...call }) =>
    changingRights(
      { actor },
      as((tx) => editDepartment(tx, actor, todayOf(byOf({ ...call, actor })), input)),
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
    const zone = zoneOf({ actor })
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
