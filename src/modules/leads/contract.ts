import { z } from 'zod'
import { day, done, endpoint, id, instant, line, listOf, pageOf, periodKey } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { filterTree, listErrors, listPlace, listSort } from '#modules/lists/contract.ts'
import { leadSorts } from './calc/list-fields.ts'
import { contactChannels, figures, leadCard, leadRow, leadState, leadView, named, textOrNull } from './contract/lead.ts'
import { leadSettingsContract } from './contract/settings.ts'

export {
  contactChannels,
  type LeadCard,
  type LeadFigures,
  type LeadLogEntry,
  type LeadRow,
  type LeadState,
  type LeadView,
  leadViews,
  type Twins,
} from './contract/lead.ts'

export {
  type FormField,
  formFields,
  formSettings,
  type LeadForm,
  type LeadRule,
  type LeadSettings,
  leadSettings,
  type Method,
  methods,
  ruleSettings,
} from './contract/settings.ts'

const tag = 'Leads'
const version = z.int().min(1)
const count = z.int().min(0)

/** Text of several lines, without control characters that no screen can show. */
const block = (most: number) =>
  z
    .string()
    .max(most)
    // oxlint-disable-next-line no-control-regex
    .transform((text) => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]+/g, ' ').trim())

const optional = (most: number) => line(most).nullable().optional()
/** What a lead says; at least a name, a phone, an e-mail or a text. */
export const leadFields = z.object({
  name: optional(200),
  companyName: optional(300),
  phone: optional(60),
  email: optional(200),
  text: block(4000).nullable().optional(),
  region: optional(200),
  product: optional(300),
  sourceId: id.nullable().optional(),
  campaign: optional(200),
})
export type LeadFields = z.output<typeof leadFields>

export const newLead = leadFields.extend({
  /** Absent: it is distributed; a seller's own lead is his. Null: left to nobody. */
  ownerId: id.nullable().optional(),
  receivedAt: instant.optional(),
})

/** What a deal of a lead needs to know. */
export const conversion = z.object({
  id,
  version,
  title: line(500).pipe(z.string().min(1)),
  stageId: id.optional(),
  amountMinor: z.int().min(0).max(10_000_000_000_000).default(0),
  expectedCloseOn: day.nullable().optional(),
  /** One that is here, or one to be made. */
  companyId: id.nullable().optional(),
  newCompany: z.object({ name: line(500).pipe(z.string().min(1)), inn: line(20).nullable().optional() }).optional(),
  contactId: id.nullable().optional(),
  newContact: z.object({ fullName: line(300).pipe(z.string().min(1)) }).optional(),
})

/** What a page of the site sends; everything is text, names as in the ready form. Its other fields are left out. */
export const formSubmission = z.looseObject({
  key: z.string().max(64),
  name: line(200).optional(),
  company: line(300).optional(),
  phone: line(60).optional(),
  email: line(200).optional(),
  text: block(4000).optional(),
  region: line(200).optional(),
  product: line(300).optional(),
  /** Made once by the page: the same form sent twice is one lead. */
  token: line(100).optional(),
  /** Seconds between showing the form and sending it. */
  seconds: z.coerce.number().optional(),
  /** Nobody sees this field; whoever fills it is a program. */
  website: z.string().max(2000).optional(),
  consent: z.string().max(20).optional(),
  page: z.string().max(1000).optional(),
  utm_source: line(200).optional(),
  utm_medium: line(200).optional(),
  utm_campaign: line(200).optional(),
  utm_content: line(200).optional(),
  utm_term: line(200).optional(),
})
export type FormSubmission = z.output<typeof formSubmission>

const filters = {
  view: leadView.default('open'),
  text: line(200).optional(),
  sourceIds: listOf(id).optional(),
  ownerIds: listOf(id).optional(),
  states: listOf(leadState).optional(),
  from: day.optional(),
  to: day.optional(),
  /** Conditions put together with «and» and «or», by the fields of calc/list-fields.ts. */
  where: filterTree.optional(),
}
/** Those to be answered soonest, of closed ones the newest, unless said otherwise. */
const sort = listSort(leadSorts).optional()
/** What a file of leads is asked for by. */
export const leadQuestion = z.object({ ...filters, sort })
export type LeadQuestion = z.output<typeof leadQuestion>

const badContacts = {
  LEAD_EMPTY: { status: 400 },
  PHONE_WRONG: { status: 400 },
  EMAIL_WRONG: { status: 400 },
  REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
} as const
const moved = {
  LEAD_TAKEN: { status: 409, data: z.object({ name: textOrNull }) },
  LEAD_CLOSED: { status: 409 },
  LEAD_CHANGED: { status: 409, data: z.object({ version }) },
} as const
const target = { PERSON_GONE: { status: 422, data: z.object({ name: z.string() }) } } as const
const reasoned = {
  id,
  version,
  reason: line(100).pipe(z.string().min(1)),
  comment: block(1000).optional(),
}
export const leadsContract = {
  list: endpoint({
    method: 'GET',
    path: '/leads',
    summary: 'Incoming leads; those to be answered soonest come first, closed ones newest first',
    tag,
    input: z.object({
      ...filters,
      sort,
      cursor: cursor(listPlace).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    output: pageOf(leadRow),
    errors: listErrors,
  }),
  counts: endpoint({
    method: 'GET',
    path: '/leads/counts',
    summary: 'How many leads each view holds',
    tag,
    input: z.object({}),
    output: z.object({ mine: count, unassigned: count, late: count, open: count }),
  }),
  reference: endpoint({
    method: 'GET',
    path: '/leads/reference',
    summary: 'What forms and filters of leads choose from',
    tag,
    input: z.object({}),
    output: z.object({
      sources: z.array(named),
      /** Who can be given a lead; `present`: is here today. `instead`: who stands in for him. */
      people: z.array(
        named.extend({ present: z.boolean(), instead: named.nullable(), open: count, departmentId: id.nullable() }),
      ),
      returnReasons: z.array(z.string()),
      rejectReasons: z.array(z.string()),
      may: z.object({
        create: z.boolean(),
        work: z.boolean(),
        assign: z.boolean(),
        configure: z.boolean(),
        figures: z.boolean(),
      }),
    }),
  }),
  figures: endpoint({
    method: 'GET',
    path: '/leads/figures',
    summary: 'First response of the leads received in a period: median, share in target, by seller and source',
    tag,
    input: z.object({ period: periodKey }),
    output: z.object({ all: figures, sellers: z.array(figures), sources: z.array(figures) }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/leads/{id}',
    summary: 'One lead with its log and the clients it may belong to',
    tag,
    input: z.object({ id }),
    output: leadCard,
  }),
  add: endpoint({
    method: 'POST',
    path: '/leads',
    summary: 'Write a lead down by hand or by an API key',
    tag,
    input: newLead,
    output: z.object({ id, owner: named.nullable() }),
    errors: { ...badContacts, ...target, LEAD_IN_FUTURE: { status: 400 } },
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/leads/{id}',
    summary: 'Change what a lead says',
    tag,
    input: leadFields.extend({ id, version }),
    output: leadCard,
    errors: { ...badContacts, LEAD_CHANGED: moved.LEAD_CHANGED, LEAD_TAKEN: moved.LEAD_TAKEN },
  }),
  accept: endpoint({
    method: 'POST',
    path: '/leads/{id}/accept',
    summary: 'Take a lead to work; of two who take it at once the second is told',
    tag,
    input: z.object({ id }),
    output: leadCard,
    errors: { LEAD_TAKEN: moved.LEAD_TAKEN, LEAD_CLOSED: moved.LEAD_CLOSED },
  }),
  contact: endpoint({
    method: 'POST',
    path: '/leads/{id}/contact',
    summary: 'Record a contact with the client; the first one stops the clock',
    tag,
    input: z.object({ id, channel: z.enum(contactChannels), comment: block(1000).optional() }),
    output: leadCard,
    errors: { LEAD_TAKEN: moved.LEAD_TAKEN, LEAD_CLOSED: moved.LEAD_CLOSED },
  }),
  giveBack: endpoint({
    method: 'POST',
    path: '/leads/{id}/return',
    summary: 'Give a lead back with a reason: to the next by the rules, or to the head',
    tag,
    input: z.object({ ...reasoned, to: z.enum(['next', 'head']).default('next') }),
    output: z.object({ id, owner: named.nullable() }),
    errors: moved,
  }),
  reject: endpoint({
    method: 'POST',
    path: '/leads/{id}/reject',
    summary: 'Close a lead that is no deal, with a reason; `spam` keeps it out of the figures',
    tag,
    input: z.object({ ...reasoned, spam: z.boolean().default(false) }),
    output: leadCard,
    errors: moved,
  }),
  restore: endpoint({
    method: 'POST',
    path: '/leads/{id}/restore',
    summary: 'Open a rejected lead, or one taken for spam, again',
    tag,
    input: z.object({ id, version }),
    output: leadCard,
    errors: { LEAD_CHANGED: moved.LEAD_CHANGED, LEAD_TAKEN: moved.LEAD_TAKEN, LEAD_OPEN: { status: 409 } },
  }),
  assign: endpoint({
    method: 'POST',
    path: '/leads/assign',
    summary: 'Give leads to a person, or let the rules decide',
    tag,
    input: z.object({ ids: z.array(id).min(1).max(500), personId: id.nullable() }),
    output: z.object({ assigned: count, waiting: count }),
    errors: { ...target, LEAD_CLOSED: moved.LEAD_CLOSED },
  }),
  attach: endpoint({
    method: 'POST',
    path: '/leads/{id}/attach',
    summary: 'Say whose lead this is: a company that is here already, or an open deal (the lead becomes part of it)',
    tag,
    input: z.object({
      id,
      version,
      companyId: id.optional(),
      contactId: id.optional(),
      dealId: id.optional(),
    }),
    output: leadCard,
    errors: { ...moved, REFERENCE_MISSING: badContacts.REFERENCE_MISSING },
  }),
  convert: endpoint({
    method: 'POST',
    path: '/leads/{id}/convert',
    summary: 'Make a deal of a lead, with its company and contact',
    tag,
    input: conversion,
    output: z.object({ dealId: id, companyId: id.nullable(), contactId: id.nullable() }),
    errors: {
      ...moved,
      REFERENCE_MISSING: badContacts.REFERENCE_MISSING,
      STAGE_UNKNOWN: { status: 400 },
      LOSS_REASON_REQUIRED: { status: 400 },
      INN_WRONG: { status: 400 },
      PHONE_WRONG: { status: 400 },
      EMAIL_WRONG: { status: 400 },
      COMPANY_EXISTS: { status: 409, data: z.object({ id, name: z.string() }) },
    },
  }),
  submitForm: endpoint({
    method: 'POST',
    path: '/leads/form/{key}',
    summary: 'A web form of the site: JSON or form-encoded, from the allowed origins; the key of the form is public',
    tag,
    anonymous: true,
    input: formSubmission,
    output: done,
    errors: {
      FORM_UNKNOWN: { status: 404 },
      FORM_ORIGIN: { status: 403 },
      LEAD_EMPTY: badContacts.LEAD_EMPTY,
      CONSENT_MISSING: { status: 400 },
      TOO_MANY_REQUESTS: { status: 429 },
    },
  }),
  ...leadSettingsContract,
}
