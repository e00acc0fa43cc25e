import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { JobQueue } from '#core/jobs/job.ts'
import { filterText } from '#modules/lists/api.ts'
import { audit } from '#modules/org/api.ts'
import { type BulkDeal, bulkStep, BulkTally } from '../calc/bulk-plan.ts'
import { BULK_LIMITS, type BulkChange, type BulkOutcome } from '../contract/bulk.ts'
import type { BulkQuestion } from '../contract.ts'
import {
  bulkDeals,
  type BulkTarget,
  countBulk,
  insertBulk,
  readBulk,
  type StoredBulk,
  updateBulk,
} from '../data/bulk-changes.ts'
import { bulkJob } from './bulk-job.ts'
import { changePortion, PORTION } from './bulk-portion.ts'
import { targetOf } from './bulk-target.ts'
import { checkedSet } from './bulk-world.ts'
import { summingUp, writeSums } from './change-deals.ts'
import { contextOf } from './deal-commands.ts'

async function countOf(tx: Tx, target: BulkTarget | null): Promise<number> {
  const total = target ? await countBulk(tx, target, BULK_LIMITS.inAll) : 0
  if (total > BULK_LIMITS.inAll) throw new Refusal('BULK_TOO_MANY', { limit: BULK_LIMITS.inAll })
  return total
}

/** Says what a change would do, deal by deal added up. @throws Refusal as bulkChange */
export async function bulkPreview(tx: Tx, by: By, question: BulkQuestion) {
  const { values, world } = await checkedSet(tx, by, question.set)
  const target = await targetOf(tx, by, question)
  const total = await countOf(tx, target)
  const tally = new BulkTally()
  for (let after: string | null = null; target;) {
    const deals: BulkDeal[] = await bulkDeals(tx, target, after, PORTION * 5)
    for (const deal of deals) tally.add(bulkStep(deal, values, world), deal.title)
    after = deals.at(-1)?.id ?? null
    if (deals.length < PORTION * 5) break
  }
  countGone(tally, question, total)
  return { ...tally.outcome, total, later: total > BULK_LIMITS.atOnce }
}

/** Named deals that are not there for the actor (any more). */
function countGone(tally: BulkTally, { target }: BulkQuestion, found: number): void {
  const gone = 'ids' in target ? new Set(target.ids).size - found : 0
  if (gone > 0) tally.refuse('GONE', null, gone)
}

/**
 * Changes many deals, each as if by hand: history, facts, notices. Up to 10,000 in this transaction, more by a job.
 * @throws Refusal FORBIDDEN, FILTER_BAD, STAGE_UNKNOWN, LOSS_REASON_REQUIRED, REFERENCE_MISSING, FIELD_VALUES_WRONG, BULK_TOO_MANY
 */
export async function bulkChange(tx: Tx, by: By, jobs: JobQueue, question: BulkQuestion): Promise<BulkChange> {
  const checked = await checkedSet(tx, by, question.set)
  const target = await targetOf(tx, by, question)
  const total = await countOf(tx, target)
  const id = await insertBulk(tx, by.actor, { question: asAsked(question, by.now), rowsTotal: total })
  await audit(tx, by.actor, 'deals.bulk', 'bulk_change', id, { total, set: question.set })
  if (total > BULK_LIMITS.atOnce) {
    await jobs.enqueue(bulkJob, { bulkId: id }, { tx, actor: by.actor })
    return bulkOf(tx, id)
  }
  const context = summingUp(await contextOf(tx, by))
  const tally = new BulkTally()
  let done = 0
  for (let after: string | null = null; target;) {
    const portion = await changePortion(tx, by, { bulkId: id, target, after, checked, context, tally })
    done += portion.looked
    after = portion.last
    if (portion.looked < PORTION) break
  }
  await writeSums(tx, context)
  countGone(tally, question, total)
  await updateBulk(tx, id, {
    status: 'done',
    rowsDone: done,
    result: { outcome: tally.outcome, after: null, undone: null },
  })
  return bulkOf(tx, id)
}

/** The question as an endpoint takes it, with the day that its «today» means. */
function asAsked({ target, set }: BulkQuestion, now: Date) {
  const at = now.toISOString()
  if ('ids' in target) return { target, set, at }
  const { where, ...filter } = target.filter
  return { target: { filter: { ...filter, ...(where && { where: filterText(where) }) } }, set, at }
}

/** @throws Refusal NOT_FOUND when it is not the actor's own */
export async function bulkOf(tx: Tx, id: string): Promise<BulkChange> {
  const stored = await readBulk(tx, id)
  if (!stored) throw new Refusal('NOT_FOUND')
  return shownBulk(stored)
}

export function shownBulk({ id, status, rowsDone, rowsTotal, result }: StoredBulk): BulkChange {
  const outcome: BulkOutcome | null = result?.outcome ?? null
  return { id, status, rowsDone, rowsTotal, outcome, undone: result?.undone ?? null }
}
