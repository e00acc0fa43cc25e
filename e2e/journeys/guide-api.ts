import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../scripts/run-program.ts'
import { type Journey, Skipped } from '../journey.ts'

export const guideOfApi: Journey = {
  name: 'the examples of the API guide work when they are copied into a terminal',
  company: 'own',
  async walk(stage) {
    for (const program of ['bash', 'curl', 'jq']) if (!isHere(program)) throw new Skipped(`no ${program} here`)
    const guide = readFileSync(path.join(root, 'docs/guide/api.md'), 'utf8')
    const blocks = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block)
    // The first block names the reader's own address and key.
    const script = blocks.filter((block) => !block.startsWith('export ')).join('\n')
    const { key } = await stage.ask<{ key: string }>('POST', '/api-keys', { name: 'Руководство', access: 'write' })
    const folder = mkdtempSync(path.join(tmpdir(), 'mostik-guide-'))
    try {
      await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: folder,
        env: { ...process.env, MOSTIK: stage.url, KEY: key },
        timeout: 60_000,
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function isHere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
