import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import type { MetricQuestion, MetricTable } from '../calc/question.ts'

/** Who asks, in which transaction, on which day. */
export interface MetricAsking {
  tx: Tx
  actor: Actor
  today: Day
}

/**
 * Figures of any set of metrics for a period, cut by up to two dimensions, filtered and compared; with the whole beside them.
 * @throws Refusal METRIC_DIMENSION for a metric that cannot be cut so, FORBIDDEN for those who see no deals
 */
export function metricFigures(_asking: MetricAsking, _question: MetricQuestion): Promise<MetricTable> {
  return Promise.reject(new Error('figures are not served yet'))
}
