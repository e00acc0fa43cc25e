import type { Tx } from '#core/db/gate.ts'
import { byOf, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { ListExport } from '../contract.ts'
import { countRunning, insertExport, readExport, readExports, stopExport, type StoredExport } from '../data/exports.ts'
import { readListSettings, writeListSettings } from '../data/settings.ts'
import { can } from '../policy.ts'
import { exportJob } from './export-job.ts'
import { dropExport } from './export-files.ts'
import type { ExportQuestion, ListSources } from './list-source.ts'

/** Of one person at once. */
const MOST_RUNNING = 3

interface Order extends ExportQuestion {
  list: string
  format: ListExport['format']
}

/**
 * Enters an export and its job, with a line in the audit log.
 * @throws Refusal FORBIDDEN, NOT_FOUND for a list that cannot be exported, EXPORTS_RUNNING, FILTER_BAD
 */
export async function startExport(
  tx: Tx,
  { actor, jobs, clock, sources }: Pick<Services, 'jobs' | 'clock'> & { actor: Actor; sources: ListSources },
  { list, format, filter, sort, columns }: Order,
): Promise<ListExport> {
  if (!can(actor, 'export', await readListSettings(tx, actor.workspaceId))) throw new Refusal('FORBIDDEN')
  const source = sources.find(({ id }) => id === list)
  if (!source) throw new Refusal('NOT_FOUND')
  if ((await countRunning(tx, actor.personId)) >= MOST_RUNNING) throw new Refusal('EXPORTS_RUNNING')
  const question = { filter, ...(sort && { sort }), ...(columns && { columns }) }
  const day = todayOf(byOf({ actor, clock }))
  const fileName = `${source.title(actor)} ${day}.${format}`
  const id = await insertExport(tx, actor, { list, format, question, fileName })
  await audit(tx, actor, 'export.started', 'export', id, { list, format, filter, ...(columns && { columns }) })
  await jobs.enqueue(exportJob, { exportId: id, list }, { tx, actor })
  return found(tx, id)
}

export async function listExports(tx: Tx, actor: Actor): Promise<{ rows: ListExport[] }> {
  return { rows: (await readExports(tx, actor.personId)).map(shown) }
}

/** @throws Refusal NOT_FOUND when it is not the actor's own */
export async function found(tx: Tx, id: string): Promise<ListExport> {
  const stored = await readExport(tx, id)
  if (!stored) throw new Refusal('NOT_FOUND')
  return shown(stored)
}

/** Stops an export that runs; removes the file of one that is done. @throws Refusal NOT_FOUND */
export async function cancelExport(
  tx: Tx,
  { clock, config }: Pick<Services, 'clock' | 'config'>,
  id: string,
): Promise<ListExport> {
  const { status } = await found(tx, id)
  await stopExport(tx, id, status === 'done' ? 'expired' : 'cancelled', clock.now())
  await dropExport(config.dataDir, id)
  return found(tx, id)
}

/** @throws Refusal FORBIDDEN */
export async function setListSettings(tx: Tx, actor: Actor, settings: { sellersExport: boolean }) {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  const before = await readListSettings(tx, actor.workspaceId)
  await writeListSettings(tx, actor.workspaceId, settings)
  await audit(tx, actor, 'lists.settings', null, null, { before, after: settings })
  return settings
}

function shown({ authorId: _author, question: _question, error, ...stored }: StoredExport): ListExport {
  return {
    ...stored,
    error: error?.code ?? null,
    createdAt: stored.createdAt.toISOString(),
    finishedAt: stored.finishedAt?.toISOString() ?? null,
    expiresAt: stored.expiresAt?.toISOString() ?? null,
  }
}
