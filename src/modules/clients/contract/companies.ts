import { z } from 'zod'
import { done, endpoint, flag, id, line, listOf, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { filterTree, listErrors, listPlace, listSort } from '#modules/lists/contract.ts'
import { badFields, companyChanged, exists, loop, merged } from './errors.ts'
import { companyCard, companyChanges, companyRow, count, newCompany, tag, version } from './records.ts'

/** What lists of clients are ordered by: 'name', 'owner,-created'. */
export const clientSorts = {
  company: ['name', 'inn', 'industry', 'region', 'phone', 'email', 'owner', 'created', 'updated'],
  contact: ['name', 'jobTitle', 'company', 'phone', 'email', 'owner', 'created', 'updated'],
} as const
export type ClientSortName = (typeof clientSorts)[keyof typeof clientSorts][number]

export const clientSort = {
  company: listSort(clientSorts.company),
  contact: listSort(clientSorts.contact),
}

/** By what lists of companies and contacts are filtered alike. */
const filterFields = {
  /** A piece of the name, the beginning of the ИНН, a phone in any form, an address. */
  text: line(200).optional(),
  ownerIds: listOf(id).optional(),
  /** True: nobody is responsible. */
  unassigned: flag.optional(),
  /** With each of these. */
  tags: listOf(tag).optional(),
  /** True: what is in the trash, and nothing else. */
  deleted: flag.optional(),
  /** Conditions put together with «and» and «or», by the fields of calc/list-fields.ts. */
  where: filterTree.optional(),
}

export const companyFilter = z.object({
  ...filterFields,
  industries: listOf(line(200)).optional(),
  regions: listOf(line(200)).optional(),
  parentId: id.optional(),
})
export const contactFilter = z.object({ ...filterFields, companyId: id.optional() })
export type ContactFilter = z.output<typeof contactFilter>

/** Place and size of a page. */
export const pageFields = {
  cursor: cursor(listPlace).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
}

const group = 'Clients'

export const companiesContract = {
  companies: endpoint({
    method: 'GET',
    path: '/companies',
    summary: 'Companies in order; with a text fifty at most of those whose name, ИНН, phone or e-mail has it',
    tag: group,
    input: companyFilter.extend({ sort: clientSort.company.default('name'), ...pageFields }),
    output: pageOf(companyRow),
    errors: listErrors,
  }),
  company: endpoint({
    method: 'GET',
    path: '/companies/{id}',
    summary: 'One company with its contacts, its firms and the sums of its deals',
    tag: group,
    input: z.object({ id }),
    output: companyCard,
  }),
  choices: endpoint({
    method: 'GET',
    path: '/clients/choices',
    summary: 'Industries, regions and tags that are in use, for filters and suggestions',
    tag: group,
    input: z.object({}),
    output: z.object({
      industries: z.array(z.string()),
      regions: z.array(z.string()),
      tags: z.array(z.string()),
      owners: z.array(z.object({ id, name: z.string(), left: z.boolean() })),
    }),
  }),
  addCompany: endpoint({
    method: 'POST',
    path: '/companies',
    summary: 'Add a company; one with the same ИНН is refused unless it is wanted anyway',
    tag: group,
    input: newCompany,
    output: z.object({ id }),
    errors: { ...badFields, ...exists, ...loop },
  }),
  editCompany: endpoint({
    method: 'PATCH',
    path: '/companies/{id}',
    summary: 'Change fields of a company; what is not given stays',
    tag: group,
    input: companyChanges.extend({ id, version }),
    output: companyCard,
    errors: { ...badFields, ...exists, ...loop, ...companyChanged, ...merged },
  }),
  trashCompanies: endpoint({
    method: 'POST',
    path: '/companies/trash',
    summary: 'Put companies into the trash or take them out',
    tag: group,
    input: z.object({ ids: z.array(id).min(1).max(1_000), deleted: z.boolean() }),
    output: z.object({ count }),
  }),
  purgeCompany: endpoint({
    method: 'DELETE',
    path: '/companies/{id}',
    summary: 'Delete a company from the trash for good; one that anything hangs on is refused',
    tag: group,
    input: z.object({ id }),
    output: done,
    errors: { CLIENT_IN_USE: { status: 409, data: z.object({ records: count }) }, NOT_IN_TRASH: { status: 409 } },
  }),
}
