import { z } from 'zod'
import { defineJob, type Schedule } from '#core/jobs/job.ts'
import { sweep } from './data/deliveries.ts'
import { writeDigests } from './service/digests.ts'
import type { Notifications } from './service/notifications.ts'

const DAY_MS = 24 * 3_600_000
const NOTICES_KEPT_DAYS = 90
const DELIVERIES_KEPT_DAYS = 30

/** Removes old notices and old lines of the log of deliveries. */
export const sweepNoticesJob = defineJob('notifications.sweep', z.object({}), async (_data, { gate, clock }) => {
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS)
  await gate.asServer((tx) =>
    sweep(tx, { notices: daysAgo(NOTICES_KEPT_DAYS), deliveries: daysAgo(DELIVERIES_KEPT_DAYS) }),
  )
})

/** Letters with everything unread. `post` is there when the first one runs: it needs the queue that runs this job. */
export const digestJob = (post: () => Notifications) =>
  defineJob('notifications.digest', z.object({}), async () => {
    await writeDigests(post())
  })

export const noticeSchedules = (digest: ReturnType<typeof digestJob>): Schedule[] => [
  { job: sweepNoticesJob, cron: '40 3 * * *', timeZone: 'UTC' },
  { job: digest, cron: '*/5 * * * *', timeZone: 'UTC' },
]
