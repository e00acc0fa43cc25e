import { routes } from '#core/http/routes.ts'
import { sourcesContract } from './contract.ts'
import { behindFigure, editSettings, payback, sourceCampaigns, sourcesTable } from './service/sources.ts'

export const sourcesRoutes = routes(sourcesContract, {
  table: ({ input, actor, as, clock }) => sourcesTable(as, actor, clock.now(), input),
  campaigns: ({ input, actor, as, clock }) => as((tx) => sourceCampaigns(tx, actor, clock.now(), input)),
  payback: ({ input, actor, as, clock }) => payback(as, actor, clock.now(), input),
  behind: ({ input, actor, as, clock }) => as((tx) => behindFigure(tx, actor, clock.now(), input)),
  editSettings: ({ input, actor, as }) => as((tx) => editSettings(tx, actor, input)),
})
