import { routes } from '#core/http/routes.ts'
import { homeContract } from './contract.ts'
import { abandonedPage, attentionList } from './service/attention.ts'
import { latestMoves, whatThereIs } from './service/day.ts'

export const homeRoutes = routes(homeContract, {
  attention: ({ actor, as, clock }) => as((tx) => attentionList(tx, actor, clock.now())),
  abandoned: ({ input, actor, as, clock }) => as((tx) => abandonedPage(tx, actor, clock.now(), input)),
  recent: ({ actor, as, clock }) => as((tx) => latestMoves(tx, actor, clock.now())),
  start: ({ actor, as, clock }) => as((tx) => whatThereIs(tx, actor, clock.now())),
})
