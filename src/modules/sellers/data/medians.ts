import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { countedOutcomes, countingOf, fromSources, inPipeline, ownedBy } from '#modules/funnel/api.ts'
import type { OwnWins } from '../calc/medians.ts'
import type { Asked } from './counted.ts'

/** Checks and lengths of the deals won in the period, by owner; the nil id: nobody. One row an owner: single rows of deals cost more than their sorting. */
export async function winsByOwner(tx: Tx, { owners, pipelineId, sources }: Asked, period: Period): Promise<OwnWins[]> {
  const counting = await countingOf(tx, period)
  const { rows } = await sql<{ ownerId: string; checks: string; cycles: string }>`
    -- For how much and after how long did each seller win his deals?
    select coalesce(owner_id, nil_uuid()) as "ownerId", string_agg(base_minor::text, ',') as checks,
           string_agg(date_part('epoch', closed_at - created_at)::text, ',') as cycles
    from ${countedOutcomes(counting)} c
    where outcome = 'won' and n > 0 ${ownedBy(owners)} ${inPipeline(pipelineId)} ${fromSources(sources)}
    group by coalesce(owner_id, nil_uuid())`.execute(tx)
  return rows.map(({ ownerId, checks, cycles }) => ({ ownerId, checks: numbersOf(checks), cycles: numbersOf(cycles) }))
}

function numbersOf(text: string): number[] {
  return text.split(',').map(Number)
}
