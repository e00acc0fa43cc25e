import { z } from 'zod'
import { defineJob, type Schedule } from '#core/jobs/job.ts'
import { tellSoon } from './service/tell.ts'

/** A quarter of an hour before a meeting; nobody is told twice. */
export const soonJob = defineJob('activities.soon', z.object({}), async (_data, { gate, clock }) => {
  await gate.asServer((tx) => tellSoon(tx, clock.now()))
})

export const activitiesSchedules: Schedule[] = [{ job: soonJob, cron: '*/5 * * * *', timeZone: 'UTC' }]
