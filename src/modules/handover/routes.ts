import { type Call, routes } from '#core/http/routes.ts'
import { rightsChanged } from '#modules/org/api.ts'
import { handoverContract } from './contract.ts'
import { handOver, holdingsOf, leftBehind, previewHandover } from './service/hand-over.ts'
import { handoverCard, journal, undoHandover } from './service/journal.ts'
import { addSubstitution, cancelSubstitution, changeSubstitution, readSubstitutions } from './service/substitutions.ts'

export const handoverRoutes = routes(handoverContract, {
  holdings: ({ input, as, ...call }) => as((tx) => holdingsOf(tx, by(call), input.personId)),
  leftBehind: ({ as, ...call }) => as((tx) => leftBehind(tx, by(call))),
  preview: ({ input, as, ...call }) => as((tx) => previewHandover(tx, by(call), input)),
  handOver: ({ input, as, jobs, ...call }) => as((tx) => handOver(tx, by(call), input, jobs)),
  journal: ({ input, actor, as }) => as((tx) => journal(tx, actor, input)),
  get: ({ input, actor, as }) => as((tx) => handoverCard(tx, actor, input.id)),
  undo: ({ input, as, jobs, ...call }) => as((tx) => undoHandover(tx, by(call), input.id, jobs)),

  substitutions: ({ input, as, ...call }) => as((tx) => readSubstitutions(tx, by(call), input)),
  addSubstitution: ({ input, as, ...call }) =>
    changing(
      call,
      as((tx) => addSubstitution(tx, by(call), input)),
    ),
  editSubstitution: ({ input, as, ...call }) =>
    changing(
      call,
      as((tx) => changeSubstitution(tx, by(call), input)),
    ),
  cancelSubstitution: async ({ input, as, ...call }) => {
    await changing(
      call,
      as((tx) => cancelSubstitution(tx, by(call), input.id)),
    )
    return { done: true as const }
  },
})

type Asked = Pick<Call<unknown>, 'actor' | 'clock'>

function by({ actor, clock }: Asked) {
  return { actor, now: clock.now() }
}

/** Whoever stands in sees more from the next question on. */
async function changing<Result>({ actor }: Asked, work: Promise<Result>): Promise<Result> {
  const result = await work
  rightsChanged(actor.workspaceId)
  return result
}
