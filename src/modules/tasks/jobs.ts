import { z } from 'zod'
import { defineJob, type Schedule } from '#core/jobs/job.ts'
import { tellOverdue } from './service/mornings.ts'

/** Companies live in different zones, so it looks twice an hour where it is morning; nobody is told twice. */
export const overdueJob = defineJob('tasks.overdue', z.object({}), async (_data, { gate, clock }) => {
  await gate.asServer((tx) => tellOverdue(tx, clock.now()))
})

export const tasksSchedules: Schedule[] = [{ job: overdueJob, cron: '5,35 * * * *', timeZone: 'UTC' }]
