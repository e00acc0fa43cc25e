import { routes } from '#core/http/routes.ts'
import { funnelContract } from './contract.ts'
import { funnelChoices } from './service/choices.ts'
import { dealsBehindFigure } from './service/deals-behind.ts'
import { ongoingTimes, salesCycle, stageTimes } from './service/times.ts'
import { funnelView } from './service/view.ts'

export const funnelRoutes = routes(funnelContract, {
  choices: ({ actor, as, clock }) => as((tx) => funnelChoices(tx, { actor, now: clock.now() })),
  view: ({ input, actor, as, clock }) => as((tx) => funnelView(tx, { actor, now: clock.now() }, input)),
  time: ({ input, actor, as, clock }) => as((tx) => stageTimes(tx, { actor, now: clock.now() }, input)),
  ongoing: ({ input, actor, as, clock }) => as((tx) => ongoingTimes(tx, { actor, now: clock.now() }, input)),
  cycle: ({ input, actor, as, clock }) => as((tx) => salesCycle(tx, { actor, now: clock.now() }, input)),
  deals: ({ input, actor, as, clock }) => as((tx) => dealsBehindFigure(tx, { actor, now: clock.now() }, input)),
})
