import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { testBrowser, vapidClaims } from '../../testing-push.ts'
import { visitor } from '../../testing-visitor.ts'
import { notify } from './api.ts'
import { deliverDue } from './service/courier.ts'

const START = new Date('2026-11-20T12:00:00+03:00')
const SERVICE = 'https://updates.push.services.mozilla.com'
const ENDPOINT = `${SERVICE}/wpush/v2/one`

interface Posted {
  url: string | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}

let now = START
let app: TestApp
let person: TestPerson
let service: Server
/** What the push service was brought, and what it answers. */
const posted: Posted[] = []
let answer: { status: number; headers?: Record<string, string> } = { status: 201 }

beforeAll(async () => {
  service = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      posted.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(answer.status, answer.headers).end()
    })
  })
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
  const { port } = service.address() as AddressInfo
  // The name of the push service leads here; everything else of the request goes as it is.
  const real = fetch
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    real(url.replace(SERVICE, `http://127.0.0.1:${port}`), init),
  )
  app = await testApp({ clock: { now: () => now }, publicUrl: 'https://mostik.example.ru' })
  person = await (await app.company()).person({ role: 'seller' })
})
afterAll(async () => {
  vi.unstubAllGlobals()
  service.closeAllConnections()
  service.close()
  await app.close()
})
beforeEach(async () => {
  now = START
  answer = { status: 201 }
  posted.length = 0
  for (const table of ['deliveries', 'notices', 'notice_settings', 'push_subscriptions'] as const)
    await app.database.deleteFrom(table).execute()
  await me().patch('/notice-settings', { channels: { [kind()]: ['app', 'push'] } })
})

const me = () => visitor(app, { 'x-test-person': person.id })
const kind = () => app.post.words.kinds[0] ?? expect.fail('no module sends a notice')
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
const tell = () =>
  app.gate.asServer((tx) =>
    notify(tx, [
      { workspaceId: person.workspaceId, personId: person.id, kind: kind(), subject: null, data: {}, path: '/deals' },
    ]),
  )
const log = () => app.database.selectFrom('deliveries').selectAll().orderBy('id').execute()
const browsers = async () => (await me().get('/notice-settings')).body.push.browsers as number
async function subscribed(endpoint = ENDPOINT) {
  const browser = testBrowser()
  const { status } = await me().post('/notice-settings/push', { endpoint, keys: browser.keys })
  expect(status).toBe(200)
  return browser
}

test('a notice comes to the push service signed by the key that the browser was given, and its browser alone reads it', async () => {
  const { publicKey } = (await me().get('/notice-settings')).body.push
  const browser = await subscribed()
  expect(await browsers()).toBe(1)
  await tell()
  await deliverDue(app.post)
  expect(posted).toHaveLength(1)
  const { url, headers, body } = posted[0] as Posted
  expect([url, headers['content-encoding'], headers['ttl']]).toEqual(['/wpush/v2/one', 'aes128gcm', '86400'])
  expect(vapidClaims(headers.authorization ?? '')).toEqual({
    key: publicKey,
    claims: { aud: SERVICE, exp: START.getTime() / 1000 + 12 * 3600, sub: 'https://mostik.example.ru' },
  })
  const { title } = app.post.words.words('ru', kind(), {})
  const [delivery] = await log()
  expect(delivery).toMatchObject({ channel: 'push', state: 'sent', tries: 1 })
  expect(JSON.parse(browser.open(body))).toMatchObject({ title, path: '/deals', tag: delivery?.id })
  expect(() => testBrowser().open(body)).toThrow('authenticate')
  expect(body.toString('latin1')).not.toContain('/deals')
})

test('each browser of a person gets a message of its own, encrypted anew', async () => {
  const [one, two] = [await subscribed(`${SERVICE}/one`), await subscribed(`${SERVICE}/two`)]
  await tell()
  await deliverDue(app.post)
  const to = (url: string) => posted.find((message) => message.url === url)?.body ?? Buffer.alloc(0)
  expect(JSON.parse(one.open(to('/one')))).toMatchObject({ path: '/deals' })
  expect(JSON.parse(two.open(to('/two')))).toMatchObject({ path: '/deals' })
  expect(() => one.open(to('/two'))).toThrow('authenticate')
})

test.each([404, 410])('a browser that is gone (%i) is forgotten and written to no more', async (status) => {
  await subscribed()
  answer = { status }
  await tell()
  await deliverDue(app.post)
  expect(await log()).toMatchObject([{ state: 'failed', tries: 1, problem: `HTTP ${status}` }])
  expect(await browsers()).toBe(0)
  posted.length = 0
  await tell()
  later(24 * 60)
  await deliverDue(app.post)
  expect(posted).toEqual([])
})

test('a push service that fails is tried again by the clock, each time noted; one that asks to wait is waited for', async () => {
  const browser = await subscribed()
  answer = { status: 503 }
  await tell()
  await deliverDue(app.post)
  expect(await log()).toMatchObject([{ state: 'queued', tries: 1, problem: 'HTTP 503' }])
  later(0.4)
  await deliverDue(app.post)
  expect(posted).toHaveLength(1)
  answer = { status: 429, headers: { 'retry-after': '600' } }
  later(0.2)
  await deliverDue(app.post)
  expect(await log()).toMatchObject([
    { state: 'queued', tries: 2, problem: 'HTTP 429', next_try_at: new Date(now.getTime() + 600_000) },
  ])
  answer = { status: 201 }
  later(11)
  await deliverDue(app.post)
  expect(await log()).toMatchObject([{ state: 'sent', tries: 3 }])
  expect(JSON.parse(browser.open(posted.at(-1)?.body ?? Buffer.alloc(0)))).toMatchObject({ path: '/deals' })
  expect(await browsers()).toBe(1)
})

test('a message longer than push services take comes with its end cut off', async () => {
  const browser = await subscribed()
  const [row] = await app.database.selectFrom('push_subscriptions').selectAll().execute()
  const [channels] = await app.database.selectFrom('notice_channels').selectAll().execute()
  const keys = { public: channels?.push_public ?? '', private: app.post.unseal(channels?.push_private ?? '') ?? '' }
  const message = { title: 'Итоги недели', body: 'Решено: «да»\n'.repeat(1_000), path: '/rituals', tag: 'x' }
  await app.post.push.send(row ?? expect.fail('not kept'), keys, message)
  const said = JSON.parse(browser.open(posted[0]?.body ?? Buffer.alloc(0))) as typeof message
  expect(said).toMatchObject({ title: message.title, path: message.path })
  expect(message.body.startsWith(said.body.slice(0, -1))).toBe(true)
  expect([said.body.length > 1_000, said.body.at(-1)]).toEqual([true, '…'])
})
