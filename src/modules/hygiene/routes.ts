import { routes } from '#core/http/routes.ts'
import { hygieneContract } from './contract.ts'
import { dealsBehind, editRule, listRules, scores, summary } from './service/hygiene.ts'

export const hygieneRoutes = routes(hygieneContract, {
  rules: ({ actor, as }) => as((tx) => listRules(tx, actor)),
  editRule: ({ input, actor, as }) => as((tx) => editRule(tx, actor, input)),
  scores: ({ input, actor, as, clock }) =>
    as(async (tx) => ({ rows: await scores(tx, actor, clock.now(), input.dealIds) })),
  summary: ({ input, actor, as, clock }) => as((tx) => summary(tx, actor, clock.now(), input)),
  deals: ({ input, actor, as, clock }) => as((tx) => dealsBehind(tx, actor, clock.now(), input)),
})
