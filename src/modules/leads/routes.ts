import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { byOf } from '#core/http/by.ts'
import { answerError } from '#core/http/errors.ts'
import { Refusal } from '#core/http/refusal.ts'
import { type Call, routes, type Services } from '#core/http/routes.ts'
import { createAddressLimit } from '#modules/auth/api.ts'
import { formSubmission, leadsContract } from './contract.ts'
import { leadById } from './data/lead-card.ts'
import { addLead } from './service/add-lead.ts'
import { assignLeads } from './service/assign-leads.ts'
import { attachLead, convertLead } from './service/convert-lead.ts'
import { deskOf } from './service/desk-actor.ts'
import { distribute } from './service/distribute.ts'
import { leadCard } from './service/lead-card.ts'
import { acceptLead, contactLead, editLead, giveBackLead, rejectLead, restoreLead } from './service/lead-commands.ts'
import {
  addForm,
  addRule,
  changeForm,
  changeRule,
  changeSettings,
  putRulesInOrder,
  readForms,
  readRules,
  readSettings,
  removeRule,
} from './service/lead-settings.ts'
import { countLeads, leadFigures, leadReference, listLeads } from './service/list-leads.ts'
import { openForm, submitForm } from './service/submit-form.ts'
import { plainPage } from './service/form-answer.ts'

const FORMS_A_MINUTE = 20
const FORM_BYTES = 64 * 1024
const DONE = { done: true as const }

export const leadsRoutes = routes(leadsContract, {
  list: ({ input, actor, as, clock }) => as((tx) => listLeads(tx, actor, clock.now(), input)),
  counts: ({ actor, as, clock }) => as((tx) => countLeads(tx, actor, clock.now())),
  reference: ({ actor, as, clock }) => as((tx) => leadReference(tx, actor, clock.now())),
  figures: ({ input, actor, as, clock }) => as((tx) => leadFigures(tx, actor, clock.now(), input)),
  get: ({ input, actor, as, clock }) => as((tx) => leadCard(tx, actor, input.id, clock.now())),
  add: async ({ input, as, ...call }) => {
    const id = await as((tx) => addLead(tx, byOf(call), input))
    return given(call, id)
  },
  edit: ({ input, as, ...call }) => as((tx) => editLead(tx, byOf(call), input)),
  accept: ({ input, as, ...call }) => as((tx) => acceptLead(tx, byOf(call), input.id)),
  contact: ({ input, as, ...call }) => as((tx) => contactLead(tx, byOf(call), input)),
  giveBack: async ({ input, as, ...call }) => {
    await as((tx) => giveBackLead(tx, byOf(call), input))
    return given(call, input.id)
  },
  reject: ({ input, as, ...call }) => as((tx) => rejectLead(tx, byOf(call), input)),
  restore: async ({ input, as, ...call }) => {
    const card = await as((tx) => restoreLead(tx, byOf(call), input))
    if (card.waits) await distribute(call.gate, call.actor.workspaceId, call.clock.now(), [input.id])
    return card
  },
  assign: async ({ input, as, ...call }) => {
    await as((tx) => assignLeads(tx, byOf(call), input))
    if (input.personId) return { assigned: input.ids.length, waiting: 0 }
    const assigned = await distribute(call.gate, call.actor.workspaceId, call.clock.now(), input.ids)
    return { assigned, waiting: input.ids.length - assigned }
  },
  attach: ({ input, as, ...call }) => as((tx) => attachLead(tx, byOf(call), input)),
  convert: ({ input, as, ...call }) => as((tx) => convertLead(tx, byOf(call), input)),
  // The address is served by leadForms below: a page of the site asks it from another origin.
  submitForm: () => Promise.reject(new Refusal('FORM_UNKNOWN')),

  settings: ({ as, ...call }) => as((tx) => readSettings(tx, byOf(call))),
  editSettings: ({ input, as, ...call }) => as((tx) => changeSettings(tx, byOf(call), input)),
  forms: ({ as, ...call }) => as((tx) => readForms(tx, byOf(call))),
  addForm: ({ input, as, ...call }) => as((tx) => addForm(tx, byOf(call), input)),
  editForm: ({ input, as, ...call }) => as((tx) => changeForm(tx, byOf(call), input)),
  rules: ({ as, ...call }) => as((tx) => readRules(tx, byOf(call))),
  addRule: ({ input, as, ...call }) => as((tx) => addRule(tx, byOf(call), input)),
  editRule: ({ input, as, ...call }) => as((tx) => changeRule(tx, byOf(call), input)),
  removeRule: async ({ input, as, ...call }) => {
    await as((tx) => removeRule(tx, byOf(call), input.id))
    return DONE
  },
  orderRules: async ({ input, as, ...call }) => {
    await as((tx) => putRulesInOrder(tx, byOf(call), input.ids))
    return DONE
  },
})

type Asked = Pick<Call<unknown>, 'actor' | 'clock' | 'gate'>

/** Lets the desk give a lead to whoever's turn it is; gives who has it now. */
async function given({ actor, clock, gate }: Asked, id: string) {
  await distribute(gate, actor.workspaceId, clock.now(), [id])
  const lead = await gate.as(deskOf(actor.workspaceId), (tx) => leadById(tx, actor.workspaceId, id), { readOnly: true })
  return { id, owner: lead?.ownerId && lead.ownerName ? { id: lead.ownerId, name: lead.ownerName } : null }
}

/** The one address that pages of other sites may ask: JSON or a plain form, with an answer of the same kind. */
export function leadForms(server: FastifyInstance, { services }: { services: Services }): void {
  const limit = createAddressLimit(() => services.clock.now().getTime(), FORMS_A_MINUTE)
  void server.register((scope, _options, ready) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    const open = { config: { fromAnywhere: true }, bodyLimit: FORM_BYTES }
    scope.options('/api/leads/form/:key', open, (request, reply) =>
      crossing(request, reply)
        .header('access-control-allow-methods', 'POST')
        .header('access-control-allow-headers', 'content-type')
        .header('access-control-max-age', '600')
        .status(204)
        .send(),
    )
    scope.post('/api/leads/form/:key', open, async (request, reply) => {
      crossing(request, reply)
      try {
        limit(request.ip)
        const { key } = request.params as { key: string }
        const form = await openForm(services.gate, key, request.headers.origin)
        const sent = formSubmission.safeParse({ ...(request.body as object | undefined), key })
        if (!sent.success) return await answerError(services, request, reply, 400, 'BAD_REQUEST')
        await submitForm(services.gate, form, sent.data, services.clock.now())
        return wantsPage(request)
          ? form.thanksUrl
            ? reply.redirect(form.thanksUrl, 303)
            : plainPage(reply, form.language, 'sent')
          : reply.send(DONE)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return answerError(services, request, reply, STATUS[error.code] ?? 400, error.code)
      }
    })
    ready()
  })
}

const STATUS: Record<string, number> = { FORM_UNKNOWN: 404, FORM_ORIGIN: 403, TOO_MANY_REQUESTS: 429 }

/** A form without a script is sent by the browser itself, which then shows the answer. */
function wantsPage({ headers }: FastifyRequest): boolean {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
  return isForm && (headers.accept ?? '').includes('text/html')
}

/** No cookie and nothing of ours goes along: the page may read the answer, which says nothing about clients. */
function crossing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', request.headers.origin ?? '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('vary', 'Origin')
    .header('cache-control', 'no-store')
}
