import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { countedOutcomes, countingOf, fromSources, inPipeline, ownedBy, type Owners } from '#modules/funnel/api.ts'

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
  return sql`(select * from ${countedOutcomes(await countingOf(tx, period))} c
    where true ${inPipeline(pipelineId)} ${ownedBy(owners)} ${fromSources(sources)})`
}
