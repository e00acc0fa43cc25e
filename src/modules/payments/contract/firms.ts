import { z } from 'zod'
import { endpoint, id, line } from '#core/http/contract.ts'
import { vatPercent } from '#modules/products/contract.ts'

const text = (most: number) => line(most).nullable()

/** What stands in an invoice about the seller. */
export const requisites = z.object({
  name: line(300).pipe(z.string().min(1)),
  inn: text(20),
  kpp: text(20),
  ogrn: text(20),
  address: text(500),
  phone: text(100),
  bankName: text(300),
  bik: text(20),
  /** Settlement account, and the bank's own. */
  account: text(30),
  bankAccount: text(30),
  directorTitle: text(200),
  directorName: text(200),
  accountantName: text(200),
})
export type Requisites = z.output<typeof requisites>

export const firmFields = requisites
  .partial()
  .required({ name: true })
  .extend({
    /** Stands before the number of an invoice. */
    numberPrefix: line(20).optional(),
    nextNumber: z.int().min(1).max(999_999_999).optional(),
    /** Days that a client has to pay. */
    dueDays: z.int().min(0).max(365).optional(),
    vatPercent: vatPercent.optional(),
    paymentNote: line(2_000).nullable().optional(),
  })
export type FirmFields = z.output<typeof firmFields>
export const firmChanges = firmFields.partial()
export type FirmChanges = z.output<typeof firmChanges>

export const firm = requisites.extend({
  id,
  numberPrefix: z.string(),
  nextNumber: z.int(),
  dueDays: z.int(),
  vatPercent,
  paymentNote: z.string().nullable(),
  archived: z.boolean(),
  version: z.int(),
})
export type Firm = z.output<typeof firm>

const tag = 'Invoices'
const wrong = {
  INN_WRONG: { status: 400 },
  REQUISITE_WRONG: { status: 400, data: z.object({ field: z.string(), digits: z.string() }) },
} as const

export const firmsContract = {
  firms: endpoint({
    method: 'GET',
    path: '/own-firms',
    summary: 'The company’s own firms: requisites and series of numbers',
    tag,
    input: z.object({}),
    output: z.object({ firms: z.array(firm), may: z.object({ edit: z.boolean() }) }),
  }),
  addFirm: endpoint({
    method: 'POST',
    path: '/own-firms',
    summary: 'Add a firm of one’s own',
    tag,
    input: firmFields,
    output: firm,
    errors: wrong,
  }),
  editFirm: endpoint({
    method: 'PATCH',
    path: '/own-firms/{id}',
    summary: 'Change a firm, or put it into the archive; invoices that were issued stay as they are',
    tag,
    input: firmChanges.extend({ id, version: z.int(), archived: z.boolean().optional() }),
    output: firm,
    errors: { ...wrong, FIRM_CHANGED: { status: 409, data: z.object({ version: z.int() }) } },
  }),
}
