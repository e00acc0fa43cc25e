import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { momentText } from '#core/db/moment-text.ts'
import { countedBookings, countingOf, fromSources, inPipeline, ownedBy } from '#modules/funnel/api.ts'
import type { Asked } from './counted.ts'

export interface BookingBehind {
  dealId: string
  title: string | null
  ownerName: string | null
  at: Date
  amountMinor: number
  kind: 'win' | 'return' | 'correction' | 'late'
  /** The sort key: the moment to the microsecond, and which booking of the deal. */
  moment: string
  seq: number
}

interface Behind extends Asked {
  period: Period
  after: readonly [moment: string, dealId: string, seq: number] | undefined
  limit: number
}

/**
 * The ledger behind sales: wins, wins taken back, amounts changed after the win; newest first. It is the one that plan/fact opens: closed months as they
 * were closed, corrections in the open one.
 */
export async function bookingsBehind(
  tx: Tx,
  { owners, pipelineId, sources, period, after, limit }: Behind,
): Promise<BookingBehind[]> {
  const { rows } = await sql<BookingBehind>`
    -- Which entries of the ledger make these sales?
    with behind as (
      select deal_id, seq, owner_id, at, base_minor, kind
      from ${countedBookings(await countingOf(tx, period))} l
      where true ${ownedBy(owners)} ${inPipeline(pipelineId)} ${fromSources(sources)}
        ${after ? sql`and (at, deal_id, seq) < (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]}::int)` : sql``}
      order by at desc, deal_id desc, seq desc limit ${limit}
    )
    select b.deal_id as "dealId", d.title, p.full_name as "ownerName", b.at, b.base_minor as "amountMinor", b.kind,
           ${momentText(sql`b.at`)} as moment, b.seq
    from behind b
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.deal_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = b.owner_id
    order by b.at desc, b.deal_id desc, b.seq desc`.execute(tx)
  return rows
}
