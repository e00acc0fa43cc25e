import { routes } from '#core/http/routes.ts'
import { activitiesContract } from './contract.ts'
import { addActivity, listActivities } from './service.ts'

export const activitiesRoutes = routes(activitiesContract, {
  list: ({ input, actor, as }) => as((tx) => listActivities(tx, actor, input)),
  add: ({ input, actor, as, clock }) => as((tx) => addActivity(tx, actor, clock.now(), input)),
})
