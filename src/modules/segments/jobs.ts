import { z } from 'zod'
import { type AnyJob, defineJob, type Schedule } from '#core/jobs/job.ts'
import type { Services } from '#core/http/routes.ts'
import { every } from '#core/jobs/every.ts'
import { computeAllCompanies, computeFirst } from './service/compute.ts'

/** Each night: classes of the clients of all companies, and a word to whoever answers for one that has gone silent. */
const classClientsJob = defineJob('segments.classes', z.object({}), async (_data, { gate, clock }) => {
  await computeAllCompanies(gate, clock.now())
})

export const segmentJobs: readonly AnyJob[] = [classClientsJob]
export const segmentSchedules: Schedule[] = [{ job: classClientsJob, cron: '20 3 * * *', timeZone: 'Europe/Moscow' }]

const FIRST_EVERY_MS = 60_000

/** Classes the clients of large companies that have just come. Gives the function that stops it. */
export function startFirstClasses({ gate, log, clock }: Pick<Services, 'gate' | 'log' | 'clock'>): () => Promise<void> {
  return every(FIRST_EVERY_MS, () => computeFirst(gate, clock.now()), { log, name: 'classes', portion: Infinity })
}
