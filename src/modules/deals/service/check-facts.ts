import type { Tx } from '#core/db/gate.ts'
import { type FactsDifference, factsDifferences, keepFacts } from '../data/facts-before.ts'
import { lockFacts } from '../data/rebuilding.ts'
import { rebuildFacts } from './rebuild-facts.ts'

/**
 * Proves that the derived facts of a company are what its log gives: makes them anew, says which rows differed, and leaves them right. Runs as the
 * server in one transaction; commands of the company wait for its end. `onDone`: how many deals are made anew so far.
 */
export async function checkFacts(
  tx: Tx,
  workspaceId: string,
  zone: string,
  onDone?: (deals: number) => void,
): Promise<{ deals: number; differences: FactsDifference[] }> {
  await lockFacts(tx)
  await keepFacts(tx, workspaceId)
  const deals = await rebuildFacts(tx, workspaceId, zone, onDone)
  return { deals, differences: await factsDifferences(tx, workspaceId) }
}
