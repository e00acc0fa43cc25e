import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, sourceOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { TotalSums, writeTotals } from '#modules/deals/api.ts'
import type { Activity } from '../contract.ts'
import { activityLine, type ActivityLine } from '../data/activity-rows.ts'
import { type Changes, type EditAction, insertEdits, lastEdits, type NewEdit } from '../data/edits.ts'
import { openActivities, type StoredActivity, updateActivities } from '../data/stored.ts'
import { countedAs } from '../data/write-activities.ts'
import { mayChange } from '../policy.ts'

export type Fields = Partial<Omit<StoredActivity, 'id' | 'version'>>

export interface ActivityChange {
  id: string
  /** The version that was read; the change is refused when it is another by now. */
  version?: number | undefined
  action: EditAction
  set: Fields
  reason?: string | null | undefined
}

/**
 * Changes activities that `openForChange` has locked: writes them, what was changed and the difference of the totals, each in one statement,
 * and tells those who look on. What changes nothing makes no version. Gives them as they are now.
 */
export async function changeActivities(
  tx: Tx,
  by: By,
  opened: ReadonlyMap<string, StoredActivity>,
  changes: readonly ActivityChange[],
): Promise<StoredActivity[]> {
  const { workspaceId, personId } = by.actor
  const sums = new TotalSums()
  const after: StoredActivity[] = []
  const written: StoredActivity[] = []
  const edits: NewEdit[] = []
  for (const { id, action, set, reason } of changes) {
    const before = opened.get(id)
    if (!before) throw new Refusal('NOT_FOUND')
    const changed = difference(before, set)
    const isSame = Object.keys(changed).length === 0
    const now = isSame ? before : { ...before, ...set, version: before.version + 1 }
    after.push(now)
    if (isSame) continue
    written.push(now)
    edits.push({ activityId: id, version: now.version, action, changes: changed, reason: reason ?? null })
    sums.add(countedAs(before, zoneOf(by)), -1)
    sums.add(countedAs(now, zoneOf(by)), 1)
    announce(tx, {
      workspaceId,
      topic: 'activity',
      id,
      ownerIds: [...new Set([before.ownerId, now.ownerId])],
      byPersonId: personId,
    })
  }
  if (written.length === 0) return after
  await updateActivities(tx, workspaceId, written)
  await insertEdits(tx, workspaceId, { at: by.now.getTime(), actorId: personId, source: sourceOf(by) }, edits)
  const totals = sums.take()
  if (totals.length > 0) await writeTotals(tx, workspaceId, totals)
  return after
}

/**
 * The activities of a command, locked, that the actor may change.
 * @throws Refusal NOT_FOUND, FORBIDDEN, ACTIVITY_CHANGED {current} when one is not of the version that was read
 */
export async function openForChange(
  tx: Tx,
  by: By,
  refs: readonly { id: string; version?: number | undefined }[],
  { deleted = false }: { deleted?: boolean } = {},
): Promise<Map<string, StoredActivity>> {
  const ids = [...new Set(refs.map(({ id }) => id))]
  const opened = new Map((await openActivities(tx, by.actor.workspaceId, ids)).map((one) => [one.id, one]))
  for (const { id, version } of refs) {
    const one = opened.get(id)
    if (!one || (one.deletedAt !== null && !deleted)) throw new Refusal('NOT_FOUND')
    if (!mayChange(by.actor, { ownerId: one.ownerId, isReported: one.done === true })) throw new Refusal('FORBIDDEN')
    if (version !== undefined && version !== one.version)
      throw new Refusal('ACTIVITY_CHANGED', { current: await shown(tx, by.actor, id) })
  }
  return opened
}

/** @throws Refusal NOT_PLANNED when it is done or called off */
export function planned(opened: ReadonlyMap<string, StoredActivity>, id: string): StoredActivity {
  const one = opened.get(id)
  if (!one) throw new Refusal('NOT_FOUND')
  if (one.done !== false) throw new Refusal('NOT_PLANNED')
  return one
}

/**
 * Takes the last change of each activity back: a new version with the old values, nothing is erased. The undo of making one deletes it.
 * @throws Refusal NOT_FOUND, FORBIDDEN, UNDO_TOO_LATE when it was changed again since
 */
export async function undoChanges(
  tx: Tx,
  by: By,
  items: readonly { id: string; version: number }[],
): Promise<{ id: string; version: number }[]> {
  const refs = items.map(({ id }) => ({ id }))
  const opened = await openForChange(tx, by, refs, { deleted: true })
  const edits = await lastEdits(tx, by.actor.workspaceId, items)
  const changes = items.map(({ id, version }): ActivityChange => {
    const edit = edits.get(id)
    if (!edit || edit.action === 'undone' || opened.get(id)?.version !== version) throw new Refusal('UNDO_TOO_LATE')
    const isMaking = edit.action === 'planned' || edit.action === 'recorded'
    const set = isMaking
      ? { deletedAt: by.now.getTime(), done: null }
      : (Object.fromEntries(Object.entries(edit.changes).map(([name, { from }]) => [name, from])) as Fields)
    return { id, action: 'undone', set }
  })
  const undone = await changeActivities(tx, by, opened, changes)
  return undone.map(({ id, version }) => ({ id, version }))
}

/** An activity as the reader is shown it. @throws Refusal NOT_FOUND */
export async function shown(tx: Tx, actor: Actor, id: string): Promise<Activity> {
  const line = await activityLine(tx, actor.workspaceId, id)
  if (!line) throw new Refusal('NOT_FOUND')
  return withRights(actor, line)
}

/** What the reader may do with it. */
export function withRights(actor: Actor, line: ActivityLine): Activity {
  return {
    ...line,
    may: { edit: mayChange(actor, { ownerId: line.owner?.id ?? null, isReported: line.state === 'done' }) },
  }
}

function difference(before: StoredActivity, set: Fields): Changes {
  const changes: Changes = {}
  for (const name of Object.keys(set) as (keyof Fields)[]) {
    const to = set[name] ?? null
    if (before[name] !== to) changes[name] = { from: before[name], to }
  }
  return changes
}
