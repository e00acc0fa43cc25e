import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { countedOutcomes, countingOf, fromSources, inPipeline, ownedBy } from '#modules/funnel/api.ts'
import type { Asked } from './counted.ts'

export interface LineMedians {
  subjectId: string
  n: number
  checkMinor: number | null
  cycleSeconds: number | null
  withoutAmount: number
}

/** Median check and cycle of the deals won in the period, for each line. `lines`: every owner with every line that counts him. */
export async function mediansOfLines(
  tx: Tx,
  { owners, pipelineId, sources }: Asked,
  period: Period,
  lines: readonly { ownerId: string; lineId: string }[],
): Promise<LineMedians[]> {
  const counting = await countingOf(tx, period)
  const { rows } = await sql<LineMedians>`
    -- What are the median check and the median cycle of each seller, department and the company?
    with lines (owner_id, line_id) as (
      select * from unnest(${lines.map((line) => line.ownerId)}::uuid[], ${lines.map((line) => line.lineId)}::uuid[])
    ), won as (
      select coalesce(owner_id, nil_uuid()) as owner_id, base_minor, date_part('epoch', closed_at - created_at) as seconds
      from ${countedOutcomes(counting)} c
      where outcome = 'won' and n > 0 ${ownedBy(owners)} ${inPipeline(pipelineId)} ${fromSources(sources)}
    )
    select line_id as "subjectId", count(*) as n, percentile_cont(0.5) within group (order by base_minor) as "checkMinor",
           percentile_cont(0.5) within group (order by seconds) as "cycleSeconds", count(*) filter (where base_minor = 0) as "withoutAmount"
    from won join lines using (owner_id) group by line_id`.execute(tx)
  return rows
}
