import type { JobCall } from '#core/jobs/job.ts'
import type { Tx } from '#core/db/gate.ts'
import { letTrigramsWait, sortTrigrams } from '#modules/clients/api.ts'
import { gatherStatistics, gatherStatisticsOfGrown, holdStages } from '#modules/deals/api.ts'
import { audit, rightsChanged } from '#modules/org/api.ts'
import { KINDS } from '../calc/targets.ts'
import { lockImports } from '../data/imports.ts'
import { can } from '../policy.ts'
import { importFile } from './import-files.ts'
import { importer } from './importer.ts'
import { readFile } from './read-file.ts'
import { runFile } from './run-file.ts'
import { endStep, runStep, type StepData } from './step.ts'

/** So many new rows change how questions are best answered. */
const MANY_ROWS = 10_000

/** Reads the file: what it is, what its columns hold, which values must be matched. */
export function readStep(call: JobCall, data: StepData): Promise<void> {
  return runStep(call, data, 'reading', async ({ one, actor, onProgress }) => {
    const { options = {}, forceKind = null } = one.profile
    const { kind, profile } = await readFile(importFile(call.config.dataDir, one.filePath), {
      options,
      kind: one.mapping ? one.kind : forceKind,
      among: KINDS.filter((allowed) => can(actor, allowed)),
      columns: one.mapping?.columns ?? null,
      signal: call.signal,
      onProgress,
    })
    const kept = { ...profile, options, ...(forceKind && { forceKind }) }
    await call.gate.as(importer(actor), (tx) =>
      endStep(tx, data, 'reading', {
        status: 'ready',
        kind,
        profile: kept,
        totalRows: profile.file.rows,
        progressRows: 0,
      }),
    )
  })
}

/** The dry run: the same passage as the commit, without a write but its report. */
export function checkStep(call: JobCall, data: StepData): Promise<void> {
  return runStep(call, data, 'checking', async (step) => {
    await call.gate.as(importer(step.actor), async (tx) => {
      const passage = await runFile(tx, call, step, false)
      await endStep(tx, data, 'checking', { status: 'checked', counts: passage.result() })
    })
  })
}

/**
 * Writes everything in one transaction: a killed server leaves nothing behind, and the job begins again. `rebuild` adds the job that
 * makes facts anew where a pipeline in use got stages.
 */
export function commitStep(call: JobCall, data: StepData, rebuild: (tx: Tx) => Promise<void>): Promise<void> {
  return runStep(call, data, 'committing', async (step) => {
    const { one, actor } = step
    await call.gate.as(importer(actor), async (tx) => {
      await lockImports(tx, one.workspaceId)
      if (one.kind === 'deals') await holdStages(tx, one.workspaceId)
      await letTrigramsWait(tx)
      const passage = await runFile(tx, call, step, true)
      const counts = passage.result()
      if (passage.needsRebuild) await rebuild(tx)
      await audit(tx, actor, 'import.committed', 'import', one.id, {
        file: one.fileName,
        kind: one.kind,
        create: counts.create,
        update: counts.update,
        rejected: counts.rejected,
      })
      await endStep(tx, data, 'committing', {
        status: 'done',
        counts,
        made: passage.made(),
        progressRows: counts.rows,
        finishedAt: call.clock.now(),
      })
    })
    if (one.kind === 'people') rightsChanged(one.workspaceId)
    // The planner knows the tables as they were; whoever asks next should not wait until the database looks by itself.
    await call.gate.asServer((one.totalRows ?? 0) >= MANY_ROWS ? gatherStatistics : gatherStatisticsOfGrown)
    await call.gate.asServer(sortTrigrams)
  })
}
