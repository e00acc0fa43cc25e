import { z } from 'zod'
import { defineJob, type Schedule } from '#core/jobs/job.ts'
import { lookAfterLeads } from './service/late.ts'

/** Every minute: leads that wait for their turn are given out, late ones are told of. */
export const leadsJob = defineJob('leads.minute', z.object({}), (_data, { gate, clock }) =>
  lookAfterLeads(gate, clock.now()),
)

export const leadSchedules: Schedule[] = [{ job: leadsJob, cron: '* * * * *', timeZone: 'UTC' }]
