import { z } from 'zod'
import { isTimeZone } from '#core/calendar/zone.ts'
import { cursor } from '#core/http/cursor.ts'
import { day, done, endpoint, flag, id, instant, line, listOf, pageOf } from '#core/http/contract.ts'
import { currencies } from '#core/money/currency.ts'
import { filterTree, listErrors, listPlace, listSort } from '#modules/lists/contract.ts'

export const roles = ['owner', 'director', 'head', 'seller', 'hr', 'marketing', 'finance', 'auditor', 'admin'] as const
export type Role = (typeof roles)[number]
export const role = z.enum(roles)

/** Whose rows: own, of his people, of everybody below them as well, of the whole company. */
export const reaches = ['own', 'team', 'subtree', 'all'] as const
export const reach = z.enum(reaches)
export const personState = z.enum(['not_invited', 'invited', 'active', 'disabled'])

const name = line(200).pipe(z.string().min(1))
const language = z.enum(['ru', 'en'])
const timeZone = z.string().refine(isTimeZone, { params: { code: 'TIME_ZONE_UNKNOWN' } })
export const currency = z.enum(currencies)
const version = z.int().min(1)
export const email = z.email().max(200).toLowerCase()

export const company = z.object({
  name,
  timeZone,
  currency,
  /** False once there are deals or plans: sums are kept in this currency, days in this time zone. */
  currencyIsFree: z.boolean(),
  timeZoneIsFree: z.boolean(),
  language,
  calendar: z.enum(['ru', 'plain']),
  weekDays: z.array(z.int().min(1).max(7)).min(1),
  isDemo: z.boolean(),
  version,
})

export const companyChange = company
  .omit({ currencyIsFree: true, timeZoneIsFree: true, isDemo: true })
  .partial()
  .required({ version: true })

export const person = z.object({
  id,
  fullName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  jobTitle: z.string().nullable(),
  role,
  reach: reach.nullable(),
  departmentId: id.nullable(),
  managerId: id.nullable(),
  hiredOn: z.string().nullable(),
  leftOn: z.string().nullable(),
  state: personState,
  hasAccount: z.boolean(),
  version,
})

export const personFields = z.object({
  fullName: name,
  email: email.nullable(),
  phone: line(40).nullable(),
  jobTitle: line(200).nullable(),
  role,
  reach: reach.nullable(),
  departmentId: id.nullable(),
  managerId: id.nullable(),
  hiredOn: day.nullable(),
  leftOn: day.nullable(),
})

export const department = z.object({
  id,
  name: z.string(),
  parentId: id.nullable(),
  headId: id.nullable(),
  position: z.int(),
  isArchived: z.boolean(),
  /** People who work in it now, without those of its parts. */
  people: z.int(),
  version,
})

export const departmentFields = z.object({ name, parentId: id.nullable(), headId: id.nullable(), position: z.int() })

export const dayKind = z.enum(['off', 'short', 'working'])
export const calendarDay = z.object({ day: z.string(), kind: dayKind, isOwn: z.boolean(), note: z.string().nullable() })
export const rateText = z.string().regex(/^(?=.*[1-9])\d{1,9}(\.\d{1,10})?$/)
export const rate = z.object({ currency, validFrom: z.string(), rate: z.string() })

const auditEntry = z.object({
  id,
  at: instant,
  action: z.string(),
  actorId: id.nullable(),
  actorName: z.string().nullable(),
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
  subjectName: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})

const personErrors = {
  CIRCLE: { status: 409 },
  EMAIL_TAKEN: { status: 409 },
  LAST_OWNER: { status: 409 },
  NO_SUCH_DEPARTMENT: { status: 400 },
  NO_SUCH_MANAGER: { status: 400 },
  LEFT_BEFORE_HIRED: { status: 400 },
  ACCOUNT_NEEDS_EMAIL: { status: 400 },
} as const
const departmentErrors = {
  CIRCLE: { status: 409 },
  NO_SUCH_DEPARTMENT: { status: 400 },
  NO_SUCH_MANAGER: { status: 400 },
} as const

/** What a list or a file of people is asked for by. */
const peopleQuestion = z.object({
  search: line(100).optional(),
  role: listOf(role).optional(),
  state: listOf(personState).optional(),
  departmentId: id.optional(),
  /** True: only those who have left; false: only those who work. */
  left: flag.optional(),
  /** Conditions put together with «and» and «or», by the fields of calc/list-fields.ts. */
  where: filterTree.optional(),
})
export type PeopleQuestion = z.output<typeof peopleQuestion>

export const peopleSorts = ['name', 'role', 'department', 'manager', 'email', 'state', 'hired', 'left'] as const
export type PeopleSortName = (typeof peopleSorts)[number]
const sort = listSort(peopleSorts).default('name')
/** What a file of people is asked for by. */
export const peopleFileQuestion = peopleQuestion.extend({ sort })

const tag = 'Organisation'

export const orgContract = {
  company: endpoint({
    method: 'GET',
    path: '/company',
    summary: 'Settings of the company',
    tag,
    input: z.object({}),
    output: company,
  }),
  editCompany: endpoint({
    method: 'PATCH',
    path: '/company',
    summary: 'Change settings of the company',
    tag,
    input: companyChange,
    output: company,
    errors: {
      COMPANY_CHANGED: { status: 409, data: z.object({ current: company }) },
      CURRENCY_FIXED: { status: 409 },
      TIME_ZONE_FIXED: { status: 409 },
    },
  }),

  people: endpoint({
    method: 'GET',
    path: '/people',
    summary: 'People of the company, by name unless another order is asked for',
    tag,
    input: peopleFileQuestion.extend({
      cursor: cursor(listPlace).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    output: pageOf(person),
    errors: listErrors,
  }),
  person: endpoint({
    method: 'GET',
    path: '/people/{id}',
    summary: 'One person',
    tag,
    input: z.object({ id }),
    output: person,
  }),
  addPerson: endpoint({
    method: 'POST',
    path: '/people',
    summary: 'Add a person; he gets access by an invitation',
    tag,
    input: personFields.partial().required({ fullName: true, role: true }),
    output: person,
    errors: personErrors,
  }),
  editPerson: endpoint({
    method: 'PATCH',
    path: '/people/{id}',
    summary: 'Change a person; `version` is the one you have read',
    tag,
    input: personFields.partial().extend({ id, version, isDisabled: z.boolean().optional() }),
    output: person,
    errors: { ...personErrors, PERSON_CHANGED: { status: 409, data: z.object({ current: person }) } },
  }),

  departments: endpoint({
    method: 'GET',
    path: '/departments',
    summary: 'Departments; the tree is in parentId',
    tag,
    input: z.object({ archived: flag.optional() }),
    output: z.array(department),
  }),
  addDepartment: endpoint({
    method: 'POST',
    path: '/departments',
    summary: 'Add a department',
    tag,
    input: departmentFields.partial().required({ name: true }),
    output: department,
    errors: departmentErrors,
  }),
  editDepartment: endpoint({
    method: 'PATCH',
    path: '/departments/{id}',
    summary: 'Rename, move or archive a department, appoint its head',
    tag,
    input: departmentFields.partial().extend({ id, version, isArchived: z.boolean().optional() }),
    output: department,
    errors: {
      ...departmentErrors,
      DEPARTMENT_CHANGED: { status: 409, data: z.object({ current: department }) },
      DEPARTMENT_NOT_EMPTY: { status: 409, data: z.object({ people: z.int(), departments: z.int() }) },
    },
  }),

  calendar: endpoint({
    method: 'GET',
    path: '/calendar/{year}',
    summary: 'Production calendar of a year: exceptions from the working week, working days of each month',
    tag,
    input: z.object({ year: z.coerce.number().int().min(1990).max(2099) }),
    output: z.object({
      year: z.int(),
      weekDays: z.array(z.int()),
      /** False where the public calendar is an estimate or a plain week. */
      isPublished: z.boolean(),
      days: z.array(calendarDay),
      months: z.array(z.object({ month: z.string(), workingDays: z.int(), shortDays: z.int() })),
    }),
  }),
  setDay: endpoint({
    method: 'PUT',
    path: '/calendar/days/{day}',
    summary: "Set the company's own kind of a day; null returns the day to the public calendar",
    tag,
    input: z.object({ day, kind: dayKind.nullable(), note: line(200).nullable().optional() }),
    output: done,
  }),

  rates: endpoint({
    method: 'GET',
    path: '/currency-rates',
    summary: 'Rates of foreign currencies',
    tag,
    input: z.object({}),
    output: z.array(rate),
  }),
  setRate: endpoint({
    method: 'PUT',
    path: '/currency-rates/{currency}/{validFrom}',
    summary: "Units of the company's currency for one unit of a foreign one, from this day on",
    tag,
    input: z.object({ currency, validFrom: day, rate: rateText }),
    output: done,
    errors: { OWN_CURRENCY: { status: 400 } },
  }),
  removeRate: endpoint({
    method: 'DELETE',
    path: '/currency-rates/{currency}/{validFrom}',
    summary: 'Remove a rate',
    tag,
    input: z.object({ currency, validFrom: day }),
    output: done,
  }),

  audit: endpoint({
    method: 'GET',
    path: '/audit',
    summary: 'Audit log, newest first: sign-ins, rights, invitations, keys, imports, exports',
    tag,
    input: z.object({
      action: line(60).optional(),
      actorId: id.optional(),
      from: day.optional(),
      to: day.optional(),
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: pageOf(auditEntry),
  }),
}
