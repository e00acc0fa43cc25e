import { z } from 'zod'
import { id, instant, line } from '#core/http/contract.ts'
import { customChanges, customValues } from '#modules/fields/contract.ts'

export const clientKinds = ['company', 'contact'] as const
export const clientKind = z.enum(clientKinds)
export type ClientKind = z.output<typeof clientKind>

export const version = z.int().min(1)
export const count = z.int().min(0)
export const named = z.object({ id, name: z.string() })

const optionalText = (most: number) => line(most).nullable()

/** A number as people write it; what it is compared by, the server derives. */
export const phone = z.object({ number: line(60).pipe(z.string().min(1)), note: optionalText(100).default(null) })
export type Phone = z.output<typeof phone>
export const email = z.object({ email: line(200).pipe(z.string().min(1)), note: optionalText(100).default(null) })
export type Email = z.output<typeof email>

/** A link opens in the reader's browser: nothing but the web may stand in it. */
export const link = z.object({
  url: line(2_000).refine((url) => /^https?:\/\/[^\s/]+/i.test(url), { params: { code: 'NOT_A_LINK' } }),
  title: optionalText(200).default(null),
})
export type Link = z.output<typeof link>

export const tag = line(50).pipe(z.string().min(1))
const phones = z.array(phone).max(20)
const emails = z.array(email).max(20)
const links = z.array(link).max(20)
const tags = z.array(tag).max(30)
const comment = z.string().trim().max(10_000).nullable()

/** What a person has agreed to: handling of data, mailings, calls; when and where it was said. */
export const consentKinds = ['processing', 'mailing', 'calls'] as const
export type ConsentKind = (typeof consentKinds)[number]
const consent = z.object({ given: z.boolean(), on: z.iso.date(), source: optionalText(200).default(null) })
export const consents = z.partialRecord(z.enum(consentKinds), consent)
export type Consents = z.output<typeof consents>

export const companyChanges = z
  .object({
    name: line(500).pipe(z.string().min(1)),
    inn: optionalText(20),
    kpp: optionalText(20),
    industry: optionalText(200),
    region: optionalText(200),
    legalAddress: optionalText(500),
    actualAddress: optionalText(500),
    phones,
    emails,
    links,
    tags,
    comment,
    ownerId: id.nullable(),
    parentId: id.nullable(),
    /** The company's own fields: named ones get the value, the rest stays. */
    custom: customChanges,
  })
  .partial()
export type CompanyChanges = z.output<typeof companyChanges>

export const contactChanges = z
  .object({
    fullName: line(300).pipe(z.string().min(1)),
    jobTitle: optionalText(200),
    companyId: id.nullable(),
    phones,
    emails,
    links,
    tags,
    comment,
    consents,
    ownerId: id.nullable(),
    /** The company's own fields: named ones get the value, the rest stays. */
    custom: customChanges,
  })
  .partial()
export type ContactChanges = z.output<typeof contactChanges>

/** For a new one a single phone and address may be given as they are. */
const single = { phone: optionalText(60).optional(), email: optionalText(200).optional() }
/** `anyway`: although one with the same ИНН is here. */
export const newCompany = companyChanges.extend({ ...single, anyway: z.boolean().optional() }).required({ name: true })
export type NewCompanyFields = z.output<typeof newCompany>
export const newContact = contactChanges.extend(single).required({ fullName: true })
export type NewContactFields = z.output<typeof newContact>

/** What the reader may do with a client where it stands in a list. */
const rowRights = z.object({ edit: z.boolean(), reassign: z.boolean() })

export const companyRow = z.object({
  id,
  name: z.string(),
  inn: z.string().nullable(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  tags: z.array(z.string()),
  owner: named.nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  createdAt: instant,
  deletedAt: instant.nullable(),
  version,
  may: rowRights,
})
export type CompanyRow = z.output<typeof companyRow>

/** A person among the people of a company. */
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

export const contactRow = contact.omit({ companyId: true }).extend({
  company: named.nullable(),
  owner: named.nullable(),
  tags: z.array(z.string()),
  createdAt: instant,
  deletedAt: instant.nullable(),
  may: rowRights,
})
export type ContactRow = z.output<typeof contactRow>

/** Of the deals that the reader may see; money in the company's currency. */
export const dealSums = z.object({ open: count, openMinor: z.int(), won: count, wonMinor: z.int(), lost: count })

const both = {
  phones: z.array(phone),
  emails: z.array(email),
  links: z.array(link),
  comment: z.string().nullable(),
  custom: customValues,
  updatedAt: instant,
  /** Where it came from: the system and its number there. */
  external: z.object({ source: z.string(), id: z.string() }).nullable(),
  /** It lives on in this one. */
  mergedInto: named.nullable(),
  deals: dealSums,
}

export const companyCard = companyRow.extend({
  ...both,
  kpp: z.string().nullable(),
  legalAddress: z.string().nullable(),
  actualAddress: z.string().nullable(),
  /** The holding, and the firms that belong to this one. */
  parent: named.nullable(),
  children: z.array(named.extend({ deals: dealSums })),
  contacts: z.array(contact),
  may: z.object({
    edit: z.boolean(),
    reassign: z.boolean(),
    merge: z.boolean(),
    trash: z.boolean(),
    purge: z.boolean(),
  }),
})
export type CompanyCard = z.output<typeof companyCard>

export const contactCard = contactRow.extend({
  ...both,
  consents,
  erasedAt: instant.nullable(),
  may: companyCard.shape.may.extend({ erase: z.boolean() }),
})
export type ContactCard = z.output<typeof contactCard>
