import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Gate, Tx } from '#core/db/gate.ts'
import { id } from '#core/http/contract.ts'
import type { Actor } from '#core/http/routes.ts'
import { restAfter } from '#core/jobs/every.ts'
import { defineJob, type JobQueue } from '#core/jobs/job.ts'
import { putOff } from '#core/jobs/put-off.ts'
import { duplicateScore, LEAST_SCORE } from '../calc/duplicates.ts'
import { clientKinds } from '../contract.ts'
import { candidatePairs } from '../data/candidate-pairs.ts'
import { replacePairs } from '../data/duplicates.ts'
import { type NearPair, nearNames, newestFirms } from '../data/near-names.ts'
import { allow } from './by.ts'

/** Of so many firms at once names are compared: among a hundred thousand it takes about a second. */
const FIRMS_AT_ONCE = 5
const PUT_OFF_MS = 10_000

/** Looks for pairs of a workspace anew, as the server. Gives how many were found. @throws what aborts the signal */
export async function searchDuplicates(gate: Gate, workspaceId: string, signal: AbortSignal): Promise<number> {
  const near = await firmsAlike(gate, workspaceId, signal)
  let found = 0
  for (const kind of clientKinds) {
    signal.throwIfAborted()
    found += await gate.asServer(async (tx) => {
      const candidates = await candidatePairs(tx, workspaceId, kind, kind === 'company' ? near : [])
      const pairs = candidates
        .map(({ aId, bId, ...alike }) => ({ aId, bId, ...duplicateScore(kind, alike) }))
        .filter(({ score }) => score >= LEAST_SCORE)
      await replacePairs(tx, workspaceId, kind, pairs)
      return pairs.length
    })
  }
  return found
}

/** Comparing letters is the longest part: it goes in portions, rests between them and waits while people do. */
async function firmsAlike(gate: Gate, workspaceId: string, signal: AbortSignal): Promise<NearPair[]> {
  const newest = await gate.asServer((tx) => newestFirms(tx, workspaceId))
  const near: NearPair[] = []
  const startedAt = performance.now()
  for (let first = 0; first < newest.length; first += FIRMS_AT_ONCE) {
    await putOff({ isBusy: gate.isBusy, mostMs: PUT_OFF_MS, signal })
    signal.throwIfAborted()
    const began = performance.now()
    near.push(...(await gate.asServer((tx) => nearNames(tx, workspaceId, newest.slice(first, first + FIRMS_AT_ONCE)))))
    const ended = performance.now()
    await sleep(restAfter(ended - began, ended - startedAt), undefined, { signal })
  }
  return near
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
      await searchDuplicates(gate, one, signal)
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
