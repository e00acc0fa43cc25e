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
    -- By the owner as he stands: in this order the index has them. Numbers go as they are kept, which costs less than to write them out and to read them.
    select coalesce(owner_id, nil_uuid()) as "ownerId", encode(array_send(array_agg(base_minor::float8)), 'base64') as checks,
           encode(array_send(array_agg(date_part('epoch', closed_at - created_at))), 'base64') as cycles
    from ${countedOutcomes(counting)} c
    where outcome = 'won' and n > 0 ${ownedBy(owners)} ${inPipeline(pipelineId)} ${fromSources(sources)}
    group by owner_id`.execute(tx)
  return rows.map(({ ownerId, checks, cycles }) => ({ ownerId, checks: numbersOf(checks), cycles: numbersOf(cycles) }))
}

/** Before the numbers: dimensions, flags, type, length and lower bound; before each its length in bytes. */
const HEAD = 20
const EACH = 12

/** Takes an array of double precision without nulls as PostgreSQL sends it, in base64. */
function numbersOf(sent: string): Float64Array {
  const bytes = Buffer.from(sent, 'base64')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return Float64Array.from({ length: (bytes.length - HEAD) / EACH }, (_, index) =>
    view.getFloat64(HEAD + index * EACH + EACH - 8),
  )
}
