import type pg from 'pg'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '../e2e/browser.ts'
import type { Session } from './client.ts'
import { measureFirstLoad } from './measure-first-load.ts'
import { type Line, met, printTable } from './table.ts'

const PAINT = { mostMs: 300, times: 5 }
/** At 60 frames a second one takes 16.7 ms; two of them are a frame that a person misses. */
const FRAME = { smoothMs: 17.5, missedMs: 33.4, mostMissed: 0.02 }
/** On the board that is measured; those that the data set lacks are put in and taken out again. */
const OPEN_DEALS = 100_000
const ADDED = 'bench-board'
const SCROLL_MS = 5_000
const WAIT_MS = 60_000

/** Measures the list and the board of deals in a browser: from the answer to the first card painted, and frames while scrolling and dragging. */
export async function measureBrowser(owner: Session, raw: pg.Client, workspaceId: string): Promise<void> {
  const openDeals = await fillBoard(raw, workspaceId)
  const browser = await launchBrowser()
  try {
    await measureFirstLoad(() => newContext(browser, owner))
    const board = await paints(browser, owner, {
      path: '/deals/board',
      selector: '[data-deal]',
      question: /\/api\/deals\/board(\?|$)/,
    })
    const list = await paints(browser, owner, {
      path: '/deals',
      selector: 'tbody tr[data-index]',
      question: /\/api\/deals(\?|$)/,
    })
    printTable(
      `First paint after the answer, ${openDeals} open deals, ms`,
      ['', 'median', 'slowest', 'target', ''],
      [paintLine('board', board), paintLine('list', list)],
    )
    const context = await newContext(browser, owner)
    const page = await context.newPage()
    const frames = [await scrolled(context, page), await dragged(context, page)]
    printTable(
      'Frames',
      ['', 'frames', 'a second', 'over 16.7 ms, %', 'over 33 ms, %', 'longest ms', 'CPU ms a second', 'target', ''],
      frames.map(frameLine),
    )
  } finally {
    await browser.close()
    await raw.query('delete from deals where workspace_id = $1 and external_source = $2', [workspaceId, ADDED])
  }
}

/** Puts copies of open deals beside them until the board has as many as are wanted. Gives how many it has. */
async function fillBoard(raw: pg.Client, workspaceId: string): Promise<number> {
  await raw.query('set statement_timeout = 0')
  // Of a run that was killed.
  await raw.query('delete from deals where workspace_id = $1 and external_source = $2', [workspaceId, ADDED])
  const counted = await raw.query<{ n: number }>(
    `select count(*)::int as n from deals where workspace_id = $1 and outcome = 'open' and deleted_at is null`,
    [workspaceId],
  )
  const open = counted.rows[0]?.n ?? 0
  if (open === 0 || open >= OPEN_DEALS) return open
  // The database fills some columns by itself and takes no values for them.
  const given = await raw.query<{ columns: string[] }>(
    `select array_agg(quote_ident(attname)) as columns from pg_attribute
     where attrelid = 'deals'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
  )
  const columns = given.rows[0]?.columns ?? []
  await raw.query(
    `insert into deals (${columns.join(', ')})
     select ${columns.map((column) => `copy.${column}`).join(', ')} from (
       select d, n from deals d cross join generate_series(1, ceil($2::numeric / $3)::int) n
       where d.workspace_id = $1 and d.outcome = 'open' and d.deleted_at is null
       limit $2
     ) one cross join lateral jsonb_populate_record(one.d, jsonb_build_object('id', uuid7(), 'external_source', $4::text,
       'external_id', uuid7(), 'import_id', null)) copy`,
    [workspaceId, OPEN_DEALS - open, open, ADDED],
  )
  await raw.query('analyze deals')
  return OPEN_DEALS
}

async function newContext(browser: Browser, owner: Session): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: owner.url,
    viewport: { width: 1440, height: 900 },
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    serviceWorkers: 'block',
  })
  await context.addCookies(cookiesOf(owner))
  await context.addInitScript(watch)
  return context
}

function cookiesOf({ url, cookie }: Session) {
  return cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url }
  })
}

interface Watched {
  benchPainted?: (selector: string) => Promise<number>
  benchFrames?: { start: () => void; stop: () => number[] }
}

/** Stands in the page: when something is painted first, and how long the frames are. It is sent as text and uses nothing from outside. */
function watch(): void {
  const own = window as Watched
  own.benchPainted = (selector) =>
    new Promise((resolve) => {
      const look = () => {
        if (!document.querySelector(selector)) return void requestAnimationFrame(look)
        // The frame with it is on the screen when the next one begins.
        requestAnimationFrame(() => resolve(performance.now()))
      }
      look()
    })
  let gaps: number[] = []
  let runs = false
  own.benchFrames = {
    start() {
      gaps = []
      runs = true
      let last = performance.now()
      const step = (now: number) => {
        gaps.push(now - last)
        last = now
        if (runs) requestAnimationFrame(step)
      }
      requestAnimationFrame((now) => {
        last = now
        requestAnimationFrame(step)
      })
    },
    stop() {
      runs = false
      return gaps
    },
  }
}

/** Milliseconds from the end of the answer with the deals to the first of them painted; each time in a new browser, which remembers nothing. */
async function paints(
  browser: Browser,
  owner: Session,
  { path, selector, question }: { path: string; selector: string; question: RegExp },
): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn < PAINT.times; turn++) {
    const context = await newContext(browser, owner)
    const page = await context.newPage()
    await page.goto(path, { waitUntil: 'commit' })
    const painted = await page.evaluate((one) => (window as Watched).benchPainted?.(one) ?? 0, selector)
    const answered = await page.evaluate((source) => {
      const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      return entries.find(({ name }) => new RegExp(source).test(name))?.responseEnd ?? null
    }, question.source)
    await context.close()
    if (answered === null) throw new Error(`${path} asked nothing like ${question}`)
    times.push(painted - answered)
  }
  return times
}

function paintLine(name: string, times: readonly number[]): Line {
  const sorted = times.toSorted((one, two) => one - two)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  return { name, cells: [median, sorted.at(-1) ?? 0, `≤ ${PAINT.mostMs}`, met(median <= PAINT.mostMs)] }
}

interface Frames {
  name: string
  gaps: number[]
  /** Processor seconds of the page's own thread: not changed by a busy machine, unlike the frames. */
  busyS: number
}

/** The list scrolled by the wheel for five seconds, with its further rows coming meanwhile. */
async function scrolled(context: BrowserContext, page: Page): Promise<Frames> {
  await page.goto('/deals')
  await page.waitForSelector('tbody tr[data-index]', { timeout: WAIT_MS })
  const wheel = await context.newCDPSession(page)
  await gesture(wheel, 500)
  const frames = await framesOf(page, wheel, () => gesture(wheel, SCROLL_MS))
  return { name: 'list scrolled for 5 s', ...frames }
}

/** The frames of the page while something is done in it, and what they cost. */
async function framesOf(page: Page, session: CDPSession, work: () => Promise<unknown>): Promise<Omit<Frames, 'name'>> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  }
  const before = await busy()
  await page.evaluate(() => (window as Watched).benchFrames?.start())
  await work()
  const gaps = await page.evaluate(() => (window as Watched).benchFrames?.stop() ?? [])
  return { gaps, busyS: (await busy()) - before }
}

/** A finger's worth of pixels a second, as the browser itself makes it. */
async function gesture(wheel: CDPSession, forMs: number): Promise<void> {
  const speed = 2_000
  await wheel.send('Input.synthesizeScrollGesture', {
    x: 700,
    y: 500,
    yDistance: -Math.round((speed * forMs) / 1000),
    speed,
    gestureSourceType: 'mouse',
  })
}

/** A card carried over all columns of the board and back, and let go where it was. */
async function dragged(context: BrowserContext, page: Page): Promise<Frames> {
  await page.goto('/deals/board')
  const card = page.locator('[data-deal]').first()
  await card.waitFor({ timeout: WAIT_MS })
  // Sums of columns come after the cards.
  await page.waitForTimeout(2_000)
  const box = await card.boundingBox()
  if (!box) throw new Error('there is no card to drag')
  const from = { x: box.x + 60, y: box.y + 20 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 20, from.y + 10, { steps: 4 })
  // Not to the edge, where the board scrolls by itself; then back to its own column.
  const [left, right, y] = [from.x + 40, 1_300, from.y + 120]
  const frames = await framesOf(page, await context.newCDPSession(page), async () => {
    for (const [start, end] of [
      [left, right],
      [right, left],
      [left, right],
      [right, left],
    ] as const)
      await glide(page, { from: start, to: end, y })
  })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return { name: 'card dragged over the board', ...frames }
}

/** A second of movement, a step each frame. */
async function glide(page: Page, { from, to, y }: { from: number; to: number; y: number }): Promise<void> {
  const steps = 60
  const startedAt = performance.now()
  for (let step = 1; step <= steps; step++) {
    await page.mouse.move(from + ((to - from) * step) / steps, y)
    const ahead = (step * 1000) / steps - (performance.now() - startedAt)
    if (ahead > 0) await page.waitForTimeout(ahead)
  }
}

function frameLine({ name, gaps, busyS }: Frames): Line {
  const whole = gaps.reduce((sum, gap) => sum + gap, 0)
  const share = (limit: number) => gaps.filter((gap) => gap > limit).length / Math.max(1, gaps.length)
  const missed = share(FRAME.missedMs)
  return {
    name,
    cells: [
      gaps.length,
      whole > 0 ? (gaps.length * 1000) / whole : null,
      share(FRAME.smoothMs) * 100,
      missed * 100,
      Math.max(0, ...gaps),
      whole > 0 ? (busyS * 1_000_000) / whole : null,
      `over 33 ms ≤ ${FRAME.mostMissed * 100} %`,
      met(missed <= FRAME.mostMissed),
    ],
  }
}
