import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The key that signs sessions, made at the first start and kept in the data folder for its owner alone.
 * @param folder the data folder
 */
export function keptSecret(folder: string): string {
  const file = path.join(folder, 'secret')
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, randomBytes(32).toString('base64url'), { mode: 0o600 })
  try {
    // Appears complete or not at all: a power cut must not leave half a key.
    linkSync(fresh, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(fresh, { force: true })
  }
  return readFileSync(file, 'utf8')
}
