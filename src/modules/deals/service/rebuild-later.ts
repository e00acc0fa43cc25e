import { z } from 'zod'
import type { Actor } from '#core/http/routes.ts'
import { defineJob, type JobQueue } from '#core/jobs/job.ts'
import type { Pipeline } from '../contract.ts'
import { rebuildFacts } from './rebuild-facts.ts'
import type { ChangedPipeline } from './settings.ts'

/** Makes the facts of a company anew after its stages have changed. While it runs, commands of that company wait. */
export const rebuildFactsJob = defineJob(
  'deals.rebuild-facts',
  z.object({ workspaceId: z.string(), timeZone: z.string() }),
  async ({ workspaceId, timeZone }, { gate }) => {
    await gate.asServer((tx) => rebuildFacts(tx, workspaceId, timeZone))
  },
)

/** Gives the changed pipeline; where facts depend on the change, they are made anew behind it. */
export async function rebuilding(
  { actor, jobs }: { actor: Actor; jobs: JobQueue },
  change: Promise<ChangedPipeline>,
): Promise<Pipeline> {
  const { pipeline, rebuild } = await change
  if (rebuild) {
    await jobs.enqueue(rebuildFactsJob, { workspaceId: actor.workspaceId, timeZone: actor.workspace.timeZone })
  }
  return pipeline
}
