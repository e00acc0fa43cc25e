import path from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import { root } from '../scripts/run-program.ts'

export type Looks = Pick<
  BrowserContextOptions,
  'timezoneId' | 'viewport' | 'colorScheme' | 'hasTouch' | 'locale' | 'storageState' | 'serviceWorkers'
>

/** How long one step may take; the machine may be busy. */
const STEP_LIMIT_MS = 30_000
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }

/** A person at a browser of his own. Everything that goes wrong behind the page is remembered as a complaint. */
export class Visitor {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[] = []
  // A stranger is told so by the first question of every page.
  readonly #expected: RegExp[] = [/^401 GET \/api\/(?:me|live)$/]
  readonly #running = new Set<Request>()
  #wasOffline = false

  private constructor(context: BrowserContext, page: Page) {
    this.context = context
    this.page = page
    context.on('page', (opened) => this.#watch(opened))
    this.#watch(page)
  }

  static async arrive(browser: Browser, baseURL: string, looks: Looks = {}): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL,
      locale: 'ru-RU',
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      colorScheme: 'light',
      // Every browser here is new and would fetch the whole build each time.
      serviceWorkers: 'block',
      ...looks,
    })
    context.setDefaultTimeout(STEP_LIMIT_MS)
    return new Visitor(context, await context.newPage())
  }

  /** An answer that belongs to the journey: `expects(/^400 POST \/api\/sign-in$/)`. */
  expects(answer: RegExp): void {
    this.#expected.push(answer)
  }

  /** Takes the network away from this browser, or gives it back. */
  async offline(isOffline: boolean): Promise<void> {
    this.#wasOffline = true
    await this.context.setOffline(isOffline)
  }

  /** Waits until the page asks for nothing for half a second. The stream of live changes never ends, so `networkidle` never comes. */
  async atRest(): Promise<void> {
    for (let quietMs = 0; quietMs < 500; quietMs += 50) {
      if (this.#running.size > 0) quietMs = 0
      await this.page.waitForTimeout(50)
    }
  }

  /** Pictures of the open pages into tmp/e2e; gives their paths. */
  async pictures(name: string): Promise<string[]> {
    const files = this.context.pages().map((page, n) => ({ page, file: `tmp/e2e/${name}${n > 0 ? `-${n}` : ''}.png` }))
    for (const { page, file } of files) await page.screenshot({ path: path.join(root, file) }).catch(() => {})
    return files.map(({ file }) => file)
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`page error: ${error.message}`))
    page.on('console', (message) => {
      // Refused requests are judged by their answers below.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
      this.complaints.push(`console: ${message.text()}`)
    })
    page.on('request', (request) => {
      if (request.resourceType() !== 'eventsource') this.#running.add(request)
    })
    page.on('requestfinished', (request) => this.#running.delete(request))
    page.on('requestfailed', (request) => {
      this.#running.delete(request)
      const why = request.failure()?.errorText ?? ''
      // The page gave up a question itself, or was left.
      const isExpected = why === 'net::ERR_ABORTED' || (this.#wasOffline && why === 'net::ERR_INTERNET_DISCONNECTED')
      if (!isExpected) this.complaints.push(`${why} ${request.method()} ${request.url()}`)
    })
    page.on('response', (response) => {
      if (response.status() < 400) return
      const answer = `${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`
      if (!this.#expected.some((expected) => expected.test(answer))) this.complaints.push(`answer: ${answer}`)
    })
  }
}
