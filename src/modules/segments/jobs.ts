import { z } from 'zod'
import { type AnyJob, defineJob, type Schedule } from '#core/jobs/job.ts'
import { computeAllCompanies } from './service/compute.ts'

/** Each night: classes of the clients of all companies, and a word to whoever answers for one that has gone silent. */
const classClientsJob = defineJob('segments.classes', z.object({}), async (_data, { gate, clock }) => {
  await computeAllCompanies(gate, clock.now())
})

export const segmentJobs: readonly AnyJob[] = [classClientsJob]
export const segmentSchedules: Schedule[] = [{ job: classClientsJob, cron: '20 3 * * *', timeZone: 'Europe/Moscow' }]
