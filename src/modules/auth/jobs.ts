import { z } from 'zod'
import { defineJob, type Schedule } from '#core/jobs/job.ts'
import { sweepAttempts } from './data/attempts.ts'
import { sweepLinks } from './data/links.ts'
import { sweepSessions } from './data/sessions.ts'

const DAY_MS = 24 * 3_600_000
const LINKS_KEPT_DAYS = 30
const COMMANDS_KEPT_DAYS = 7

/** Removes what no longer counts: expired sessions, old failures, links and the answers of old commands. */
export const sweepJob = defineJob('auth.sweep', z.object({}), async (_data, { gate, clock }) => {
  const now = clock.now()
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)
  await gate.asServer(async (tx) => {
    await sweepSessions(tx, now)
    await sweepAttempts(tx, daysAgo(1))
    await sweepLinks(tx, daysAgo(LINKS_KEPT_DAYS))
    await tx.deleteFrom('commands').where('at', '<', daysAgo(COMMANDS_KEPT_DAYS)).execute()
  })
})

export const authSchedules: Schedule[] = [{ job: sweepJob, cron: '20 3 * * *', timeZone: 'UTC' }]
