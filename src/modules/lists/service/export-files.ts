import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { WriteCell, WriteColumn } from '#core/files/write-cells.ts'
import { csvStyleOf } from '#core/files/write-csv.ts'
import { tableStream } from '#core/files/write-table.ts'
import type { Services } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'
import { expireExports, liveExports } from '../data/exports.ts'

const HOUR_MS = 3_600_000

const folderOf = (dataDir: string): string => path.join(dataDir, 'exports')

/** Where the file of an export lies. The id is our own and never taken from outside unchecked. */
export function exportFile(dataDir: string, id: string): string {
  return path.join(folderOf(dataDir), path.basename(`${id}.file`))
}

/** Writes the rows into the export's file; under another name until it is whole. Gives its size in bytes. */
export async function writeExport(
  dataDir: string,
  id: string,
  columns: WriteColumn[],
  rows: AsyncIterable<WriteCell[]>,
  style: { format: 'xlsx' | 'csv'; sheetName: string; language: Language },
): Promise<number> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
  const file = exportFile(dataDir, id)
  const part = `${file}.part`
  try {
    const { format, sheetName, language } = style
    const stream = tableStream(
      columns,
      rows,
      format === 'csv' ? { format, ...csvStyleOf(language) } : { format, sheetName },
    )
    await pipeline(stream, createWriteStream(part, { mode: 0o600 }))
    const { size } = await stat(part)
    await rename(part, file)
    return size
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

export async function dropExport(dataDir: string, id: string): Promise<void> {
  await rm(exportFile(dataDir, id), { force: true })
}

/** Removes files whose day is over, and those that no export knows any more. Gives how many. */
export async function sweepExports({
  gate,
  config,
  clock,
}: Pick<Services, 'gate' | 'config' | 'clock'>): Promise<number> {
  const now = clock.now()
  const needed = await gate.asServer(async (tx) => {
    await expireExports(tx, now)
    return new Set(await liveExports(tx, now))
  })
  let removed = 0
  for (const name of await readdir(folderOf(config.dataDir)).catch(() => [])) {
    const file = path.join(folderOf(config.dataDir), name)
    if (needed.has(name.split('.')[0] ?? '')) continue
    const { mtimeMs } = await stat(file)
    // One that has just been written may not be committed yet.
    if (mtimeMs > now.getTime() - HOUR_MS && mtimeMs < now.getTime() + HOUR_MS) continue
    await rm(file, { force: true })
    removed += 1
  }
  return removed
}
