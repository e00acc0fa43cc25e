import { z } from 'zod'
import { defineJob, type Schedule } from '#core/jobs/job.ts'
import { tellOverdue } from './service/overdue.ts'

/** Companies live in different zones, so it looks twice an hour where it is morning; sellers hear which of their invoices are overdue. */
export const invoicesOverdueJob = defineJob('payments.overdue', z.object({}), async (_data, { gate, clock }) => {
  await gate.asServer((tx) => tellOverdue(tx, clock.now()))
})

export const paymentSchedules: Schedule[] = [{ job: invoicesOverdueJob, cron: '5,35 * * * *', timeZone: 'UTC' }]
