import { addDays } from '#core/calendar/day.ts'
import type { Month } from '#core/calendar/day.ts'
import { asMonth, lastDay } from '#core/calendar/month.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { defineJob } from '#core/jobs/job.ts'
import { audit } from '#modules/org/api.ts'
import { z } from 'zod'
import { endClosing, failClosing, freeze, noteProgress } from '../data/closings.ts'
import { carryOver, openMatters } from '../data/open-matters.ts'

/** Waiting, figures, open matters. */
export const CLOSE_STEPS = 3
const CARRIED_MOST = 2_000

/**
 * Closes a month that somebody has taken for closing. All that is kept is kept in one transaction; run twice it changes nothing, for a closed month
 * is no more being closed.
 */
export const closeJob = defineJob(
  'cycle.close',
  z.object({ month: z.string() }),
  async ({ month: asked }, { actor, as, clock, log, isLastAttempt, gate }) => {
    const month = asMonth(asked)
    if (!actor) {
      log.warn({ month }, 'a month is not closed: whoever began it may no longer act')
      return
    }
    const { workspaceId } = actor
    try {
      await as((tx) => noteProgress(tx, workspaceId, month, 'figures', 1))
      await as(async (tx) => {
        const kept = await freezeMonth(tx, workspaceId, month, clock.now())
        await audit(tx, actor, 'cycle.closed', 'month', month, { month, records: kept })
        announce(tx, { workspaceId, topic: 'cycle', id: month, ownerIds: [], byPersonId: null })
      })
    } catch (error) {
      if (isLastAttempt) await gate.asServer((tx) => failClosing(tx, workspaceId, month))
      throw error
    }
  },
  { retries: 3 },
)

/** Keeps the figures and what is open, then closes. @returns how many bookings the month has */
export async function freezeMonth(tx: Tx, workspaceId: string, month: Month, now: Date): Promise<number> {
  const kept = await freeze(tx, workspaceId, month)
  const next = addDays(lastDay(month), 1)
  await carryOver(tx, workspaceId, month, await openMatters(tx, workspaceId, next, CARRIED_MOST))
  await endClosing(tx, workspaceId, month, now, CLOSE_STEPS)
  return kept
}
