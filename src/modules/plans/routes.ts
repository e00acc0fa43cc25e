import { routes } from '#core/http/routes.ts'
import { plansContract } from './contract.ts'
import { planGrid } from './service/plan-grid.ts'
import { planHistory } from './service/plan-history.ts'
import { copyPreview, distributionPreview } from './service/proposals.ts'
import { setCells } from './service/set-cells.ts'

export const plansRoutes = routes(plansContract, {
  grid: ({ input, actor, as }) => as((tx) => planGrid(tx, actor, input)),
  setCells: ({ input, actor, as }) => as((tx) => setCells(tx, actor, input)),
  copyPreview: ({ input, actor, as }) => as((tx) => copyPreview(tx, actor, input)),
  distributionPreview: ({ input, actor, as }) => as((tx) => distributionPreview(tx, actor, input)),
  changes: ({ input, actor, as }) => as((tx) => planHistory(tx, actor, input)),
})
