import type { Tx } from '#core/db/gate.ts'
import { byOf, todayOf } from '#core/http/by.ts'
import { type Actor, routes } from '#core/http/routes.ts'
import type { Clock } from '#core/clock/clock.ts'
import { metricsContract } from './contract.ts'
import { figuresAnswer } from './service/answer.ts'
import { catalogue } from './service/catalogue.ts'
import { explainedMetric } from './service/explain.ts'
import { askForCheck, factsState } from './service/facts-check.ts'
import { cellOfText, metricRecords } from './service/records.ts'

const whoAsks = (actor: Actor, clock: Clock) => ({ actor, today: todayOf(byOf({ actor, clock })) })
const asking = (tx: Tx, actor: Actor, clock: Clock) => ({ ...whoAsks(actor, clock), tx })

export const metricsRoutes = routes(metricsContract, {
  catalogue: ({ actor, as }) => as((tx) => catalogue(tx, actor)),
  figures: ({ input, actor, as, clock }) => as((tx) => figuresAnswer(asking(tx, actor, clock), input)),
  records: ({ input: { metric, period, cell, cursor, limit, ...filters }, actor, as, clock }) =>
    as((tx) =>
      metricRecords(asking(tx, actor, clock), {
        metric,
        period,
        filters,
        cell: cell.map(cellOfText),
        after: cursor ?? null,
        limit,
      }),
    ),
  explain: ({ input: { metric, period, against, by, ...filters }, actor, as, clock }) =>
    explainedMetric(as, whoAsks(actor, clock), { metric, period, against, by, filters }),
  facts: ({ actor, as }) => as((tx) => factsState(tx, actor)),
  checkFacts: ({ actor, as, jobs }) => as((tx) => askForCheck(tx, actor, jobs)),
})
