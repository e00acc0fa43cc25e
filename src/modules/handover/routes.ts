import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { changingRights } from '#modules/org/api.ts'
import { handoverContract } from './contract.ts'
import { handOver, holdingsOf, leftBehind, previewHandover } from './service/hand-over.ts'
import { handoverCard, journal, undoHandover } from './service/journal.ts'
import { addSubstitution, cancelSubstitution, changeSubstitution, readSubstitutions } from './service/substitutions.ts'

export const handoverRoutes = routes(handoverContract, {
  holdings: ({ input, as, ...call }) => as((tx) => holdingsOf(tx, byOf(call), input.personId)),
  leftBehind: ({ as, ...call }) => as((tx) => leftBehind(tx, byOf(call))),
  preview: ({ input, as, ...call }) => as((tx) => previewHandover(tx, byOf(call), input)),
  handOver: ({ input, as, jobs, ...call }) => as((tx) => handOver(tx, byOf(call), input, jobs)),
  journal: ({ input, actor, as }) => as((tx) => journal(tx, actor, input)),
  get: ({ input, actor, as }) => as((tx) => handoverCard(tx, actor, input.id)),
  undo: ({ input, as, jobs, ...call }) => as((tx) => undoHandover(tx, byOf(call), input.id, jobs)),

  substitutions: ({ input, as, ...call }) => as((tx) => readSubstitutions(tx, byOf(call), input)),
  addSubstitution: ({ input, as, ...call }) =>
    changingRights(
      call,
      as((tx) => addSubstitution(tx, byOf(call), input)),
    ),
  editSubstitution: ({ input, as, ...call }) =>
    changingRights(
      call,
      as((tx) => changeSubstitution(tx, byOf(call), input)),
    ),
  cancelSubstitution: async ({ input, as, ...call }) => {
    await changingRights(
      call,
      as((tx) => cancelSubstitution(tx, byOf(call), input.id)),
    )
    return { done: true as const }
  },
})
