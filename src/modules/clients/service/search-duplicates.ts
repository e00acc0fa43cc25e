import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { Gate, Tx } from '#core/db/gate.ts'
import { id } from '#core/http/contract.ts'
import type { Actor } from '#core/http/routes.ts'
import { defineJob, type JobQueue } from '#core/jobs/job.ts'
import { duplicateScore, LEAST_SCORE } from '../calc/duplicates.ts'
import { clientKinds } from '../contract.ts'
import { candidatePairs } from '../data/candidate-pairs.ts'
import { replacePairs } from '../data/duplicates.ts'
import { allow } from './by.ts'

/** Looks for pairs of a workspace anew, as the server. Gives how many were found. */
export async function searchDuplicates(gate: Gate, workspaceId: string): Promise<number> {
  let found = 0
  for (const kind of clientKinds) {
    found += await gate.asServer(async (tx) => {
      const candidates = await candidatePairs(tx, workspaceId, kind)
      const pairs = candidates
        .map(({ aId, bId, ...alike }) => ({ aId, bId, ...duplicateScore(kind, alike) }))
        .filter(({ score }) => score >= LEAST_SCORE)
      await replacePairs(tx, workspaceId, kind, pairs)
      return pairs.length
    })
    await setImmediate()
  }
  return found
}

/** Looks for duplicates: of one company when somebody asks for it, of all by night. */
export const duplicatesJob = defineJob(
  'clients.duplicates',
  z.object({ workspaceId: id.optional() }),
  async ({ workspaceId }, { gate, signal }) => {
    const all = workspaceId
      ? [{ id: workspaceId }]
      : await gate.asServer((tx) => tx.selectFrom('workspaces').select('id').execute())
    for (const { id: one } of all) {
      signal.throwIfAborted()
      await searchDuplicates(gate, one)
    }
  },
  { minutes: 60 },
)

/** Looks for duplicates anew, in the background. @throws Refusal FORBIDDEN */
export async function searchAgain(tx: Tx, actor: Actor, jobs: JobQueue): Promise<{ done: true }> {
  allow(actor, 'merge')
  const { workspaceId } = actor
  await jobs.enqueue(duplicatesJob, { workspaceId }, { tx, key: workspaceId })
  return { done: true }
}
