import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { countedOutcomes, countingOf } from './counting.ts'
import { fromSources, ownedBy, type Whose } from './slice.ts'

export interface Cycle {
  n: number
  meanSeconds: number | null
  medianSeconds: number | null
  negative: number
}

/** From creation to the last win of the deals won in the period. */
export async function cycleOf(tx: Tx, whose: Whose, period: Period): Promise<Cycle> {
  const counting = await countingOf(tx, period)
  const { rows } = await sql<Cycle>`
    -- How long did the deals won in the period take from creation to win?
    with won as (
      select date_part('epoch', closed_at - created_at) as seconds
      from ${countedOutcomes(counting)} c
      where outcome = 'won' and n > 0 and pipeline_id = ${whose.pipelineId}::uuid ${ownedBy(whose.owners)} ${fromSources(whose.sources)}
    )
    select count(*) as n, avg(seconds) as "meanSeconds", percentile_cont(0.5) within group (order by seconds) as "medianSeconds",
           count(*) filter (where seconds < 0) as negative
    from won`.execute(tx)
  return rows[0] ?? { n: 0, meanSeconds: null, medianSeconds: null, negative: 0 }
}
