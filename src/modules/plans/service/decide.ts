import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { versionDiff } from '../calc/version-diff.ts'
import type { PlanVersion } from '../contract/shapes.ts'
import { can } from '../policy.ts'
import { approve } from '../data/approved.ts'
import { decideVersion, presentCells, type StoredVersion, versionCells, versionsOf } from '../data/versions.ts'
import { announcePlan } from './set-cells.ts'
import { subtreeOf } from './subtree.ts'
import { tellProposer } from './version-notices.ts'
import { mayDecide, shownVersion, subjectsInSight } from './versions.ts'

interface Decision {
  id: string
  decision: 'approved' | 'returned'
  note?: string | undefined
  /** The version of the record that was looked at. */
  version: number
}

/**
 * Approves a proposed plan or returns it. What was approved of these months before gives way cell by cell; the present plan is not touched.
 * @throws Refusal NOT_FOUND out of sight, FORBIDDEN for those who approve nothing, PLAN_OWN_APPROVAL for the author, PLAN_NOTE_MISSING when a
 * return has no reason, PLAN_VERSION_DECIDED when it is decided, PLAN_VERSION_CHANGED when somebody was faster
 */
export async function decidePlan(
  tx: Tx,
  actor: Actor,
  { id, decision, note, version }: Decision,
): Promise<PlanVersion> {
  const one = await lockedVersion(tx, actor, id)
  // The author is told who can, whatever his role.
  if (one.proposerId === actor.personId) throw new Refusal('PLAN_OWN_APPROVAL')
  if (!can(actor, 'decide')) throw new Refusal('FORBIDDEN')
  if (!mayDecide(actor, one)) throw new Refusal('FORBIDDEN')
  refuseOld(one, version)
  if (decision === 'returned' && !note) throw new Refusal('PLAN_NOTE_MISSING')
  await decideVersion(tx, actor.workspaceId, { id, state: decision, personId: actor.personId, note })
  if (decision === 'approved') {
    const cells = await versionCells(tx, actor.workspaceId, id)
    const now = subtreeOf(await subjectsInSight(tx, actor), one.subjectId)
    const subjects = new Set([...cells, ...now].map(({ subjectId }) => subjectId))
    await approve(tx, actor.workspaceId, id, [...subjects])
  }
  announcePlan(tx, actor)
  const shown = await shownVersion(tx, actor, id)
  await tellProposer(tx, actor, one.proposerId, shown)
  return shown
}

/** Takes one's own proposal back. @throws Refusal NOT_FOUND for another's, PLAN_VERSION_DECIDED, PLAN_VERSION_CHANGED */
export async function withdrawPlan(
  tx: Tx,
  actor: Actor,
  { id, version }: { id: string; version: number },
): Promise<PlanVersion> {
  const one = await lockedVersion(tx, actor, id)
  if (one.proposerId !== actor.personId) throw new Refusal('NOT_FOUND')
  refuseOld(one, version)
  await decideVersion(tx, actor.workspaceId, { id, state: 'withdrawn', personId: actor.personId, note: undefined })
  announcePlan(tx, actor)
  return shownVersion(tx, actor, id)
}

/** Cells that differ between a version and another one, or the present plan. @throws Refusal NOT_FOUND for a version out of sight */
export async function compareVersions(tx: Tx, actor: Actor, asked: { from: string; to?: string | undefined }) {
  const { workspaceId } = actor
  const from = await shownVersion(tx, actor, asked.from)
  const to = asked.to === undefined ? null : await shownVersion(tx, actor, asked.to)
  const subjects = await subjectsInSight(tx, actor)
  const below = subtreeOf(subjects, from.subjectId).map(({ subjectId }) => subjectId)
  const before = await versionCells(tx, workspaceId, from.id)
  const after = to
    ? await versionCells(tx, workspaceId, to.id)
    : await presentCells(tx, workspaceId, from as unknown as StoredVersion, below)
  const names = new Map(subjects.map(({ subjectId, name }) => [subjectId, name]))
  const order = new Map(subjects.map(({ subjectId }, index) => [subjectId, index]))
  const rows = versionDiff(before, after)
    .map((cell) => ({ ...cell, name: names.get(cell.subjectId) ?? '' }))
    .toSorted((a, b) => (order.get(a.subjectId) ?? 0) - (order.get(b.subjectId) ?? 0) || a.month.localeCompare(b.month))
  return {
    from,
    to,
    rows,
    beforeMinor: from.amountMinor ?? 0,
    afterMinor: (to ? to.amountMinor : from.presentMinor) ?? 0,
  }
}

async function lockedVersion(tx: Tx, { workspaceId }: Actor, id: string): Promise<StoredVersion> {
  const [one] = await versionsOf(tx, { workspaceId, id, lock: true })
  if (!one) throw new Refusal('NOT_FOUND')
  return one
}

function refuseOld({ state, version, decidedBy }: StoredVersion, known: number): void {
  if (state !== 'proposed') throw new Refusal('PLAN_VERSION_DECIDED', { state, by: decidedBy })
  if (version !== known) throw new Refusal('PLAN_VERSION_CHANGED', { state, by: decidedBy })
}
