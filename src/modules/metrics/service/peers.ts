import { firstDay } from '#core/calendar/month.ts'
import { monthsAndDays, type Period } from '#core/calendar/period.ts'
import type { MetricKey } from '../calc/declarations.ts'
import { dayRuns } from '../data/slice.ts'
import { medianOfPeers } from '../data/peers.ts'
import type { Tx } from '#core/db/gate.ts'

/**
 * The median of the company's sellers for these metrics; nothing where fewer than five of them have the figure. Growth, velocity, weighted pipeline, plan and
 * pace have none: they are made of more than a seller's own facts.
 */
export async function sellersMedian(
  tx: Tx,
  metrics: readonly MetricKey[],
  period: Period,
): Promise<Map<MetricKey, number>> {
  const { months, days } = monthsAndDays(period)
  return medianOfPeers(tx, metrics, months.map(firstDay), dayRuns(days))
}
