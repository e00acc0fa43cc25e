import { z } from 'zod'
import { amountMinor, done, endpoint, id, instant, line, pageOf } from '#core/http/contract.ts'
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

export const product = z.object({
  id,
  name: z.string(),
  group: z.string().nullable(),
  priceMinor: amountMinor.nullable(),
  /** Other spellings that mean it. */
  aliases: z.array(z.string()),
  archived: z.boolean(),
})
export type Product = z.output<typeof product>

const unmatched = z.object({
  name: z.string(),
  /** Lines of deals that the reader sees. */
  lines: count,
  /** The product that is probably meant. */
  proposal: z.object({ id, name: z.string() }).nullable(),
})
export type UnmatchedProduct = z.output<typeof unmatched>

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
  products: endpoint({
    method: 'GET',
    path: '/products',
    summary: 'The price list with other spellings, and the names in deals that nobody has matched',
    tag,
    input: z.object({}),
    output: z.object({
      products: z.array(product),
      unmatched: z.array(unmatched),
      may: z.object({ edit: z.boolean() }),
    }),
  }),
  addProduct: endpoint({
    method: 'POST',
    path: '/products',
    summary: 'Add a product; lines of deals with this name become its own',
    tag,
    input: z.object({
      name: line(300).pipe(z.string().min(1)),
      group: optionalText(200).optional(),
      priceMinor: amountMinor.min(0).nullable().optional(),
    }),
    output: z.object({ id, lines: count }),
    errors: { PRODUCT_EXISTS: { status: 409 } },
  }),
  matchProduct: endpoint({
    method: 'POST',
    path: '/product-aliases',
    summary: 'Say that a spelling means a product: lines of deals with it become its own, now and in later imports',
    tag,
    input: z.object({ alias: line(300).pipe(z.string().min(1)), productId: id }),
    output: z.object({ lines: count }),
  }),
  unmatchProduct: endpoint({
    method: 'DELETE',
    path: '/product-aliases',
    summary: 'Take a spelling back: lines with it are unmatched again',
    tag,
    input: z.object({ alias: line(300).pipe(z.string().min(1)), productId: id }),
    output: done,
  }),
}
