import type { Tx } from '#core/db/gate.ts'
import { deleteCompanies, deleteImportedContacts, importedCompanies } from '#modules/clients/api.ts'
import { changeDeals, removeDeals, replaceLines, summingUp, type WriteContext, writeSums } from '#modules/deals/api.ts'
import { removeAlias } from '#modules/products/api.ts'
import { logReverted } from '../calc/deal-changes.ts'
import { dealLogs } from '../data/deal-logs.ts'
import { type UpdateRow, updateRows } from '../data/import-rows.ts'
import type { StoredImport } from '../data/imports.ts'
import { madeDeals, touchedUpdates } from '../data/revert.ts'
import type { DealBefore } from './write-deals.ts'

const AT_ONCE = 1_000
const FIRST = '00000000-0000-0000-0000-000000000000'

export interface Reverted {
  removed: number
  restored: number
  /** Changed by people since the import, and left as they are. */
  kept: number
}

/**
 * Takes the deals of an import away again and gives changed ones their former state. What people have changed since is left alone,
 * unless `force`.
 */
export async function revertDeals(
  tx: Tx,
  one: WriteContext,
  { id: importId, made }: Pick<StoredImport, 'id' | 'made'>,
  force: boolean,
  onProgress: (rows: number) => Promise<void>,
): Promise<Reverted> {
  const { workspaceId } = one
  const context = summingUp(one)
  const sum: Reverted = { removed: 0, restored: 0, kept: 0 }
  for (let after = FIRST; ;) {
    const deals = await madeDeals(tx, workspaceId, importId, after, AT_ONCE)
    const last = deals.at(-1)
    if (!last) break
    after = last.id
    const gone = deals.filter(({ touched }) => force || !touched).map(({ id }) => id)
    if (gone.length > 0) await removeDeals(tx, context, gone)
    sum.removed += gone.length
    sum.kept += deals.length - gone.length
    await onProgress(sum.removed + sum.kept)
  }
  for (let after = 0; ;) {
    const rows = await updateRows<DealBefore>(tx, importId, after, AT_ONCE)
    const last = rows.at(-1)
    if (!last) break
    after = last.line
    const restored = await restore(tx, context, importId, rows, force)
    sum.restored += restored
    sum.kept += rows.length - restored
    await onProgress(sum.removed + sum.restored + sum.kept)
  }
  await writeSums(tx, context)
  for (const alias of made['aliases'] ?? []) await removeAlias(tx, workspaceId, alias)
  await deleteImportedContacts(tx, workspaceId, importId)
  const companies = await importedCompanies(tx, workspaceId, importId)
  await deleteCompanies(
    tx,
    workspaceId,
    companies.filter(({ used, version }) => !used && version === 1).map(({ id }) => id),
  )
  return sum
}

async function restore(
  tx: Tx,
  context: WriteContext,
  importId: string,
  rows: readonly UpdateRow<DealBefore>[],
  force: boolean,
): Promise<number> {
  const { workspaceId } = context
  const ids = rows.map(({ entityId }) => entityId)
  const touched = await touchedUpdates(tx, workspaceId, importId, ids)
  const own = rows.filter(({ entityId }) => touched.has(entityId) && (force || !touched.get(entityId)))
  if (own.length === 0) return 0
  const logs = await dealLogs(
    tx,
    workspaceId,
    own.map(({ entityId }) => entityId),
  )
  await changeDeals(
    tx,
    context,
    own.map(({ entityId, before }) => ({
      id: entityId,
      set: before.set,
      moves: logReverted(logs.get(entityId) ?? [], before.logSeq),
    })),
  )
  const lined = own.filter(({ before }) => before.lines)
  if (lined.length > 0)
    await replaceLines(
      tx,
      workspaceId,
      lined.map(({ entityId }) => entityId),
      lined.flatMap(({ before }) => before.lines ?? []),
    )
  return own.length
}
