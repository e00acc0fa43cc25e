import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { changingRights } from '#modules/org/api.ts'
import { absencesContract } from './contract.ts'
import { askAbsence, cancelAbsence, decideAbsence, editAbsence } from './service/absences.ts'
import { duties, dutyVersions, setDuties } from './service/duties.ts'
import { absenceBoard } from './service/read-absences.ts'
import { addTerritory, editTerritory, giveTerritory, territories } from './service/territories.ts'

export const absencesRoutes = routes(absencesContract, {
  board: ({ input, as, ...call }) => as((tx) => absenceBoard(tx, byOf(call), input)),
  ask: ({ input, as, ...call }) =>
    changingRights(
      call,
      as((tx) => askAbsence(tx, byOf(call), input)),
    ),
  edit: ({ input, as, ...call }) =>
    changingRights(
      call,
      as((tx) => editAbsence(tx, byOf(call), input)),
    ),
  decide: ({ input, as, ...call }) =>
    changingRights(
      call,
      as((tx) => decideAbsence(tx, byOf(call), input)),
    ),
  cancel: async ({ input, as, ...call }) => {
    await changingRights(
      call,
      as((tx) => cancelAbsence(tx, byOf(call), input.id)),
    )
    return { done: true as const }
  },

  territories: ({ as, ...call }) => as((tx) => territories(tx, byOf(call))),
  addTerritory: ({ input, as, ...call }) => as((tx) => addTerritory(tx, byOf(call), input)),
  editTerritory: ({ input, as, ...call }) => as((tx) => editTerritory(tx, byOf(call), input)),
  giveTerritory: ({ input, as, ...call }) => as((tx) => giveTerritory(tx, byOf(call), input)),

  duties: ({ as, language, ...call }) => as((tx) => duties(tx, byOf(call), language)),
  setDuties: ({ input, as, language, ...call }) => as((tx) => setDuties(tx, byOf(call), input, language)),
  dutyVersions: ({ input, as, language, ...call }) => as((tx) => dutyVersions(tx, byOf(call), input.role, language)),
})
