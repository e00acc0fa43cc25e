import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { TotalSums } from '../calc/contributions.ts'
import { derive, Stages } from '../calc/derive.ts'
import { allStages, readHistories } from '../data/histories.ts'
import { factsWork, writeFacts, writeTotals } from '../data/write-facts.ts'

const DEALS_AT_ONCE = 2_000

/**
 * Makes all derived facts of a company anew from the log: after a change of what stages mean or of the time zone, and to heal.
 * Runs as the server (gate.asServer). Commands wait until it has finished; readers see the old facts till then. Gives the number of deals.
 */
export async function rebuildFacts(tx: Tx, workspaceId: string, zone: string): Promise<number> {
  // Commands add to the totals before they touch another derived row: whoever has not done so waits here with his log unseen, and writes his own
  // difference afterwards. Deals are read without locks, which such a command may hold.
  await sql`lock table total_deltas in exclusive mode`.execute(tx)
  const totals = ['total_deltas', 'day_totals', 'month_totals', 'company_day_totals', 'company_month_totals']
  for (const table of ['stage_stays', 'deal_reach', 'bookings', ...totals]) {
    const kept = totals.includes(table) ? sql`and kind not like 'activity:%'` : sql``
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId}::uuid ${kept}`.execute(tx)
  }
  const stages = new Stages(await allStages(tx, workspaceId))
  const sums = new TotalSums()
  let after = '00000000-0000-0000-0000-000000000000'
  let done = 0
  for (;;) {
    const ids = await nextDeals(tx, workspaceId, after)
    const last = ids.at(-1)
    if (!last) break
    const deals = await readHistories(tx, workspaceId, ids)
    const changes = deals.map(({ history }) => ({ before: null, after: derive(history, stages, zone as TimeZone) }))
    await writeFacts(tx, workspaceId, factsWork(changes, zone as TimeZone, sums))
    after = last
    done += deals.length
  }
  await writeTotals(tx, workspaceId, sums.take())
  return done
}

async function nextDeals(tx: Tx, workspaceId: string, after: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which deals come next?
    select id from deals where workspace_id = ${workspaceId}::uuid and id > ${after}::uuid order by id limit ${DEALS_AT_ONCE}::int`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
