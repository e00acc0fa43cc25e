import { FileError } from '#core/files/errors.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { JobCall } from '#core/jobs/job.ts'
import { withCloseHeap } from '#core/memory/close-heap.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Status } from '../contract.ts'
import { changeImport, findImport, reportProgress, type StoredImport } from '../data/imports.ts'

/** Which step of which import: the version tells a step from one that was stopped and started again. */
export interface StepData {
  importId: string
  workspaceId: string
  version: number
}

export interface Step {
  one: StoredImport
  actor: Actor
  /** Tells how far it is, in a transaction of its own; throws when somebody has stopped the step or the server stops. */
  onProgress(rows: number): Promise<void>
}

/** The step was stopped by somebody; nothing is to be done about it. */
export class Stopped extends Error {}

const PROGRESS_MS = 400

/**
 * Runs one step of an import as a job. What will not get better by repeating is written down as its failure; what will (a lost
 * database, a deadlock, somebody's change in between) is thrown, so that the job runs again.
 */
export async function runStep(
  call: JobCall,
  data: StepData,
  status: Status,
  work: (step: Step) => Promise<void>,
): Promise<void> {
  const { gate, actor, signal } = call
  const one = await gate.asServer((tx) => findImport(tx, data.importId))
  if (!one || one.status !== status || one.version !== data.version) return
  if (!actor) return fail(call, data, status, 'IMPORTER_GONE')
  let last = 0
  const onProgress = async (rows: number) => {
    signal.throwIfAborted()
    if (Date.now() - last < PROGRESS_MS) return
    last = Date.now()
    const goesOn = await gate.asServer((tx) => reportProgress(tx, { ...data, id: data.importId }, rows))
    if (!goesOn) throw new Stopped()
  }
  try {
    await withCloseHeap(() => work({ one, actor, onProgress }))
  } catch (error) {
    if (error instanceof Stopped) return
    if (signal.aborted) throw error
    const known = knownFailure(error)
    if (known) return fail(call, data, status, known.code, known.data)
    if (isPassing(error) && !call.isLastAttempt) throw error
    call.log.error({ err: error, importId: one.id, step: status }, 'a step of an import failed')
    return fail(call, data, status, 'IMPORT_FAILED')
  }
}

/** Ends a step in the transaction that did its work; what the step found goes away with it when somebody stopped it meanwhile. */
export async function endStep(
  tx: Tx,
  data: StepData,
  status: Status,
  change: Parameters<typeof changeImport>[3],
): Promise<void> {
  const done = await changeImport(tx, { ...data, id: data.importId }, [status], { ...change, error: null })
  if (!done) throw new Stopped()
}

async function fail(
  call: JobCall,
  data: StepData,
  status: Status,
  code: string,
  facts?: Record<string, unknown>,
): Promise<void> {
  const error = facts ? { code, data: facts } : { code }
  // A revert that failed has reverted nothing: the import stands.
  const next: Status = status === 'reverting' ? 'done' : 'failed'
  await call.gate.asServer((tx) =>
    changeImport(tx, { ...data, id: data.importId }, [status], { status: next, error, finishedAt: call.clock.now() }),
  )
}

function knownFailure(error: unknown): { code: string; data?: Record<string, unknown> } | null {
  if (error instanceof FileError) return { code: error.problem.code, data: { ...error.problem } }
  if (error instanceof Refusal && error.code !== 'DEAL_CHANGED')
    return error.data ? { code: error.code, data: error.data } : { code: error.code }
  return null
}

/** Errors of connections and of transactions that met each other: SQLSTATE classes 08, 40, 53, 57, and those without a state. */
function isPassing(error: unknown): boolean {
  if (error instanceof Refusal) return true
  const { code } = error as { code?: string }
  if (typeof code === 'string') return /^(08|40|53|57)/.test(code) || code.startsWith('E')
  return error instanceof Error && /terminat|connection|closed/i.test(error.message)
}
