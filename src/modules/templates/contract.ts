import { z } from 'zod'
import { endpoint, flag, id, line } from '#core/http/contract.ts'
import { PLACES } from './calc/fill.ts'

const name = line(200).pipe(z.string().min(1))
const subject = line(300)
/** Lines stay as they are written. */
const body = z.string().trim().min(1).max(10_000)

export const channels = ['email', 'message'] as const
export const channel = z.enum(channels)
export type Channel = z.output<typeof channel>

export const template = z.object({
  id,
  channel,
  name: z.string(),
  /** Of a letter; '' of a message. */
  subject: z.string(),
  body: z.string(),
  archived: z.boolean(),
  version: z.int(),
})
export type Template = z.output<typeof template>

export const templateFields = z.object({ channel, name, subject: subject.default(''), body })

/** A template with the names of one client or deal in it. */
export const written = z.object({
  subject: z.string(),
  body: z.string(),
  /** Places for which there is no value; they stand in the text as they are written in the template. */
  missing: z.array(z.enum(PLACES)),
  /** Where it may go; null when the client has none or the reader may not see it. */
  email: z.string().nullable(),
  phone: z.string().nullable(),
})
export type Written = z.output<typeof written>

const tag = 'Message templates'
const errors = {
  TEMPLATE_EXISTS: { status: 409, data: z.object({ name: z.string() }) },
  TEMPLATE_PLACE_UNKNOWN: { status: 422, data: z.object({ places: z.array(z.string()) }) },
} as const

export const templatesContract = {
  list: endpoint({
    method: 'GET',
    path: '/message-templates',
    summary: 'Templates of letters and messages by name',
    tag,
    input: z.object({ archived: flag.optional() }),
    output: z.array(template),
  }),
  add: endpoint({
    method: 'POST',
    path: '/message-templates',
    summary: 'Add a template; places for names stand in braces, like {имя} or {deal}',
    tag,
    input: templateFields,
    output: template,
    errors,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/message-templates/{id}',
    summary: 'Change, archive or restore a template',
    tag,
    input: templateFields
      .omit({ channel: true })
      .extend({ subject })
      .partial()
      .extend({ id, version: z.int(), archived: z.boolean().optional() }),
    output: template,
    errors: { ...errors, TEMPLATE_CHANGED: { status: 409, data: z.object({ current: template }) } },
  }),
  write: endpoint({
    method: 'GET',
    path: '/message-templates/{id}/written',
    summary: 'A template with the names of a deal or a client in it, and where it may be sent',
    tag,
    input: z.object({ id, dealId: id.optional(), companyId: id.optional(), contactId: id.optional() }),
    output: written,
  }),
}
