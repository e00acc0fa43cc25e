import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type Counting, countedOutcomes } from './counting.ts'
import { dayCells, type KeptPeriod, keptPeriod, restOfOutcomes } from './kept-days.ts'
import { keptMonths, ownerCells } from './kept-months.ts'
import { bucketOf } from './length-buckets.ts'
import { fromSources, inPipeline, type Owners, ownedBy } from './slice.ts'

export interface Cycle {
  n: number
  meanSeconds: number | null
  medianSeconds: number | null
  negative: number
}

/** Whose deals; null: everybody's, of every pipeline, of every source. */
export interface CycleAsked {
  pipelineId: string | null
  owners: Owners
  sources: readonly string[] | null
}

const NO_DEALS: Cycle = { n: 0, meanSeconds: null, medianSeconds: null, negative: 0 }

/** From creation to the last win of the deals won in the period. Means are told to the millisecond: sums of whole days and of deals then agree. */
export async function cycleOf(tx: Tx, asked: CycleAsked, counting: Counting): Promise<Cycle> {
  const { rows } = await (await questionOf(tx, asked, counting)).execute(tx)
  return rows[0] ?? NO_DEALS
}

async function questionOf(tx: Tx, asked: CycleAsked, counting: Counting): Promise<RawBuilder<Cycle>> {
  const { owners, sources, pipelineId } = asked
  if (sources !== null || owners === 'nobody') return cycleOfLengths(lengthsOf(asked, countedOutcomes(counting)))
  if (owners === null) {
    const kept = await keptPeriod(tx, 'closed', counting)
    return kept.days.length > 0
      ? cycleOfCells(asked, kept)
      : cycleOfLengths(lengthsOf(asked, countedOutcomes(counting)))
  }
  const kept = await keptMonths(tx, 'closed', counting, owners)
  return cycleOfLengths(sql`
      select unnest(lengths) as seconds from ${ownerCells('cycle', kept)} c where true ${inPipeline(pipelineId)}
      union all
      ${lengthsOf(asked, restOfOutcomes(kept))}`)
}

const LENGTH = sql`date_part('epoch', closed_at - created_at)`

const lengthsOf = ({ owners, sources, pipelineId }: CycleAsked, outcomes: RawBuilder<unknown>) => sql`
      select ${LENGTH} as seconds from ${outcomes} c where outcome = 'won' and n > 0 ${inPipeline(pipelineId)} ${ownedBy(owners)} ${fromSources(sources)}`

/** All lengths are put in order. */
const cycleOfLengths = (lengths: RawBuilder<unknown>) => sql<Cycle>`
    -- How long did the deals won in the period take from creation to win?
    with lengths as (${lengths})
    select count(*) as n, round(avg(seconds::numeric), 3)::float8 as "meanSeconds", percentile_cont(0.5) within group (order by seconds) as "medianSeconds",
           count(*) filter (where seconds < 0) as negative
    from lengths`

/** The same, exact: buckets tell where the middle lies, and only the lengths of that bucket are put in order. What is negative lies in the first bucket. */
const cycleOfCells = (asked: CycleAsked, kept: KeptPeriod) => sql<Cycle>`
    -- How long did the deals of the company won in the period take from creation to win?
    with cells as materialized (
      select bucket, n, part, lengths from ${dayCells('cycle', kept.days)} c where true ${inPipeline(asked.pipelineId)}
    ), rest as materialized (${lengthsOf(asked, restOfOutcomes(kept))}
    ), counted as (
      select bucket, sum(n) as n, sum(part) as seconds
      from (select bucket, n, part from cells union all select ${bucketOf(sql`seconds`)}, 1, seconds::numeric from rest) all_of group by bucket
    ), placed as materialized (
      select bucket, n, seconds, sum(n) over (order by bucket) - n as before, sum(n) over (order by bucket) as until, sum(n) over () as whole from counted
    ), middle as materialized (
      select bucket, before, whole from placed where until >= floor((whole + 1) / 2.0) and before < ceil((whole + 1) / 2.0)
    ), lengths as (
      select seconds, row_number() over (order by seconds) + (select min(before) from middle) as place
      from (
        select unnest(lengths) as seconds from cells where bucket = any (array(select bucket from middle))
        union all
        select seconds from rest where ${bucketOf(sql`seconds`)} = any (array(select bucket from middle))
      ) l
    )
    select coalesce(sum(n), 0)::int as n, round(sum(seconds) / nullif(sum(n), 0), 3)::float8 as "meanSeconds",
           (select percentile_cont(0.5) within group (order by seconds) from lengths
            where place in (select floor((whole + 1) / 2.0) from middle union select ceil((whole + 1) / 2.0) from middle)) as "medianSeconds",
           (select count(*) from (
             select unnest(lengths) as seconds from cells where bucket = ${bucketOf(sql`0`)} union all select seconds from rest) l where seconds < 0)::int as negative
    from placed`
