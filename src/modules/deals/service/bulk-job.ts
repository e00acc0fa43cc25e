import { z } from 'zod'
import { Refusal } from '#core/http/refusal.ts'
import { defineJob, type JobCall } from '#core/jobs/job.ts'
import { BulkTally } from '../calc/bulk-plan.ts'
import { bulkQuestion } from '../contract.ts'
import { lockBulk, updateBulk } from '../data/bulk-changes.ts'
import { targetOf } from './bulk-target.ts'
import { changePortion, PORTION } from './bulk-portion.ts'
import { checkedSet } from './bulk-world.ts'
import { contextOf } from './deal-commands.ts'

/** Changes more deals than one transaction should hold: portion by portion, each with its place, so that a run that was cut off goes on from there. */
export const bulkJob = defineJob(
  'deals.bulk',
  z.object({ bulkId: z.uuid() }),
  ({ bulkId }, call) => run(call, bulkId),
  {
    minutes: 60,
    retries: 10,
    retryDelayS: 1,
  },
)

const kept = bulkQuestion.extend({ at: z.string() })

async function run(call: JobCall, bulkId: string): Promise<void> {
  if (!call.actor) return
  try {
    while (await portion(call, bulkId)) {
      if (call.signal.aborted) throw new Error('the job was stopped')
    }
  } catch (error) {
    const isHopeless = error instanceof Refusal
    if (isHopeless || call.isLastAttempt) await fail(call, bulkId)
    if (!isHopeless) throw error
  }
}

/** One portion in its own transaction; gives whether there is more. */
function portion(call: JobCall, bulkId: string): Promise<boolean> {
  return call.as(async (tx) => {
    const bulk = await lockBulk(tx, bulkId)
    const { actor } = call
    if (!actor || !bulk || (bulk.status !== 'waiting' && bulk.status !== 'running')) return false
    const question = kept.parse(bulk.question)
    // «Today» is the day when it was asked for.
    const asked = { actor, now: new Date(question.at) }
    const target = await targetOf(tx, asked, question)
    const tally = BulkTally.from(bulk.result?.outcome ?? null)
    const by = { actor, now: call.clock.now() }
    const done = target
      ? await changePortion(tx, by, {
          bulkId,
          target,
          after: bulk.result?.after ?? null,
          checked: await checkedSet(tx, by, question.set),
          context: await contextOf(tx, by),
          tally,
        })
      : { looked: 0, last: null }
    const isMore = done.looked === PORTION
    await updateBulk(tx, bulkId, {
      status: isMore ? 'running' : 'done',
      rowsDone: bulk.rowsDone + done.looked,
      result: { outcome: tally.outcome, after: done.last, undone: null },
    })
    return isMore
  })
}

function fail(call: JobCall, bulkId: string): Promise<void> {
  return call.as(async (tx) => {
    const bulk = await lockBulk(tx, bulkId)
    if (bulk) await updateBulk(tx, bulkId, { ...bulk, status: 'failed' })
  })
}
