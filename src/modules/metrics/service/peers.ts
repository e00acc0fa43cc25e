import { firstDay } from '#core/calendar/month.ts'
import { monthsAndDays, type Period } from '#core/calendar/period.ts'
import type { MetricKey } from '../calc/declarations.ts'
import { dayRuns } from '../data/slice.ts'
import { medianOfPeers } from '../data/peers.ts'
import type { MetricAsking } from './figures.ts'

/** The median of the company's sellers for the metrics that have one; nothing where there are fewer than five of them. */
export async function peerMedians({ tx }: MetricAsking, period: Period): Promise<Map<MetricKey, number>> {
  const { months, days } = monthsAndDays(period)
  return medianOfPeers(tx, months.map(firstDay), dayRuns(days))
}
