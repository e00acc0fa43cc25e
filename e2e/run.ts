/**
 * Walks the journeys one after another in a real browser on the real server; words given on the command line choose those whose
 * names contain one of them. A journey that fails is walked once more, and both walks are told: a browser on a busy machine may be
 * late, a fault of ours comes again. The last line is "N passed, N failed".
 */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from '../scripts/run-program.ts'
import { cleanUp } from '../src/testing-process.ts'
import { launchBrowser } from './browser.ts'
import { type Journey, Skipped } from './journey.ts'
import { journeys } from './journeys.ts'
import { Stage } from './stage.ts'

const JOURNEY_LIMIT_MS = 300_000

const words = process.argv.slice(2)
const chosen = journeys.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
rmSync(path.join(root, 'tmp/e2e'), { recursive: true, force: true })
mkdirSync(path.join(root, 'tmp/e2e'), { recursive: true })

const passed = new Set<Journey>()
let skipped = 0
const browser = await launchBrowser()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(1))
for (const company of ['own', 'demo'] as const) await walkAll(chosen.filter((journey) => journey.company === company))
const failed = chosen.length - passed.size - skipped
console.log(`${passed.size} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
await leave(failed > 0 ? 1 : 0)

/** Journeys of one company share its server. */
async function walkAll(group: Journey[]): Promise<void> {
  const [first] = group
  if (!first) return
  try {
    const stage = await Stage.open(browser, first.company)
    for (const journey of group) {
      let outcome = await walk(stage, journey)
      if (outcome === 'failed') outcome = await walk(stage, journey)
      if (outcome === 'passed') passed.add(journey)
      if (outcome === 'skipped') skipped += 1
    }
    await stage.close()
  } catch (error) {
    console.log(`✗ the server of the ${first.company} company: ${textOf(error)}`)
  }
}

async function leave(code: number): Promise<never> {
  await browser.close()
  await cleanUp()
  process.exit(code)
}

/** Walks one journey and tells how it went. A complaint behind a page fails it as well. */
async function walk(stage: Stage, { name, walk: steps }: Journey): Promise<'passed' | 'failed' | 'skipped'> {
  const startedAt = performance.now()
  const serverSaid = stage.serverSaid().length
  const problems: string[] = []
  try {
    await Promise.race([steps(stage), tooLong()])
  } catch (error) {
    if (error instanceof Skipped) {
      console.log(`- ${name} (skipped: ${error.message})`)
      return 'skipped'
    }
    problems.push(textOf(error))
  }
  problems.push(...stage.complaints())
  if (problems.length > 0)
    problems.push(stage.serverSaid().slice(serverSaid), ...(await stage.pictures(fileName(name))))
  await stage.clear()
  console.log(
    `${problems.length === 0 ? '✓' : '✗'} ${name} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`,
  )
  for (const line of problems.filter(Boolean)) console.log(`  ${line.trimEnd().replaceAll('\n', '\n  ')}`)
  return problems.length === 0 ? 'passed' : 'failed'
}

function fileName(name: string): string {
  return name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()
}

function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`longer than ${JOURNEY_LIMIT_MS / 1_000} s`)), JOURNEY_LIMIT_MS).unref()
  })
}

/** The failed expectation, and the step of the journey where it happened. */
function textOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem)
  const where = problem.stack?.split('\n').find((line) => line.includes('/e2e/journeys/'))
  return [stripVTControlCharacters(problem.message), where?.trim().replace(`${root}/`, '')].filter(Boolean).join('\n')
}
