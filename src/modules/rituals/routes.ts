import { asFile } from '#core/documents/document.ts'
import { type Call, routes } from '#core/http/routes.ts'
import { ritualsContract } from './contract.ts'
import {
  cancelRitual,
  decide,
  dropDecision,
  editRitual,
  endRitual,
  sendProtocol,
  startRitual,
} from './service/lead-ritual.ts'
import { listRituals } from './service/list.ts'
import { protocolFile } from './service/protocol.ts'
import { readRitual } from './service/ritual.ts'
import { addTemplate, editTemplate, templates } from './service/templates.ts'

export const ritualsRoutes = routes(ritualsContract, {
  list: ({ input, as, ...call }) => as((tx) => listRituals(tx, by(call), input)),
  templates: ({ as, ...call }) => as((tx) => templates(tx, by(call))),
  addTemplate: ({ input, as, ...call }) => as((tx) => addTemplate(tx, by(call), input, call.language)),
  editTemplate: ({ input, as, ...call }) => as((tx) => editTemplate(tx, by(call), input)),
  get: ({ input, as, ...call }) => as((tx) => readRitual(tx, by(call), input.key, call.language)),
  start: ({ input, as, ...call }) => as((tx) => startRitual(tx, by(call), input.key)),
  edit: ({ input, as, ...call }) => as((tx) => editRitual(tx, by(call), input)),
  decide: ({ input, as, ...call }) => as((tx) => decide(tx, by(call), input)),
  dropDecision: ({ input, as, ...call }) => as((tx) => dropDecision(tx, by(call), input)),
  end: ({ input, as, ...call }) => as((tx) => endRitual(tx, by(call), input.key)),
  cancel: ({ input, as, ...call }) => as((tx) => cancelRitual(tx, by(call), input)),
  protocol: async ({ input, as, ...call }) => asFile(await protocolFile(as, by(call), input.key)),
  send: async ({ input, as, ...call }) => {
    await as((tx) => sendProtocol(tx, by(call), input.key))
    return { done: true as const }
  },
})

function by({ actor, clock, language }: Pick<Call<unknown>, 'actor' | 'clock' | 'language'>) {
  return { actor, now: clock.now(), language }
}
