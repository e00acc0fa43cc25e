/** `npm run check`: format, lint, types, structure, unused code. With --fix what can be put right is put right. */
import { pathToFileURL } from 'node:url'
import { runProgram } from './run-program.ts'

interface Check {
  name: string
  file: string
  args: string[]
  fix?: string[]
}

const CHECKS: Check[] = [
  { name: 'format', file: 'node_modules/oxfmt/bin/oxfmt', args: ['--check'], fix: ['--write'] },
  { name: 'lint', file: 'node_modules/oxlint/bin/oxlint', args: [], fix: ['--fix'] },
  { name: 'types', file: 'node_modules/typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'structure', file: 'scripts/check-structure.ts', args: [] },
  { name: 'unused code', file: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
]

/** Runs all checks and prints what each says when it fails. Gives how many passed and failed. */
export async function runChecks({ fix = false } = {}): Promise<{ passed: number; failed: number }> {
  let failed = 0
  for (const check of CHECKS) {
    const { code, output, seconds } = await runProgram(check.file, fix && check.fix ? check.fix : check.args)
    if (code !== 0) {
      failed += 1
      console.log(output.trimEnd())
    }
    console.log(`${code === 0 ? '✓' : '✗'} ${check.name} (${seconds.toFixed(1)} s)`)
  }
  return { passed: CHECKS.length - failed, failed }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { failed } = await runChecks({ fix: process.argv.includes('--fix') })
  process.exit(failed > 0 ? 1 : 0)
}
