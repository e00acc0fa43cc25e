import { z } from 'zod'
import { type AnyJob, defineJob, type Schedule } from '#core/jobs/job.ts'
import { exportJob } from './service/export-job.ts'
import { sweepExports } from './service/export-files.ts'

/** Files of exports hold clients' data: they go when their day is over. */
const sweepJob = defineJob('lists.sweep', z.object({}), async (_data, call) => {
  await sweepExports(call)
})

export const listJobs: readonly AnyJob[] = [exportJob, sweepJob]

export const listSchedules: readonly Schedule[] = [{ job: sweepJob, cron: '*/30 * * * *', timeZone: 'UTC' }]
