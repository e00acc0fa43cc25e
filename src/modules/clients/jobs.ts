import type { Schedule } from '#core/jobs/job.ts'
import { duplicatesJob } from './service/search-duplicates.ts'

export const clientJobs = [duplicatesJob]
export const clientSchedules: Schedule[] = [{ job: duplicatesJob, cron: '40 1 * * *', timeZone: 'UTC' }]
