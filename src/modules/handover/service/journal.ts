import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { JobQueue } from '#core/jobs/job.ts'
import { audit } from '#modules/org/api.ts'
import { noCounts } from '../calc/share-out.ts'
import type { JournalRow } from '../contract.ts'
import {
  countsOfReceivers,
  handoverById,
  isRunning,
  listHandovers,
  setState,
  type StoredHandover,
} from '../data/handovers.ts'
import { can } from '../policy.ts'
import { handoverJob } from './handover-job.ts'
import { finishIfDone, step } from './steps.ts'

const AT_ONCE = 500

/** @throws Refusal FORBIDDEN */
export async function journal(
  tx: Tx,
  actor: Actor,
  { personId, cursor, limit }: { personId?: string | undefined; cursor?: string | undefined; limit: number },
) {
  if (!can(actor, 'readJournal')) throw new Refusal('FORBIDDEN')
  const found = await listHandovers(tx, actor.workspaceId, { personId, after: cursor, limit })
  const rows = found.slice(0, limit).map((one) => row(one, actor))
  return { rows, nextCursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function handoverCard(tx: Tx, actor: Actor, id: string) {
  const card = await journalRow(tx, actor, id)
  const received = Map.groupBy(await countsOfReceivers(tx, actor.workspaceId, id), (one) => one.id)
  return {
    ...card,
    receivers: [...received].map(([personId, of]) => {
      const counts = noCounts()
      for (const { kind, n, minor } of of) {
        counts[kind] = n
        if (kind === 'deal') counts.dealsMinor = minor
        if (kind === 'billed') counts.owedMinor = minor
      }
      return { person: { id: personId, name: of[0]?.name ?? '' }, counts }
    }),
  }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function journalRow(tx: Tx, actor: Actor, id: string): Promise<JournalRow> {
  if (!can(actor, 'readJournal')) throw new Refusal('FORBIDDEN')
  const handover = await handoverById(tx, actor.workspaceId, id)
  if (!handover) throw new Refusal('NOT_FOUND')
  return row(handover, actor)
}

/**
 * Gives back what nobody has changed since it arrived; the rest stays with whoever works it by now.
 * @throws Refusal FORBIDDEN, NOT_FOUND, HANDOVER_RUNNING, HANDOVER_UNDONE
 */
export async function undoHandover(tx: Tx, by: By, id: string, jobs: JobQueue): Promise<JournalRow> {
  const { actor } = by
  if (!can(actor, 'handOver')) throw new Refusal('FORBIDDEN')
  const handover = await handoverById(tx, actor.workspaceId, id)
  if (!handover) throw new Refusal('NOT_FOUND')
  if (await isRunning(tx, actor.workspaceId, handover.fromId)) throw new Refusal('HANDOVER_RUNNING')
  if (handover.state !== 'done') throw new Refusal('HANDOVER_UNDONE')
  await setState(tx, actor.workspaceId, id, 'undoing', { at: by.now, byId: actor.personId })
  await audit(tx, actor, 'handover.undone', 'person', handover.fromId, { records: handover.moved })
  if (handover.moved <= AT_ONCE) {
    while ((await step(tx, by, id)) > 0);
    await finishIfDone(tx, by, id)
  } else {
    await jobs.enqueue(handoverJob, { handoverId: id }, { tx, actor, key: `${id} back` })
  }
  return journalRow(tx, actor, id)
}

function row(one: StoredHandover, actor: Actor): JournalRow {
  return {
    id: one.id,
    from: { id: one.fromId, name: one.fromName },
    by: { id: one.byId, name: one.byName },
    createdAt: one.createdAt.toISOString(),
    state: one.state,
    total: one.total,
    moved: one.moved,
    skipped: one.skipped,
    returned: one.returned,
    kept: one.kept,
    dealsMinor: one.counts.dealsMinor,
    to: one.to,
    note: one.note,
    finishedAt: one.finishedAt?.toISOString() ?? null,
    undoneAt: one.undoneAt?.toISOString() ?? null,
    may: { undo: one.state === 'done' && can(actor, 'handOver') && !actor.readOnly },
  }
}
