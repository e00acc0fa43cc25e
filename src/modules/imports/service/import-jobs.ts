import { z } from 'zod'
import type { Tx } from '#core/db/gate.ts'
import { type AnyJob, defineJob, type JobCall, type Schedule } from '#core/jobs/job.ts'
import { rebuildFactsJob } from '#modules/deals/api.ts'
import { sweepUploads } from './sweep-uploads.ts'
import { revertStep } from './revert-step.ts'
import type { StepData } from './step.ts'
import { checkStep, commitStep, readStep } from './steps.ts'

const step = z.object({ importId: z.uuid(), workspaceId: z.uuid(), version: z.int() })

/** A million rows take minutes; a run that is cut off begins again. */
const settings = { minutes: 6 * 60, retries: 20, retryDelayS: 1 }

export const readImport = defineJob('imports.read', step, (data, call) => readStep(call, data), {
  ...settings,
  concurrency: 2,
})
export const checkImport = defineJob('imports.check', step, (data, call) => checkStep(call, data), settings)
export const commitImport = defineJob(
  'imports.commit',
  step,
  (data, call) => commitStep(call, data, rebuildAfter(call, data)),
  settings,
)
export const revertImport = defineJob(
  'imports.revert',
  step.extend({ force: z.boolean() }),
  (data, call) => revertStep(call, data, rebuildAfter(call, data)),
  settings,
)

export const sweepImports = defineJob('imports.sweep', z.object({}), async (_data, call) => {
  await sweepUploads(call)
})

/** At night in Moscow, when nobody uploads. */
export const importSchedules: readonly Schedule[] = [
  { job: sweepImports, cron: '20 3 * * *', timeZone: 'Europe/Moscow' },
]

export const importJobs: readonly AnyJob[] = [readImport, checkImport, commitImport, revertImport, sweepImports]

function rebuildAfter({ jobs }: JobCall, { workspaceId }: StepData) {
  return async (tx: Tx): Promise<void> => {
    await jobs.enqueue(rebuildFactsJob, { workspaceId }, { tx })
  }
}
