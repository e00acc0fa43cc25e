import { type APIRequestContext, type Browser, request } from 'playwright-core'
import type { Role } from '../src/modules/org/contract.ts'
import { type ServerProcess, startServer, stopServer, testFolder } from '../src/testing-process.ts'
import { demoZone, ownZone } from './days.ts'
import type { Journey } from './journey.ts'
import { type Looks, Visitor } from './visitor.ts'

export interface Account {
  id: string
  fullName: string
  email: string
  password: string
  /** Cookies of a session. */
  state: Awaited<ReturnType<APIRequestContext['storageState']>>
}

export const PASSWORD = 'два якоря и компас'
export const OWNER = { fullName: 'Вера Кормилицына', email: 'vera@example.ru', password: PASSWORD }
const COMPANY = { name: 'Полюс', timeZone: ownZone, currency: 'RUB', calendar: 'ru' }

/** The real server on a data folder of its own, its company and the people at their browsers. */
export class Stage {
  readonly #server: ServerProcess
  readonly #browser: Browser
  readonly #company: Journey['company']
  /** How the owner signs in: ours by choice, the demo company's as its wizard says. */
  credentials = { email: OWNER.email, password: OWNER.password }
  #visitors: Visitor[] = []
  #owner?: Account
  #count = 0

  private constructor(server: ServerProcess, browser: Browser, company: Journey['company']) {
    this.#server = server
    this.#browser = browser
    this.#company = company
  }

  static async open(browser: Browser, company: Journey['company']): Promise<Stage> {
    const server = await startServer({ dataDir: testFolder(), environment: { LOG_LEVEL: 'error' } })
    return new Stage(server, browser, company)
  }

  get url(): string {
    return this.#server.url
  }

  /** What the server has printed: its address, and errors if there were any. */
  serverSaid(): string {
    return this.#server.said()
  }

  /** Somebody who is not signed in. */
  async stranger(looks: Looks = {}): Promise<Visitor> {
    const timezoneId = this.#company === 'own' ? ownZone : demoZone
    const visitor = await Visitor.arrive(this.#browser, this.url, { timezoneId, ...looks })
    this.#visitors.push(visitor)
    return visitor
  }

  /** An account at a browser, signed in. */
  async signedIn({ state }: Account, looks: Looks = {}): Promise<Visitor> {
    return this.stranger({ ...looks, storageState: state })
  }

  /** The owner; the company is made when there is none yet. */
  async owner(): Promise<Account> {
    if (this.#owner) return this.#owner
    const asked = await request.newContext({ baseURL: this.url })
    const ask = async <T>(path: string, data: object): Promise<T> => {
      const answer = await asked.post(`/api${path}`, { data, timeout: 240_000 })
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
      return (await answer.json()) as T
    }
    const setup = (await (await asked.get('/api/setup')).json()) as { isNeeded: boolean }
    if (!setup.isNeeded) await ask('/sign-in', this.credentials)
    else if (this.#company === 'own') await ask('/setup/company', { company: COMPANY, owner: OWNER, language: 'ru' })
    else {
      const { accounts, password } = await ask<{ accounts: { email: string }[]; password: string }>('/setup/demo', {
        language: 'ru',
      })
      this.credentials = { email: accounts[0]?.email ?? '', password }
    }
    const me = (await (await asked.get('/api/me')).json()) as { id: string; fullName: string }
    this.#owner = { ...this.credentials, ...me, state: await asked.storageState() }
    await asked.dispose()
    return this.#owner
  }

  /** Asks the API as the owner, or as somebody else. @throws Error on a refusal */
  async ask<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    data?: object,
    as?: Account,
  ): Promise<T> {
    const { state } = as ?? (await this.owner())
    const asked = await request.newContext({ baseURL: this.url, storageState: state })
    const answer = await asked.fetch(`/api${path}`, { method, timeout: 60_000, ...(data && { data }) })
    const body = (await answer.json()) as T
    await asked.dispose()
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${JSON.stringify(body)}`)
    return body
  }

  /** A new person of the company, invited and with access. */
  async person(
    role: Role,
    fields: { fullName?: string; departmentId?: string; managerId?: string } = {},
  ): Promise<Account> {
    this.#count += 1
    const email = `person-${this.#count}@example.ru`
    const added = await this.ask<{ id: string; fullName: string }>('POST', '/people', {
      fullName: `Иван Петров ${this.#count}`,
      ...fields,
      role,
      email,
    })
    return this.letIn({ id: added.id, fullName: added.fullName, email })
  }

  /** Somebody of the demo company in this role. */
  async colleague(role: Role): Promise<Account> {
    const { rows } = await this.ask<{ rows: Account[] }>('GET', `/people?role=${role}&left=false&state=not_invited`)
    const [found] = rows
    // All are at work already: whoever came with the demo company, under the one password that it was opened with.
    return found
      ? this.letIn(found)
      : this.#come({ email: `${role}@mostik.local`, password: this.credentials.password })
  }

  async #come(credentials: { email: string; password: string }): Promise<Account> {
    const asked = await request.newContext({ baseURL: this.url })
    const answer = await asked.post('/api/sign-in', { data: credentials })
    if (!answer.ok()) throw new Error(`not signed in: ${answer.status()} ${await answer.text()}`)
    const me = (await (await asked.get('/api/me')).json()) as { id: string; fullName: string }
    const state = await asked.storageState()
    await asked.dispose()
    return { ...credentials, ...me, state }
  }

  /** Invites and accepts the invitation. */
  async letIn({ id, fullName, email }: Pick<Account, 'id' | 'fullName' | 'email'>): Promise<Account> {
    const { url } = await this.ask<{ url: string }>('POST', `/people/${id}/invitation`, {})
    const asked = await request.newContext({ baseURL: this.url })
    const token = new URL(url).pathname.split('/').at(-1)
    const accepted = await asked.post(`/api/links/${token}/invitation`, { data: { fullName, password: PASSWORD } })
    if (!accepted.ok()) throw new Error(`not accepted: ${accepted.status()} ${await accepted.text()}`)
    return { id, fullName, email, password: PASSWORD, state: await asked.storageState() }
  }

  /** What went wrong behind the pages. */
  complaints(): string[] {
    return this.#visitors.flatMap((visitor) => visitor.complaints)
  }

  /** Pictures of all open pages; gives their paths. */
  async pictures(name: string): Promise<string[]> {
    const taken = this.#visitors.map((visitor, n) => visitor.pictures(`${name}-${n + 1}`))
    return (await Promise.all(taken)).flat()
  }

  /** Sends everybody home. */
  async clear(): Promise<void> {
    const visitors = this.#visitors
    this.#visitors = []
    await Promise.all(visitors.map((visitor) => visitor.context.close()))
  }

  async close(): Promise<void> {
    await stopServer(this.#server)
  }
}
