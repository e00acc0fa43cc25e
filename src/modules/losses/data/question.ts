import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  type Counting,
  countedOutcomes,
  countingOf,
  fromSources,
  inPipeline,
  type KeptPeriod,
  keptPeriod,
  ownedBy,
  type Owners,
} from '#modules/funnel/api.ts'

export interface LossQuestion {
  pipelineId: string | null
  owners: Owners
  sources: readonly string[] | null
  period: Period
}

/**
 * Deals closed in the period, of whom and whence is asked, as rows in parentheses (their columns: countedOutcomes of the funnel). Closed months as they
 * were closed; `n` −1 is what is no longer so of one.
 */
export async function closedDeals(
  tx: Tx,
  { pipelineId, owners, sources, period }: LossQuestion,
): Promise<RawBuilder<unknown>> {
  const counting = { ...(await countingOf(tx, period)), owners: owners === 'nobody' ? null : owners }
  return sql`(select * from ${countedOutcomes(counting)} c
    where true ${inPipeline(pipelineId)} ${ownedBy(owners)} ${fromSources(sources)})`
}

/** The period as days that are summed up and the rest; null where somebody or something is singled out, or no day is summed up. */
export async function inDays(
  tx: Tx,
  { owners, sources, period }: LossQuestion,
): Promise<(KeptPeriod & { counting: Counting }) | null> {
  if (owners !== null || sources !== null) return null
  const counting = await countingOf(tx, period)
  const kept = await keptPeriod(tx, 'closed', counting)
  return kept.days.length === 0 ? null : { ...kept, counting }
}
