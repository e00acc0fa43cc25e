import { routes } from '#core/http/routes.ts'
import { lossesContract } from './contract.ts'
import { againstCompetitors, dealsBehindLoss, lossesView } from './service/losses.ts'
import { dealRivals, nameRivals } from './service/rivals.ts'

export const lossesRoutes = routes(lossesContract, {
  view: ({ input, actor, as }) => as((tx) => lossesView(tx, actor, input)),
  competitors: ({ input, actor, as }) => as((tx) => againstCompetitors(tx, actor, input)),
  deals: ({ input, actor, as }) => as((tx) => dealsBehindLoss(tx, actor, input)),
  rivals: ({ input, as }) => as((tx) => dealRivals(tx, input.dealId)),
  setRivals: ({ input, actor, as }) => as((tx) => nameRivals(tx, actor, input.dealId, input.competitorIds)),
})
