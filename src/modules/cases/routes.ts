import { asFile } from '#core/documents/document.ts'
import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { casesContract } from './contract.ts'
import { casePaper } from './service/case-paper.ts'
import { closeCase, commentCase, decideAction, endAction, nameCause, reopenCase } from './service/case-commands.ts'
import { checkCase } from './service/effect.ts'
import { addToLibrary, editRule, library, listRules } from './service/library.ts'
import { openCase } from './service/open-case.ts'
import { caseCounts, caseDetail, casesPage } from './service/read-cases.ts'
import { scanForCases } from './service/scan.ts'

export const casesRoutes = routes(casesContract, {
  list: (call) => call.as((tx) => casesPage(tx, byOf(call), call.input)),
  counts: (call) => call.as((tx) => caseCounts(tx, byOf(call))),
  get: (call) => call.as((tx) => caseDetail(tx, byOf(call), call.input.id)),
  paper: async (call) => asFile(await casePaper(call.as, { ...byOf(call), language: call.language }, call.input.id)),
  open: (call) =>
    call.as((tx) =>
      openCase(tx, byOf(call), { ...call.input, subjectId: call.input.subjectId ?? call.actor.workspaceId }),
    ),
  scan: (call) => call.as((tx) => scanForCases(tx, byOf(call))),
  comment: (call) =>
    call.as((tx) => commentCase(tx, byOf(call), call.input).then(() => caseDetail(tx, byOf(call), call.input.id))),
  setCause: (call) =>
    call.as((tx) => nameCause(tx, byOf(call), call.input).then(() => caseDetail(tx, byOf(call), call.input.id))),
  act: (call) =>
    call.as((tx) => decideAction(tx, byOf(call), call.input).then(() => caseDetail(tx, byOf(call), call.input.id))),
  endAction: (call) =>
    call.as((tx) => endAction(tx, byOf(call), call.input).then(() => caseDetail(tx, byOf(call), call.input.id))),
  check: async (call) => {
    await checkCase(call.gate, byOf(call), call.input.id, call.as)
    return call.gate.as(call.actor, (tx) => caseDetail(tx, byOf(call), call.input.id), { readOnly: true })
  },
  close: (call) =>
    call.as((tx) => closeCase(tx, byOf(call), call.input).then(() => caseDetail(tx, byOf(call), call.input.id))),
  reopen: (call) =>
    call.as((tx) => reopenCase(tx, byOf(call), call.input).then(() => caseDetail(tx, byOf(call), call.input.id))),
  library: ({ actor, as }) => as((tx) => library(tx, actor)),
  addToLibrary: ({ input, actor, as }) => as((tx) => addToLibrary(tx, actor, input)),
  rules: ({ actor, as }) => as((tx) => listRules(tx, actor)),
  editRule: ({ input, actor, as }) => as((tx) => editRule(tx, actor, input)),
})
