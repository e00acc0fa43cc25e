import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { quantileFromBuckets } from '#core/statistics/buckets.ts'
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'

/** How long nine stays of ten last on a stage, seconds. */
export interface Norm {
  stageId: string
  usualSeconds: number
}

/** What is usual on each stage of the company in these months (their first days); stages with few stays have no norm. */
export async function stageNorms(tx: Tx, months: readonly Day[]): Promise<Norm[]> {
  const { rows } = await sql<{ stageId: string; bucket: number; n: number }>`
    -- How long do stays last on each stage, of the whole company?
    select stage_id as "stageId", bucket, n from company_stays(${[...months]}::date[])`.execute(tx)
  return [...Map.groupBy(rows, ({ stageId }) => stageId)].flatMap(([stageId, own]) => {
    const n = own.reduce((sum, row) => sum + row.n, 0)
    const p90 = quantileFromBuckets(
      own.map(({ bucket, n: count }) => ({ bucket, count })),
      0.9,
    )
    return n < SMALL_SAMPLE || p90 === null ? [] : [{ stageId, usualSeconds: p90 }]
  })
}
