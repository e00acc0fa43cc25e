import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { TotalSums } from '../calc/contributions.ts'
import { derive, Stages } from '../calc/derive.ts'
import { allStages, readHistories } from '../data/histories.ts'
import { clearFacts, nextDeals } from '../data/rebuilding.ts'
import { factsWork, writeFacts, writeTotals } from '../data/write-facts.ts'

const DEALS_AT_ONCE = 2_000

/**
 * Makes all derived facts of a company anew from the log: after a change of what stages mean or of the time zone, and to heal.
 * Runs as the server (gate.asServer). Commands wait until it has finished; readers see the old facts till then. Gives the number of deals;
 * `onDone` is told how many there are so far.
 */
export async function rebuildFacts(
  tx: Tx,
  workspaceId: string,
  zone: string,
  onDone?: (deals: number) => void,
): Promise<number> {
  await clearFacts(tx, workspaceId)
  const stages = new Stages(await allStages(tx, workspaceId))
  const sums = new TotalSums()
  let after = '00000000-0000-0000-0000-000000000000'
  let done = 0
  for (;;) {
    const ids = await nextDeals(tx, workspaceId, after, DEALS_AT_ONCE)
    const last = ids.at(-1)
    if (!last) break
    const deals = await readHistories(tx, workspaceId, ids)
    const changes = deals.map(({ history }) => ({ before: null, after: derive(history, stages, zone as TimeZone) }))
    await writeFacts(tx, workspaceId, factsWork(changes, zone as TimeZone, sums))
    after = last
    done += deals.length
    onDone?.(done)
  }
  await writeTotals(tx, workspaceId, sums.take())
  return done
}
