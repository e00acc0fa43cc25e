import { z } from 'zod'
import { defineJob, type Schedule } from '#core/jobs/job.ts'
import { nightOfCases } from './service/night.ts'

/** Companies live in different zones, so it looks once an hour where the night ends. */
export const casesJob = defineJob('cases.night', z.object({}), async (_data, { gate, clock, log }) => {
  const done = await nightOfCases(gate, clock.now())
  if (done.opened + done.checked > 0) log.info(done, 'deviations were looked for')
})

export const casesSchedules: Schedule[] = [{ job: casesJob, cron: '20 * * * *', timeZone: 'UTC' }]
