import { z } from 'zod'
import { asInstant } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { defineJob, type JobQueue } from '#core/jobs/job.ts'
import { checkFacts, type FactsDifference } from '#modules/deals/api.ts'
import { checkCohortCells, holdFolding } from '#modules/cohorts/api.ts'
import { checkDays, checkPathTotals, checkPersonMonths } from '#modules/funnel/api.ts'
import { timeZoneOf } from '#modules/org/api.ts'
import { beginCheck, endCheck, lastCheck, noteProgress } from '../data/checks.ts'
import { can } from '../policy.ts'
import { checkDealMonths } from './keep-deal-months.ts'

/** How often the progress is written down: each is a transaction of its own. */
const NOTE_EVERY_MS = 1_000

/** Checks the facts of a company and puts them right, with its progress and its outcome written down. */
export const checkFactsJob = defineJob(
  'metrics.check-facts',
  z.object({ workspaceId: z.string(), checkId: z.string() }),
  async (check, { gate, clock }) => {
    await checkedFacts(gate, check, clock.now())
  },
  { minutes: 60, retries: 0 },
)

/** The check itself; gives what differed. @throws what has broken it off, after that is written down */
export async function checkedFacts(
  gate: Gate,
  { workspaceId, checkId }: { workspaceId: string; checkId: string },
  now: Date,
): Promise<{ deals: number; differences: FactsDifference[] }> {
  let notedAt = 0
  try {
    const found = await gate.asServer(async (tx) => {
      await holdFolding(tx, workspaceId)
      const timeZone = await timeZoneOf(tx, workspaceId)
      const { deals, differences } = await checkFacts(tx, workspaceId, timeZone, (done) => {
        if (Date.now() - notedAt < NOTE_EVERY_MS) return
        notedAt = Date.now()
        gate.asServer((own) => noteProgress(own, workspaceId, checkId, done)).catch(() => {})
      })
      const sums = [
        await checkPathTotals(tx, workspaceId),
        await checkDays(tx, { workspaceId, timeZone }, now),
        await checkPersonMonths(tx, { workspaceId, timeZone }, now),
        await checkDealMonths(tx, { workspaceId, timeZone }),
        ...(await checkCohortCells(tx, workspaceId)),
      ]
      return { deals, differences: [...differences, ...sums] }
    })
    await gate.asServer((tx) =>
      endCheck(tx, workspaceId, checkId, { state: 'done', done: found.deals, differences: found.differences }),
    )
    return found
  } catch (error) {
    await gate.asServer((tx) => endCheck(tx, workspaceId, checkId, { state: 'failed', done: 0, differences: [] }))
    throw error
  }
}

/** Asks for a check. @throws Refusal FORBIDDEN to all but owner and administrator; FACTS_CHECK_RUNS while one is under way */
export async function askForCheck(tx: Tx, actor: Actor, jobs: JobQueue): Promise<{ done: true }> {
  if (!can(actor, 'rebuild')) throw new Refusal('FORBIDDEN')
  const checkId = await beginCheck(tx, actor.workspaceId, actor.personId)
  if (checkId === null) throw new Refusal('FACTS_CHECK_RUNS')
  await jobs.enqueue(checkFactsJob, { workspaceId: actor.workspaceId, checkId }, { tx })
  return { done: true }
}

/** The last check. @throws Refusal FORBIDDEN to all but owner and administrator */
export async function factsState(tx: Tx, actor: Actor) {
  if (!can(actor, 'rebuild')) throw new Refusal('FORBIDDEN')
  const check = await lastCheck(tx)
  if (!check) return { state: 'never' as const, startedAt: null, finishedAt: null, done: 0, total: 0, differences: [] }
  const { state, startedAt, finishedAt, done, total, differences } = check
  return {
    state,
    startedAt: asInstant(startedAt),
    finishedAt: finishedAt && asInstant(finishedAt),
    done,
    total,
    differences,
  }
}
