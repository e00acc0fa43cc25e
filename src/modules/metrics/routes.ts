import type { TimeZone } from '#core/calendar/day.ts'
import { today } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { type Actor, routes } from '#core/http/routes.ts'
import type { Clock } from '#core/clock/clock.ts'
import { metricsContract } from './contract.ts'
import { figuresAnswer } from './service/answer.ts'
import { catalogue } from './service/catalogue.ts'

const asking = (tx: Tx, actor: Actor, clock: Clock) => ({
  tx,
  actor,
  today: today(actor.workspace.timeZone as TimeZone, clock.now()),
})

export const metricsRoutes = routes(
  { catalogue: metricsContract.catalogue, figures: metricsContract.figures },
  {
    catalogue: ({ actor, as }) => as((tx) => catalogue(tx, actor)),
    figures: ({ input, actor, as, clock }) => as((tx) => figuresAnswer(asking(tx, actor, clock), input)),
  },
)
