import { type Call, routes } from '#core/http/routes.ts'
import { rightsChanged } from '#modules/org/api.ts'
import { absencesContract } from './contract.ts'
import { askAbsence, cancelAbsence, decideAbsence, editAbsence } from './service/absences.ts'
import { duties, dutyVersions, setDuties } from './service/duties.ts'
import { absenceBoard } from './service/read-absences.ts'
import { addTerritory, editTerritory, giveTerritory, territories } from './service/territories.ts'

export const absencesRoutes = routes(absencesContract, {
  board: ({ input, as, ...call }) => as((tx) => absenceBoard(tx, by(call), input)),
  ask: ({ input, as, ...call }) =>
    changing(
      call,
      as((tx) => askAbsence(tx, by(call), input)),
    ),
  edit: ({ input, as, ...call }) =>
    changing(
      call,
      as((tx) => editAbsence(tx, by(call), input)),
    ),
  decide: ({ input, as, ...call }) =>
    changing(
      call,
      as((tx) => decideAbsence(tx, by(call), input)),
    ),
  cancel: async ({ input, as, ...call }) => {
    await changing(
      call,
      as((tx) => cancelAbsence(tx, by(call), input.id)),
    )
    return { done: true as const }
  },

  territories: ({ as, ...call }) => as((tx) => territories(tx, by(call))),
  addTerritory: ({ input, as, ...call }) => as((tx) => addTerritory(tx, by(call), input)),
  editTerritory: ({ input, as, ...call }) => as((tx) => editTerritory(tx, by(call), input)),
  giveTerritory: ({ input, as, ...call }) => as((tx) => giveTerritory(tx, by(call), input)),

  duties: ({ as, language, ...call }) => as((tx) => duties(tx, by(call), language)),
  setDuties: ({ input, as, language, ...call }) => as((tx) => setDuties(tx, by(call), input, language)),
  dutyVersions: ({ input, as, language, ...call }) => as((tx) => dutyVersions(tx, by(call), input.role, language)),
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
