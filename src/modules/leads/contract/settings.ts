import { z } from 'zod'
import { done, endpoint, id, line } from '#core/http/contract.ts'

const tag = 'Leads'
const version = z.int().min(1)
const name = line(200).pipe(z.string().min(1))
const minutes = z.int().min(1).max(10_080)
const reasons = z.array(line(100).pipe(z.string().min(1))).max(30)
const words = z.array(line(100).pipe(z.string().min(2))).max(30)
const ids = z.array(id).max(200)

/** Among several people: in turn, or to the one with the fewest open leads and deals. */
export const methods = ['by_hand', 'round_robin', 'by_load'] as const
export const method = z.enum(methods)
export type Method = (typeof methods)[number]

export const leadSettings = z.object({
  /** Minutes since midnight. */
  opensAt: z.int().min(0).max(1439),
  closesAt: z.int().min(1).max(1440),
  /** Business minutes until the first response, and how many more until the head is told. */
  targetMinutes: minutes,
  escalateMinutes: minutes,
  /** What happens to a lead that no rule takes. */
  method,
  /** Among whom; both empty: all sellers. */
  personIds: ids,
  departmentIds: ids,
  toClientOwner: z.boolean(),
  onlyInHours: z.boolean(),
  takeFreely: z.boolean(),
  returnReasons: reasons,
  rejectReasons: reasons,
  /** 0 where nothing was ever set. Send it back with a change. */
  version: z.int().min(0),
})
export type LeadSettings = z.output<typeof leadSettings>

export const formFields = ['name', 'phone', 'email', 'company', 'region', 'product', 'text'] as const
export type FormField = (typeof formFields)[number]

const origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/i, { error: 'origin' })
  .transform((text) => text.toLowerCase())
const webAddress = z.url({ protocol: /^https?$/ }).max(1000)

export const formSettings = z.object({
  name,
  sourceId: id.nullable(),
  campaign: line(200).nullable(),
  /** Origins of the pages that may send it, 'https://example.ru'; empty: any. */
  allowedOrigins: z.array(origin).max(20),
  thanksUrl: webAddress.nullable(),
  /** Null: the company's target. */
  targetMinutes: minutes.nullable(),
  minFillSeconds: z.int().min(0).max(600),
  fields: z.array(z.enum(formFields)).min(1),
  consentText: line(1000).nullable(),
})

export const leadForm = formSettings.extend({
  id,
  key: z.string(),
  archived: z.boolean(),
  version,
  /** Leads of the last 30 days, and how many of them the guard took for spam. */
  leads: z.int(),
  spam: z.int(),
})
export type LeadForm = z.output<typeof leadForm>

export const ruleSettings = z.object({
  name,
  sourceIds: ids,
  formIds: ids,
  /** Beginnings of words: «Свердл» fits «Свердловская область». */
  regions: words,
  products: words,
  personIds: ids,
  departmentIds: ids,
  method: z.enum(['round_robin', 'by_load']),
})
export const leadRule = ruleSettings.extend({
  id,
  version,
  /** People of the rule who have left or will not work any more: it gives them nothing. */
  gone: z.array(z.object({ id, name: z.string() })),
  /** Whether anybody at all can be given a lead by it today. */
  empty: z.boolean(),
})
export type LeadRule = z.output<typeof leadRule>

const changed = { LEAD_SETTINGS_CHANGED: { status: 409 } } as const
const badPeople = {
  RULE_PERSON_GONE: { status: 422, data: z.object({ names: z.array(z.string()) }) },
  RULE_EMPTY: { status: 422 },
  REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
} as const

export const leadSettingsContract = {
  settings: endpoint({
    method: 'GET',
    path: '/lead-settings',
    summary: 'How leads are distributed and how fast they are to be answered',
    tag,
    input: z.object({}),
    output: leadSettings,
  }),
  editSettings: endpoint({
    method: 'PUT',
    path: '/lead-settings',
    summary: 'Change distribution, hours, targets and reasons; `version` is the one you have read',
    tag,
    input: leadSettings,
    output: leadSettings,
    errors: { ...changed, ...badPeople, HOURS_WRONG: { status: 400 } },
  }),
  forms: endpoint({
    method: 'GET',
    path: '/lead-forms',
    summary: 'Web forms of the site',
    tag,
    input: z.object({}),
    output: z.array(leadForm),
  }),
  addForm: endpoint({
    method: 'POST',
    path: '/lead-forms',
    summary: 'Add a web form; it gets a public key of its own',
    tag,
    input: formSettings,
    output: leadForm,
    errors: { REFERENCE_MISSING: badPeople.REFERENCE_MISSING },
  }),
  editForm: endpoint({
    method: 'PATCH',
    path: '/lead-forms/{id}',
    summary: 'Change a web form, close it or open it again',
    tag,
    input: formSettings.partial().extend({ id, version, archived: z.boolean().optional() }),
    output: leadForm,
    errors: { ...changed, REFERENCE_MISSING: badPeople.REFERENCE_MISSING },
  }),
  rules: endpoint({
    method: 'GET',
    path: '/lead-rules',
    summary: 'Rules of distribution in their order',
    tag,
    input: z.object({}),
    output: z.array(leadRule),
  }),
  addRule: endpoint({
    method: 'POST',
    path: '/lead-rules',
    summary: 'Add a rule; one that gives leads to a person who is gone is refused',
    tag,
    input: ruleSettings,
    output: leadRule,
    errors: badPeople,
  }),
  editRule: endpoint({
    method: 'PUT',
    path: '/lead-rules/{id}',
    summary: 'Change a rule',
    tag,
    input: ruleSettings.extend({ id, version }),
    output: leadRule,
    errors: { ...changed, ...badPeople },
  }),
  removeRule: endpoint({
    method: 'DELETE',
    path: '/lead-rules/{id}',
    summary: 'Remove a rule',
    tag,
    input: z.object({ id }),
    output: done,
  }),
  orderRules: endpoint({
    method: 'POST',
    path: '/lead-rules/order',
    summary: 'Put the rules in this order; those left out follow',
    tag,
    input: z.object({ ids: z.array(id).max(200) }),
    output: done,
  }),
}
