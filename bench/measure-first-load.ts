import type { BrowserContext } from 'playwright-core'
import { type Line, printTable } from './table.ts'

const TIMES = 3
const WAIT_MS = 60_000

interface Load {
  paintedMs: number
  /** Of the page's own thread: all of it, scripts, styles and layout. Not changed by a busy machine, unlike the time on the clock. */
  cpuMs: number
  scriptMs: number
  layoutMs: number
  files: number
  /** Bytes that came over the wire. */
  bytes: number
}

/** Prints what it takes to open the first page with nothing in the browser's cache, and once more with it. */
export async function measureFirstLoad(newContext: () => Promise<BrowserContext>): Promise<void> {
  const cold: Load[] = []
  const warm: Load[] = []
  for (let turn = 0; turn < TIMES; turn++) {
    const context = await newContext()
    cold.push(await opened(context))
    warm.push(await opened(context))
    await context.close()
  }
  printTable(
    'First page of the application',
    ['', 'painted ms', 'CPU ms', 'scripts', 'styles and layout', 'files', 'KB over the wire'],
    [lineOf('cold cache', cold), lineOf('warm cache', warm)],
  )
}

async function opened(context: BrowserContext): Promise<Load> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const startedAt = performance.now()
  await page.goto('/', { waitUntil: 'commit' })
  await page.waitForSelector('main h1', { timeout: WAIT_MS })
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  const paintedMs = performance.now() - startedAt
  const { metrics } = await session.send('Performance.getMetrics')
  const spent = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000
  const sizes = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.includes('/assets/'))
      .map(({ transferSize }) => transferSize),
  )
  await page.close()
  return {
    paintedMs,
    cpuMs: spent('TaskDuration'),
    scriptMs: spent('ScriptDuration'),
    layoutMs: spent('LayoutDuration') + spent('RecalcStyleDuration'),
    files: sizes.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  }
}

function lineOf(name: string, loads: readonly Load[]): Line {
  const median = (of: (load: Load) => number) => loads.map(of).toSorted((one, two) => one - two)[loads.length >> 1] ?? 0
  return {
    name,
    cells: [
      median(({ paintedMs }) => paintedMs),
      median(({ cpuMs }) => cpuMs),
      median(({ scriptMs }) => scriptMs),
      median(({ layoutMs }) => layoutMs),
      median(({ files }) => files),
      median(({ bytes }) => bytes / 1024),
    ],
  }
}
