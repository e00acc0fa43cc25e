import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Services } from '#core/http/routes.ts'
import { filesInUse } from '../data/imports.ts'
import { importFile } from './import-files.ts'

/** Uploaded files hold clients' data: the journal stays, the files go after a month. */
const KEPT_DAYS = 30
const HOUR_MS = 60 * 60 * 1000

/** Removes uploads that no running import needs: those of a month ago, and those that nobody has entered since an hour ago (a broken upload). */
export async function sweepUploads({
  gate,
  config,
  clock,
}: Pick<Services, 'gate' | 'config' | 'clock'>): Promise<number> {
  const now = clock.now().getTime()
  const since = new Date(now - KEPT_DAYS * 24 * HOUR_MS)
  const needed = new Set(await gate.asServer((tx) => filesInUse(tx, since)))
  const folder = path.dirname(importFile(config.dataDir, 'any'))
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  for (const name of names) {
    if (needed.has(name)) continue
    const file = importFile(config.dataDir, name)
    const { mtimeMs } = await stat(file)
    if (mtimeMs > now - HOUR_MS) continue
    await rm(file, { force: true })
    removed += 1
  }
  return removed
}
