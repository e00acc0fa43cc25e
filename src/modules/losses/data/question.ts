import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import { fromSources, inPipeline, ownedBy, type Owners } from '#modules/funnel/api.ts'

export interface LossQuestion {
  pipelineId: string | null
  owners: Owners
  sources: readonly string[] | null
  period: Period
}

/** Deals closed in the period, of whom and whence is asked; read from the index of closed deals alone. */
export function closedDeals({ pipelineId, owners, sources, period }: LossQuestion): RawBuilder<unknown> {
  return sql`workspace_id = (select app_workspace()) and closed_day >= ${period.start}::date and closed_day < ${period.end}::date
    ${inPipeline(pipelineId)} ${ownedBy(owners)} ${fromSources(sources)}`
}
