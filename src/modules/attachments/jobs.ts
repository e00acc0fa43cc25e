import { z } from 'zod'
import { defineJob, type Schedule } from '#core/jobs/job.ts'
import { sweepFiles } from './service/sweep-files.ts'

/** Each night: bytes of files removed a month ago go from the disk and from the bucket. */
export const sweepFilesJob = defineJob('attachments.sweep', z.object({}), async (_data, services) => {
  await sweepFiles(services)
})

export const attachmentSchedules: Schedule[] = [{ job: sweepFilesJob, cron: '50 3 * * *', timeZone: 'UTC' }]
