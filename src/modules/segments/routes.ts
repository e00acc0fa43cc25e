import { routes } from '#core/http/routes.ts'
import { segmentsContract } from './contract.ts'
import { clientsPage, computeNow, crossSell, editSettings, migration, oneClient, summary } from './service/segments.ts'

export const segmentsRoutes = routes(segmentsContract, {
  summary: ({ actor, as, clock }) => as((tx) => summary(tx, actor, clock.now())),
  clients: ({ input, actor, as, clock }) => as((tx) => clientsPage(tx, actor, clock.now(), input)),
  client: ({ input, actor, as, clock }) => as((tx) => oneClient(tx, actor, clock.now(), input)),
  migration: ({ input, actor, as }) => as((tx) => migration(tx, actor, input)),
  crossSell: ({ input, actor, as, clock }) => as((tx) => crossSell(tx, actor, clock.now(), input)),
  compute: ({ actor, as, clock }) => as((tx) => computeNow(tx, actor, clock.now())),
  editSettings: ({ input, actor, as, clock }) => as((tx) => editSettings(tx, actor, clock.now(), input)),
})
