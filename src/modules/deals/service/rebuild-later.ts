import { z } from 'zod'
import { announce } from '#core/db/changes.ts'
import type { Gate, InTransaction, Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { defineJob, type JobQueue } from '#core/jobs/job.ts'
import { timeZoneOf } from '#modules/org/api.ts'
import type { Pipeline } from '../contract.ts'
import { rebuildFacts } from './rebuild-facts.ts'
import type { ChangedPipeline } from './settings.ts'

/** Companies whose facts are being made anew, as this server knows: only for a word on the screen. */
const underWay = new Map<string, number>()
/** Another server may have done it: then nobody here hears of the end. */
const BELIEVED_MS = 15 * 60_000

export function isRebuilding(workspaceId: string): boolean {
  return Date.now() - (underWay.get(workspaceId) ?? 0) < BELIEVED_MS
}

/** Makes the facts of a company anew after its stages have changed. While it runs, commands of that company wait. */
export const rebuildFactsJob = defineJob(
  'deals.rebuild-facts',
  z.object({ workspaceId: z.string() }),
  async ({ workspaceId }, { gate }) => {
    underWay.set(workspaceId, Date.now())
    try {
      await gate.asServer(async (tx) => rebuildFacts(tx, workspaceId, await timeZoneOf(tx, workspaceId)))
    } finally {
      underWay.delete(workspaceId)
      await tellFacts(gate, workspaceId)
    }
  },
)

/**
 * Changes a pipeline in a transaction of `as` and gives it; where facts depend on the change, they are made anew behind it. The job is kept with the change: a
 * server that falls between the two leaves no facts of the old stages. @throws what the change throws
 */
export async function rebuilding(
  { actor: { workspaceId }, jobs, gate }: { actor: Actor; jobs: JobQueue; gate: Gate },
  as: InTransaction,
  change: (tx: Tx) => Promise<ChangedPipeline>,
): Promise<Pipeline> {
  const { pipeline, rebuild } = await as(async (tx) => {
    const changed = await change(tx)
    if (changed.rebuild) await jobs.enqueue(rebuildFactsJob, { workspaceId }, { tx })
    // Before the job can begin: it takes the word back.
    if (changed.rebuild) underWay.set(workspaceId, Date.now())
    return changed
  }).catch((error: unknown) => {
    underWay.delete(workspaceId)
    throw error
  })
  if (rebuild) await tellFacts(gate, workspaceId)
  return pipeline
}

/** Whoever looks at figures is told that they are being counted, and when they are there. */
async function tellFacts(gate: Gate, workspaceId: string): Promise<void> {
  await gate.asServer(async (tx) =>
    announce(tx, { workspaceId, topic: 'facts', id: workspaceId, ownerIds: [], byPersonId: null }),
  )
}
