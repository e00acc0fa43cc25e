import { cursorText } from '#core/http/cursor.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Call } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { TrashedDeal } from '../contract.ts'
import { deleteDeals } from '../data/rebuilding.ts'
import {
  haveDocuments,
  lockTrashed,
  readTrash,
  releaseActivities,
  removeFiles,
  type TrashedRow,
} from '../data/trash.ts'
import { can } from '../policy.ts'

type Asker = Pick<Call<unknown>, 'actor' | 'gate'>

/** One page of the trash. An administrator sees what all have thrown away, and no sums. @throws Refusal FORBIDDEN */
export async function trashed(
  { actor, gate }: Asker,
  { text, cursor, limit }: { text?: string | undefined; cursor?: [string, string] | undefined; limit: number },
) {
  if (!can(actor, 'trash') && !can(actor, 'purge')) throw new Refusal('FORBIDDEN')
  const found = await gate.as(
    sightOf(actor),
    (tx) => readTrash(tx, actor.workspaceId, text || null, cursor, limit + 1),
    { readOnly: true },
  )
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map((row) => shown(row, can(actor, 'read'))),
    nextCursor: last ? cursorText([last.moment, last.id]) : null,
  }
}

/**
 * Deletes deals of the trash for ever, with log, lines and history; their figures have left with the trash already.
 * @throws Refusal FORBIDDEN, NOT_FOUND when one of them does not lie in the trash, DEALS_IN_USE when contracts, invoices or payments hang on one of them
 */
export async function purgeDeals(
  { actor, gate }: Asker,
  { ids }: { ids: readonly string[] },
): Promise<{ deleted: number }> {
  if (!can(actor, 'purge')) throw new Refusal('FORBIDDEN')
  const { workspaceId } = actor
  const wanted = [...new Set(ids)]
  const purge = async (tx: Tx) => {
    const found = await lockTrashed(tx, workspaceId, wanted)
    if (found.length < wanted.length) throw new Refusal('NOT_FOUND')
    if (await haveDocuments(tx, workspaceId, wanted)) throw new Refusal('DEALS_IN_USE')
    await releaseActivities(tx, workspaceId, wanted)
    await removeFiles(tx, workspaceId, actor.personId, wanted)
    await deleteDeals(tx, workspaceId, wanted)
    for (const { id, title } of found) await audit(tx, actor, 'deal.purged', 'deal', id, { title })
    return { deleted: found.length }
  }
  return gate.as(sightOf(actor), purge, { again: true })
}

function sightOf(actor: Actor): Actor {
  return can(actor, 'purge') ? { ...actor, scope: 'all', people: [] } : actor
}

function shown(row: TrashedRow, withSums: boolean): TrashedDeal {
  const named = (id: string | null, name: string | null) => (id && name ? { id, name } : null)
  return {
    id: row.id,
    title: row.title,
    stage: { id: row.stageId, name: row.stageName },
    owner: named(row.ownerId, row.ownerName),
    company: named(row.companyId, row.companyName),
    baseMinor: withSums ? row.baseMinor : null,
    deletedAt: row.deletedAt.toISOString(),
    deletedBy: named(row.deletedById, row.deletedByName),
  }
}
