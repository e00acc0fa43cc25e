import { z } from 'zod'
import { Refusal } from '#core/http/refusal.ts'
import { defineJob, type JobCall } from '#core/jobs/job.ts'
import { audit } from '#modules/org/api.ts'
import type { WriteCell } from '#core/files/write-cells.ts'
import { beginExport, finishExport, markProgress, readExport, stopExport } from '../data/exports.ts'
import { writeExport } from './export-files.ts'
import type { ListSources } from './list-source.ts'

const KEPT_MS = 24 * 3_600_000
/** The progress is written at most so often; it is also when a cancelled export is noticed. */
const PROGRESS_MS = 1_000

let known: ListSources = []

/** Tells the job which lists there are; app.ts does so once. */
export function exportsKnow(sources: ListSources): void {
  known = sources
}

/** Writes a list into its file with the rights that its author has now. */
export const exportJob = defineJob(
  'lists.export',
  z.object({ exportId: z.uuid(), list: z.string() }),
  ({ exportId, list }, call) => runExport(call, exportId, list),
  { minutes: 60, retries: 3, concurrency: 2 },
)

class Cancelled extends Error {}

async function runExport(call: JobCall, id: string, list: string): Promise<void> {
  const { actor, gate, config, clock, signal } = call
  const source = known.find((one) => one.id === list)
  if (!actor || !source) return
  if (!(await call.as((tx) => beginExport(tx, id)))) return
  try {
    const { size, rows } = await gate.as(
      actor,
      async (tx) => {
        const stored = await readExport(tx, id)
        if (!stored) throw new Cancelled()
        const table = await source.asTable(tx, actor, stored.question, clock.now())
        const counted = counting(table.rows, async (done) => {
          if (signal.aborted) throw new Error('the job was stopped')
          if (!(await call.as((own) => markProgress(own, id, done, Math.max(done, table.total))))) throw new Cancelled()
        })
        const bytes = await writeExport(config.dataDir, id, table.columns, counted.rows, {
          format: stored.format,
          sheetName: source.title(actor),
          language: actor.language,
        })
        return { size: bytes, rows: counted.done() }
      },
      { readOnly: true },
    )
    const now = clock.now()
    await call.as(async (tx) => {
      const isDone = await finishExport(tx, id, { rows, size, now, expiresAt: new Date(now.getTime() + KEPT_MS) })
      if (isDone) await audit(tx, actor, 'export.list', 'export', id, { list, rows })
    })
  } catch (error) {
    if (error instanceof Cancelled) return
    const isHopeless = error instanceof Refusal
    if (!isHopeless && !call.isLastAttempt) throw error
    const code = isHopeless ? error.code : 'EXPORT_FAILED'
    await call.as((tx) => stopExport(tx, id, 'failed', clock.now(), { code }))
    if (!isHopeless) throw error
  }
}

function counting(rows: AsyncIterable<WriteCell[]>, onProgress: (done: number) => Promise<void>) {
  let done = 0
  async function* through(): AsyncGenerator<WriteCell[]> {
    let saidAt = 0
    for await (const row of rows) {
      if (done % 1_000 === 0 && Date.now() - saidAt > PROGRESS_MS) {
        saidAt = Date.now()
        await onProgress(done)
      }
      done += 1
      yield row
    }
  }
  return { rows: through(), done: () => done }
}
