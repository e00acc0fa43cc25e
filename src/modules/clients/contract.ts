import { z } from 'zod'
import { endpoint, id, instant, line, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'

const name = line(500).pipe(z.string().min(1))
const version = z.int().min(1)
const count = z.int().min(0)
const optionalText = (most: number) => line(most).nullable()

export const companyRow = z.object({
  id,
  name: z.string(),
  inn: z.string().nullable(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  owner: z.object({ id, name: z.string() }).nullable(),
  createdAt: instant,
})
export type CompanyRow = z.output<typeof companyRow>

export const contact = z.object({
  id,
  companyId: id.nullable(),
  fullName: z.string(),
  jobTitle: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  version,
})
export type Contact = z.output<typeof contact>

export const companyCard = companyRow.extend({
  phone: z.string().nullable(),
  email: z.string().nullable(),
  version,
  contacts: z.array(contact),
  /** Of the deals that the reader may see; money in the company's currency. */
  deals: z.object({ open: count, openMinor: z.int(), won: count, wonMinor: z.int(), lost: count }),
  may: z.object({ edit: z.boolean() }),
})
export type CompanyCard = z.output<typeof companyCard>

export const companyFields = z.object({
  name,
  inn: optionalText(20).optional(),
  phone: optionalText(60).optional(),
  email: optionalText(200).optional(),
  industry: optionalText(200).optional(),
  region: optionalText(200).optional(),
})
export type CompanyFields = z.output<typeof companyFields>

export const contactFields = z.object({
  fullName: line(300).pipe(z.string().min(1)),
  jobTitle: optionalText(200).optional(),
  phone: optionalText(60).optional(),
  email: optionalText(200).optional(),
})
export type ContactFields = z.output<typeof contactFields>

const tag = 'Clients'
const badFields = {
  INN_WRONG: { status: 400 },
  PHONE_WRONG: { status: 400 },
  EMAIL_WRONG: { status: 400 },
} as const
const exists = { COMPANY_EXISTS: { status: 409, data: z.object({ id, name: z.string() }) } } as const
const changed = { CLIENT_CHANGED: { status: 409, data: z.object({ version }) } } as const

export const clientsContract = {
  companies: endpoint({
    method: 'GET',
    path: '/companies',
    summary: 'Companies by name; with a text those whose name or ИНН has it',
    tag,
    input: z.object({
      text: line(200).optional(),
      cursor: cursor(z.tuple([z.string(), id])).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    output: pageOf(companyRow),
  }),
  company: endpoint({
    method: 'GET',
    path: '/companies/{id}',
    summary: 'One company with its contacts and the sums of its deals',
    tag,
    input: z.object({ id }),
    output: companyCard,
  }),
  addCompany: endpoint({
    method: 'POST',
    path: '/companies',
    summary: 'Add a company; one with the same ИНН is refused',
    tag,
    input: companyFields,
    output: z.object({ id }),
    errors: { ...badFields, ...exists },
  }),
  editCompany: endpoint({
    method: 'PATCH',
    path: '/companies/{id}',
    summary: 'Change a company',
    tag,
    input: companyFields.extend({ id, version }),
    output: z.object({ id, version }),
    errors: { ...badFields, ...exists, ...changed },
  }),
  addContact: endpoint({
    method: 'POST',
    path: '/companies/{companyId}/contacts',
    summary: 'Add a contact to a company',
    tag,
    input: contactFields.extend({ companyId: id }),
    output: contact,
    errors: { PHONE_WRONG: badFields.PHONE_WRONG, EMAIL_WRONG: badFields.EMAIL_WRONG },
  }),
  editContact: endpoint({
    method: 'PATCH',
    path: '/contacts/{id}',
    summary: 'Change a contact',
    tag,
    input: contactFields.extend({ id, version }),
    output: contact,
    errors: { PHONE_WRONG: badFields.PHONE_WRONG, EMAIL_WRONG: badFields.EMAIL_WRONG, ...changed },
  }),
}
