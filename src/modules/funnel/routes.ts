import { routes } from '#core/http/routes.ts'
import { funnelContract } from './contract.ts'
import { funnelChoices } from './service/choices.ts'
import { freshPaths } from './data/paths.ts'
import { compareGroups } from './service/compare.ts'
import { dealsBehindFigure } from './service/deals-behind.ts'
import { leakRanking } from './service/leaks.ts'
import { dropOffReasons } from './service/reasons.ts'
import { ongoingTimes, salesCycle, stageTimes } from './service/times.ts'
import { stuckNow, timeDistribution } from './service/time-lab.ts'
import { funnelView, needsPaths } from './service/view.ts'

export const funnelRoutes = routes(funnelContract, {
  choices: ({ actor, as, clock }) => as((tx) => funnelChoices(tx, { actor, now: clock.now() })),
  view: async ({ input, actor, as, clock, gate }) => {
    const waiting = needsPaths(input) ? await freshPaths(gate, actor.workspaceId) : 0
    return funnelView(as, { actor, now: clock.now() }, { ...input, waiting })
  },
  reasons: ({ input, actor, as, clock }) => as((tx) => dropOffReasons(tx, { actor, now: clock.now() }, input)),
  leaks: ({ input, actor, as, clock }) => leakRanking(as, { actor, now: clock.now() }, input),
  compare: async ({ input, actor, as, clock, gate }) => {
    const waiting = needsPaths(input) ? await freshPaths(gate, actor.workspaceId) : 0
    return as((tx) => compareGroups(tx, { actor, now: clock.now() }, { ...input, waiting }))
  },
  time: ({ input, actor, as, clock }) => as((tx) => stageTimes(tx, { actor, now: clock.now() }, input)),
  ongoing: ({ input, actor, as, clock }) => as((tx) => ongoingTimes(tx, { actor, now: clock.now() }, input)),
  distribution: ({ input, actor, as, clock }) => as((tx) => timeDistribution(tx, { actor, now: clock.now() }, input)),
  stuck: ({ input, actor, as, clock }) => as((tx) => stuckNow(tx, { actor, now: clock.now() }, input)),
  cycle: ({ input, actor, as, clock }) => as((tx) => salesCycle(tx, { actor, now: clock.now() }, input)),
  deals: ({ input, actor, as, clock }) => as((tx) => dealsBehindFigure(tx, { actor, now: clock.now() }, input)),
})
