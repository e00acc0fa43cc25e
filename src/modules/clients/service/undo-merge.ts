import { DAY_MS } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { changesBetween } from '../calc/changes.ts'
import { undoneValues } from '../calc/merge-values.ts'
import type { ClientKind, MergeInfo } from '../contract.ts'
import { insertEdits } from '../data/edits.ts'
import {
  markUndone,
  mergeMoves,
  moveChildrenBack,
  readMerges,
  setMergedInto,
  type StoredMerge,
} from '../data/merges.ts'
import { can, isInHands } from '../policy.ts'
import { allow, originOf } from './by.ts'
import { announceCompany } from './companies.ts'
import { announceContact } from './contacts.ts'
import { UNDOABLE_DAYS } from './merge.ts'
import { type ClientRecord, nameOf, readClient, valuesOf, writeClient } from './merge-sides.ts'
import { orLoop } from './refusals.ts'

const LISTED = 200

/** Merges that the actor may see, newest first. @throws Refusal FORBIDDEN */
export async function listMerges(
  tx: Tx,
  actor: Actor,
  now: Date,
  { kind, clientId }: { kind?: ClientKind | undefined; clientId?: string | undefined },
): Promise<{ rows: MergeInfo[] }> {
  allow(actor, 'read')
  const found = await readMerges(tx, actor.workspaceId, {
    kind: kind ?? null,
    clientId: clientId ?? null,
    most: LISTED,
  })
  return { rows: found.map((merge) => infoOf(actor, now, merge)) }
}

/** What taking a merge back would restore and what stays. @throws Refusal FORBIDDEN, NOT_FOUND, MERGE_NOT_LAST, MERGE_TOO_OLD */
export async function undoPreview(tx: Tx, actor: Actor, now: Date, id: string) {
  const { merge, master } = await undoable(tx, actor, now, id)
  const { kept } = undoneValues(merge.changes, valuesOf(merge.kind, master))
  const moves = await mergeMoves(tx, id)
  return {
    merge: infoOf(actor, now, merge),
    returns: moves.flatMap(({ target, still }) => (still > 0 ? [{ what: target, count: still }] : [])),
    stays: moves.flatMap(({ target, moved, still }) => (moved > still ? [{ what: target, count: moved - still }] : [])),
    keptFields: kept,
  }
}

/**
 * Takes a merge back: the absorbed client is there again as it was, with what hung on it and still points at the master; the master has its former
 * values where nobody has changed them since.
 * @throws Refusal FORBIDDEN, NOT_FOUND, MERGE_UNDONE, MERGE_NOT_LAST, MERGE_TOO_OLD, PARENT_LOOP when a holding that comes back has been put below
 *   this client since
 */
export async function undoMerge(tx: Tx, actor: Actor, now: Date, id: string) {
  const { workspaceId, personId } = actor
  const { merge, master } = await undoable(tx, actor, now, id, { lock: true })
  const { kind, masterId, absorbedId, changes } = merge
  if (merge.undoneAt || !(await markUndone(tx, workspaceId, id, personId))) throw new Refusal('MERGE_UNDONE')
  const { values } = undoneValues(changes, valuesOf(kind, master))
  const edited = changesBetween(valuesOf(kind, master), values)
  return orLoop(async () => {
    await setMergedInto(tx, workspaceId, kind, absorbedId, null, personId)
    const returned = await moveChildrenBack(tx, id)
    if (Object.keys(edited).length > 0) {
      await insertEdits(tx, workspaceId, kind, [{ id: masterId, version: master.version + 1, changes: edited }], {
        ...originOf(actor),
        source: 'unmerge',
      })
      await writeClient(tx, workspaceId, kind, masterId, values)
    }
    await audit(tx, actor, `${kind}.unmerged`, kind, masterId, { merge: id, records: returned })
    for (const client of [masterId, absorbedId]) {
      if (kind === 'company') announceCompany(tx, actor, client)
      else announceContact(tx, actor, client, [master.ownerId])
    }
    return { masterId, absorbedId, returned }
  })
}

async function undoable(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  how: { lock?: boolean } = {},
): Promise<{ merge: StoredMerge; master: ClientRecord }> {
  allow(actor, 'merge')
  const [merge] = await readMerges(tx, actor.workspaceId, { id, most: 1 })
  if (!merge) throw new Refusal('NOT_FOUND')
  const master = await readClient(tx, actor.workspaceId, merge.kind, merge.masterId, how)
  if (!master) throw new Refusal('NOT_FOUND')
  if (!isInHands(actor, master.ownerId)) throw new Refusal('FORBIDDEN')
  // A chain is undone from its end: what was moved lies further on by now.
  if (master.mergedInto)
    throw new Refusal('MERGE_NOT_LAST', { into: { id: master.mergedInto, name: master.mergedName ?? nameOf(master) } })
  // Of an erased person nothing is left that could come back.
  if (untilOf(merge) < now.getTime() || ('erasedAt' in master && master.erasedAt)) throw new Refusal('MERGE_TOO_OLD')
  return { merge, master }
}

const untilOf = (merge: StoredMerge): number => merge.at.getTime() + UNDOABLE_DAYS * DAY_MS

function infoOf(actor: Actor, now: Date, merge: StoredMerge): MergeInfo {
  const { id, kind, masterId, masterName, masterOwnerId, absorbedId, absorbedName, at, byId, byName, undoneAt } = merge
  // A contact out of sight has no name.
  const isHis = masterName !== null && isInHands(actor, masterOwnerId)
  return {
    id,
    kind,
    master: { id: masterId, name: masterName ?? '' },
    absorbed: { id: absorbedId, name: absorbedName ?? '' },
    at: at.toISOString(),
    by: byId && byName ? { id: byId, name: byName } : null,
    undoneAt: undoneAt?.toISOString() ?? null,
    undoableUntil: new Date(untilOf(merge)).toISOString(),
    mayUndo: undoneAt === null && untilOf(merge) >= now.getTime() && can(actor, 'merge') && isHis && !actor.readOnly,
  }
}
