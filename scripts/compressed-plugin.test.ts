import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { compressed } from './compressed-plugin.ts'

interface Hooks {
  writeBundle: { handler(options: { dir: string }, bundle: Record<string, unknown>): Promise<void> }
}

const folder = mkdtempSync(path.join(tmpdir(), 'mostik-compressed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a script has a smaller copy beside it with the same words; a short one and a font have none', async () => {
  const words = 'export const answer = 42\n'.repeat(100)
  const files = { 'page.js': words, 'short.js': 'export {}', 'letters.woff2': words }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  const { writeBundle } = compressed() as unknown as Hooks
  await writeBundle.handler({ dir: folder }, files)
  const copy = readFileSync(path.join(folder, 'page.js.gz'))
  expect(gunzipSync(copy).toString()).toBe(words)
  expect(copy.length).toBeLessThan(words.length / 3)
  expect(existsSync(path.join(folder, 'short.js.gz'))).toBe(false)
  expect(existsSync(path.join(folder, 'letters.woff2.gz'))).toBe(false)
})
