import { routes } from '#core/http/routes.ts'
import { homeContract } from './contract.ts'
import { abandonedPage, attentionList, dismissItem, restoreItem } from './service/attention.ts'
import { latestMoves, whatThereIs } from './service/day.ts'
import { todayPage } from './service/today.ts'

export const homeRoutes = routes(homeContract, {
  attention: ({ input, actor, as, clock }) => as((tx) => attentionList(tx, actor, clock.now(), input)),
  dismiss: ({ input, actor, as, clock }) => as((tx) => dismissItem(tx, actor, clock.now(), input)),
  restore: ({ input, actor, as, clock }) => as((tx) => restoreItem(tx, actor, clock.now(), input)),
  today: ({ actor, as, clock }) => as((tx) => todayPage(tx, actor, clock.now())),
  abandoned: ({ input, actor, as, clock }) => as((tx) => abandonedPage(tx, actor, clock.now(), input)),
  recent: ({ actor, as, clock }) => as((tx) => latestMoves(tx, actor, clock.now())),
  start: ({ actor, as, clock }) => as((tx) => whatThereIs(tx, actor, clock.now())),
})
