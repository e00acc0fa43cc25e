import { zoneOf } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import { openTable } from '#core/files/read-table.ts'
import { isEmptyMark, parseId } from '#core/files/values.ts'
import type { JobCall } from '#core/jobs/job.ts'
import { columnsOf } from '../calc/mapping.ts'
import { RepeatFinder } from '../calc/repeats.ts'
import { takenIds } from '../data/deal-logs.ts'
import { deleteRows } from '../data/import-rows.ts'
import type { StoredImport } from '../data/imports.ts'
import { personRows } from '../data/org-rows.ts'
import { textsOf } from './texts-of.ts'
import { importFile } from './import-files.ts'
import { reachOf, seesRecords } from './importer.ts'
import { openPassage, type Passage } from './passage.ts'
import { openOptions, passRows } from './read-file.ts'
import type { RunSettings } from './run-settings.ts'
import type { Step } from './step.ts'

/** Lets the rows of a file go through the database, or past it. @throws FileError when the file turns out to be broken */
export async function runFile(
  tx: Tx,
  call: JobCall,
  { one, actor, onProgress }: Step,
  write: boolean,
): Promise<Passage> {
  const { file } = one.profile
  const { mapping } = one
  if (!file || !mapping) throw new Error('an import that was never read or mapped')
  const table = await openTable(importFile(call.config.dataDir, one.filePath), openOptions(one.profile.options ?? {}))
  const repeats = await repeatedIds(one, table, call.signal, onProgress)
  await deleteRows(tx, one.workspaceId, one.id)
  const passage = await openPassage(tx, one.kind, await settingsOf(tx, call, one, actor, write), { file, repeats })
  try {
    await passRows(table, { signal: call.signal, onProgress }, (rows) => passage.take(rows))
    await passage.end()
  } finally {
    await passage.settle()
  }
  return passage
}

async function settingsOf(
  tx: Tx,
  call: JobCall,
  one: StoredImport,
  actor: Step['actor'],
  write: boolean,
): Promise<RunSettings> {
  const { mapping, workspaceId } = one
  const { file } = one.profile
  if (!file || !mapping) throw new Error('an import that was never read or mapped')
  const { imports: texts } = textsOf(actor.language)
  const self = (await personRows(tx)).find(({ id }) => id === actor.personId)
  const reach = reachOf(actor, self?.departmentId ?? null)
  return {
    workspaceId,
    importId: one.id,
    personId: actor.personId,
    zone: zoneOf({ actor }),
    currency: actor.workspace.currency,
    now: call.clock.now().getTime(),
    mapping,
    reach,
    labels: file.columns.map(({ label }) => label),
    firstStages: texts.firstStages,
    teamOf: texts.teamOf,
    write,
    seesRecords: seesRecords(actor),
    hidden: async (ids) =>
      reach.people === null ? NONE : call.gate.asServer((server) => takenIds(server, workspaceId, mapping.system, ids)),
  }
}

const NONE: ReadonlySet<string> = new Set()

/** Ids that several rows have. Asked only where the first reading met some: a deal must not be written before its last row came. */
async function repeatedIds(
  { profile, mapping }: StoredImport,
  table: Awaited<ReturnType<typeof openTable>>,
  signal: AbortSignal,
  onProgress: Step['onProgress'],
): Promise<ReadonlyMap<string, number>> {
  const column = mapping ? columnsOf(mapping, 'externalId')[0]?.column : undefined
  const finder = new RepeatFinder()
  if (column === undefined || !profile.values?.repeatedIds) return finder.repeated
  await passRows(table, { signal, onProgress: async () => onProgress(0) }, (rows) => {
    for (const { cells } of rows) {
      const cell = cells[column] ?? ''
      if (!isEmptyMark(cell)) finder.add(parseId(cell).id)
    }
  })
  return finder.repeated
}
