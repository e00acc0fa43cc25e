import { z } from 'zod'
import { id } from '#core/http/contract.ts'
import { customErrors } from '#modules/fields/contract.ts'
import { companyCard, contactCard, named } from './records.ts'

export const badFields = {
  INN_WRONG: { status: 400 },
  KPP_WRONG: { status: 400 },
  PHONE_WRONG: { status: 400, data: z.object({ value: z.string() }) },
  EMAIL_WRONG: { status: 400, data: z.object({ value: z.string() }) },
  REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
  ...customErrors,
} as const
/** One firm has one ИНН; a branch has another КПП. */
export const exists = { COMPANY_EXISTS: { status: 409, data: z.object({ id, name: z.string() }) } } as const
/** A holding cannot belong to a firm of its own. */
export const loop = { PARENT_LOOP: { status: 409 } } as const
/** Somebody else changed one of the same fields since the version that was read; `current` is what the card is now, `by` and `at` who and when. */
const who = { by: z.string().nullable(), at: z.string().nullable() }

export const companyChanged = {
  CLIENT_CHANGED: { status: 409, data: z.object({ version: z.int(), current: companyCard, ...who }) },
} as const
export const contactChanged = {
  CLIENT_CHANGED: { status: 409, data: z.object({ version: z.int(), current: contactCard, ...who }) },
} as const
/** It lives on in another one since. */
export const merged = {
  CLIENT_MERGED: {
    status: 409,
    data: z.object({ into: named, by: z.string().nullable(), at: z.string().nullable() }),
  },
} as const
