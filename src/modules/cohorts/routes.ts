import { routes } from '#core/http/routes.ts'
import { cohortsContract } from './contract.ts'
import { buyerCohorts, cohortBehind, leadCohorts } from './service/cohorts.ts'

export const cohortsRoutes = routes(cohortsContract, {
  leads: ({ input, actor, as, clock }) => as((tx) => leadCohorts(tx, actor, clock.now(), input)),
  buyers: ({ input, actor, as, clock }) => as((tx) => buyerCohorts(tx, actor, clock.now(), input)),
  behind: ({ input, actor, as, clock }) => as((tx) => cohortBehind(tx, actor, clock.now(), input)),
})
