import { z } from 'zod'
import { announce } from '#core/db/changes.ts'
import type { Gate } from '#core/db/gate.ts'
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

/** Gives the changed pipeline; where facts depend on the change, they are made anew behind it. */
export async function rebuilding(
  { actor, jobs, gate }: { actor: Actor; jobs: JobQueue; gate: Gate },
  change: Promise<ChangedPipeline>,
): Promise<Pipeline> {
  const { pipeline, rebuild } = await change
  if (rebuild) {
    const { workspaceId } = actor
    underWay.set(workspaceId, Date.now())
    await jobs.enqueue(rebuildFactsJob, { workspaceId })
    await tellFacts(gate, workspaceId)
  }
  return pipeline
}

/** Whoever looks at figures is told that they are being counted, and when they are there. */
async function tellFacts(gate: Gate, workspaceId: string): Promise<void> {
  await gate.asServer(async (tx) =>
    announce(tx, { workspaceId, topic: 'facts', id: workspaceId, ownerIds: [], byPersonId: null }),
  )
}
