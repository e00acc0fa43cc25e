import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { fromSources, ownedBy, type Whose } from './slice.ts'

export interface Cycle {
  n: number
  meanSeconds: number | null
  medianSeconds: number | null
  negative: number
}

/** From creation to the last win of the deals won in the period. */
export async function cycleOf(tx: Tx, whose: Whose, period: { start: Day; end: Day }): Promise<Cycle> {
  const { rows } = await sql<Cycle>`
    -- How long did the deals won in the period take from creation to win?
    with won as (
      select extract(epoch from closed_at - created_at)::float8 as seconds
      from facts.deal_reach
      where workspace_id = (select app_workspace()) and closed_day >= ${period.start}::date and closed_day < ${period.end}::date
        and outcome = 'won' and pipeline_id = ${whose.pipelineId}::uuid ${ownedBy(whose.owners)} ${fromSources(whose.sources)}
    )
    select count(*) as n, avg(seconds) as "meanSeconds", percentile_cont(0.5) within group (order by seconds) as "medianSeconds",
           count(*) filter (where seconds < 0) as negative
    from won`.execute(tx)
  return rows[0] ?? { n: 0, meanSeconds: null, medianSeconds: null, negative: 0 }
}
