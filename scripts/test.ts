/**
 * `npm test`: the checks, then unit, data and API tests on a real PostgreSQL, then journeys in a real browser.
 * `npm test -- src/modules/deals` runs the tests below that path only. The last line is "N passed, N failed".
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { runChecks } from './check.ts'
import { type Finished, root, runProgram } from './run-program.ts'

interface Count {
  passed: number
  failed: number
  skipped?: number
}

/** What vitest's JSON reporter writes. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

const SUMMARY = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/
const paths = process.argv.slice(2)

const counts: Count[] =
  paths.length > 0 ? [await runTests(paths)] : [await runChecks(), await runTests([]), await runJourneys()]
const sum = (key: keyof Count): number => counts.reduce((total, count) => total + (count[key] ?? 0), 0)
const alsoSkipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${alsoSkipped}`)
process.exit(sum('failed') > 0 ? 1 : 0)

async function runTests(filters: string[]): Promise<Count> {
  const report = path.join(root, 'tmp/vitest.json')
  mkdirSync(path.dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const finished = await runProgram('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...filters], { show: true })
  return atLeastOneFailed(finished, readReport(report))
}

function readReport(report: string): Count {
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const found = JSON.parse(readFileSync(report, 'utf8')) as Report
  // A file that does not load has no tests that could fail.
  const broken = found.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + broken.length,
    skipped: found.numPendingTests + found.numTodoTests,
  }
}

async function runJourneys(): Promise<Count> {
  if (!existsSync(path.join(root, 'e2e/run.ts'))) return { passed: 0, failed: 0 }
  const finished = await runProgram('e2e/run.ts', [], { show: true, hide: (line) => SUMMARY.test(line.trim()) })
  const lines = finished.output.split('\n').map((line) => SUMMARY.exec(line.trim()))
  const [, passed = 0, failed = 0, skipped = 0] = lines.findLast((found) => found !== null) ?? []
  return atLeastOneFailed(finished, { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) })
}

/** A run that ends badly without a failed test (an error outside of tests, a crash) has failed all the same. */
function atLeastOneFailed({ code }: Finished, count: Count): Count {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}
