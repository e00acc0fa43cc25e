import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { MetricKey } from '../calc/declarations.ts'

/** Medians of all sellers over whole months and runs of days. The database gives none below five sellers. */
export async function medianOfPeers(
  tx: Tx,
  metrics: readonly MetricKey[],
  months: readonly Day[],
  days: readonly Period[],
): Promise<Map<MetricKey, number>> {
  const { rows } = await sql<{ metric: MetricKey; median: number }>`
    -- What does the middle seller of the company have?
    select metric, median from metrics_peers(${metrics}::text[], ${months}::date[], ${days.map(({ start }) => start)}::date[], ${days.map(({ end }) => end)}::date[])`.execute(
    tx,
  )
  return new Map(rows.map(({ metric, median }) => [metric, median]))
}
