import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { type MailServer, mailServer } from '../../testing-mail.ts'
import { visitor } from '../../testing-visitor.ts'
import { notify } from './api.ts'
import { deliverDue } from './service/courier.ts'
import { writeDigests } from './service/digests.ts'
import { answerUpdates, startTelegramBots } from './service/telegram-bot.ts'

const TOKEN = '123456:a-token-of-the-bot_0123456789'
const START = new Date('2026-11-20T12:00:00+03:00')

let now = START
let mail: MailServer
let bot: HttpServer
let app: TestApp
let person: TestPerson
let admin: TestPerson

/** What the bot was asked to say, what people have written to it, and whether it answers at all. */
const said: { chat_id: string; text: string }[] = []
let written: object[] = []
let trouble: { status: number; body: object } | undefined

/** The least of the Bot API. */
function botServer(): HttpServer {
  return createHttpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(chunks).toString())
      const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
      const answer = (status: number, body: object) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(body))
      }
      if (token !== TOKEN) return answer(401, { ok: false, error_code: 401, description: 'Unauthorized' })
      if (method === 'getMe') return answer(200, { ok: true, result: { username: 'romashka_bot' } })
      if (method === 'getUpdates') return answer(200, { ok: true, result: written })
      if (trouble) return answer(trouble.status, trouble.body)
      said.push(input)
      return answer(200, { ok: true, result: {} })
    })
  })
}

beforeAll(async () => {
  mail = await mailServer()
  bot = botServer()
  await new Promise<void>((done) => bot.listen(0, '127.0.0.1', () => done()))
  app = await testApp({
    clock: { now: () => now },
    smtp: mail.smtp,
    telegramUrl: `http://127.0.0.1:${(bot.address() as AddressInfo).port}`,
  })
  const company = await app.company()
  person = await company.person({ role: 'seller' })
  admin = await company.person({ role: 'admin' })
  await app.database.updateTable('people').set({ email: 'maria@example.ru' }).where('id', '=', person.id).execute()
})
afterAll(async () => {
  await app.close()
  mail.close()
  bot.close()
})
beforeEach(async () => {
  now = START
  mail.answers.recipient = '250 ok'
  trouble = undefined
  mail.letters.length = 0
  said.length = 0
  written = []
  await app.database.deleteFrom('deliveries').execute()
  await app.database.deleteFrom('notices').execute()
  await app.database.deleteFrom('notice_settings').execute()
})

const me = () => visitor(app, { 'x-test-person': person.id })
const administrator = () => visitor(app, { 'x-test-person': admin.id })
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
/** Some kind that a module really sends. */
const kind = () => app.post.words.kinds[0] ?? expect.fail('no module sends a notice')

const tell = (given: { key?: string; kind?: string } = {}) =>
  app.gate.asServer((tx) =>
    notify(tx, [
      {
        workspaceId: person.workspaceId,
        personId: person.id,
        kind: kind(),
        subject: null,
        data: {},
        path: '/deals',
        ...given,
      },
    ]),
  )
const log = () => app.database.selectFrom('deliveries').selectAll().orderBy('id').execute()
const byMail = () => me().patch('/notice-settings', { channels: { [kind()]: ['app', 'email'] } })

async function linkChat(chat = 77): Promise<void> {
  const set = await administrator().put('/notice-channels/telegram', { token: TOKEN })
  expect(set.body).toMatchObject({ telegram: { bot: 'romashka_bot', problem: null } })
  const { body } = await me().post('/notice-settings/telegram')
  expect(body.url).toBe(`https://t.me/romashka_bot?start=${body.code}`)
  written = [
    {
      update_id: 5,
      message: { text: `/start ${body.code}`, chat: { id: chat, type: 'private' }, from: { username: 'maria' } },
    },
  ]
  const [row] = await app.database.selectFrom('notice_channels').selectAll().execute()
  expect(row?.telegram_token).not.toContain(TOKEN)
  const ours = { workspaceId: person.workspaceId, sealedToken: row?.telegram_token ?? '' }
  expect(await answerUpdates(app.post, ours, 0)).toBe(6)
}

describe('a letter', () => {
  it('goes out when its receiver has asked for letters, and is in the log', async () => {
    await byMail()
    await tell()
    await deliverDue(app.post)
    expect(mail.letters).toHaveLength(1)
    expect(mail.letters[0]).toContain('To: maria@example.ru')
    expect(await log()).toMatchObject([{ channel: 'email', state: 'sent', tries: 1 }])
    const { body } = await administrator().get('/deliveries')
    expect(body.rows).toMatchObject([{ state: 'sent', person: { id: person.id } }])
    expect((await me().get('/deliveries')).status).toBe(403)
  })

  it('is tried again after half a minute, a minute, two, and given up in the end', async () => {
    await byMail()
    mail.answers.recipient = '451 come later'
    await tell()
    for (const minutes of [0.5, 1, 2]) {
      await deliverDue(app.post)
      later(minutes - 0.1)
      await deliverDue(app.post)
      later(0.1)
    }
    expect(await log()).toMatchObject([{ state: 'queued', tries: 3 }])
    for (let tries = 3; tries < 16; tries += 1) {
      await deliverDue(app.post)
      later(6 * 60)
    }
    const [given] = await log()
    expect(given).toMatchObject({ state: 'failed', tries: 16 })
    expect(given?.problem).toContain('come later')
    mail.answers.recipient = '250 ok'
    expect((await administrator().post(`/deliveries/${given?.id}/retry`)).status).toBe(200)
    await deliverDue(app.post)
    expect(mail.letters).toHaveLength(1)
  })

  it('to a mailbox that does not exist is tried once', async () => {
    await byMail()
    mail.answers.recipient = '550 no such user'
    await tell()
    await deliverDue(app.post)
    expect(await log()).toMatchObject([{ state: 'failed', tries: 1 }])
  })

  it('about what was read on the screen meanwhile is not needed', async () => {
    await byMail()
    await me().patch('/notice-settings', { quiet: { from: 0, to: 1439 } })
    await tell()
    await deliverDue(app.post)
    await me().post('/notices/read')
    later(24 * 60)
    await deliverDue(app.post)
    expect(await log()).toMatchObject([{ state: 'dropped' }])
    expect(mail.letters).toEqual([])
  })

  it('waits for the end of the quiet hours of its receiver, by his own clock', async () => {
    await byMail()
    await me().patch('/notice-settings', { quiet: { from: 22 * 60, to: 8 * 60 }, timeZone: 'Asia/Vladivostok' })
    now = new Date('2026-11-20T23:30:00+10:00')
    await tell()
    await deliverDue(app.post)
    expect(await log()).toMatchObject([{ next_try_at: new Date('2026-11-21T08:00:00+10:00') }])
    later(8 * 60 + 30)
    await deliverDue(app.post)
    expect(mail.letters).toHaveLength(1)
  })
})

describe('a trial message', () => {
  const attempt = (channel: string, who = me()) => who.post('/notice-settings/try', { channel })

  it('goes to whoever asks for it, whatever he has silenced, and to nobody else', async () => {
    await me().patch('/notice-settings', { channels: { [kind()]: [] } })
    expect((await attempt('email')).status).toBe(200)
    await linkChat()
    said.length = 0
    expect((await attempt('telegram')).status).toBe(200)
    await deliverDue(app.post)
    expect(mail.letters.map((letter) => /^To: (.+)$/m.exec(letter)?.[1])).toEqual(['maria@example.ru'])
    expect(said).toMatchObject([{ chat_id: '77' }])
    expect(await log()).toMatchObject([
      { kind: 'TRIAL', channel: 'email', state: 'sent', person_id: person.id },
      { kind: 'TRIAL', channel: 'telegram', state: 'sent', person_id: person.id },
    ])
  })

  it('is refused where there is nowhere to send it, to a stranger, and after five in ten minutes', async () => {
    expect(await attempt('push')).toMatchObject({ status: 409, body: { code: 'CHANNEL_OFF' } })
    expect(await attempt('email', administrator())).toMatchObject({ status: 409, body: { code: 'CHANNEL_OFF' } })
    expect(await attempt('email', visitor(app))).toMatchObject({ status: 401 })
    for (let n = 0; n < 5; n += 1) expect((await attempt('email')).status).toBe(200)
    expect(await attempt('email')).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } })
    later(9)
    expect(await attempt('email')).toMatchObject({ status: 429 })
    later(2)
    expect((await attempt('email')).status).toBe(200)
  })
})

describe('the digest', () => {
  it('comes once a morning with what is unread, and not at all when nothing is', async () => {
    await me().patch('/notice-settings', { morningAt: 8 * 60 + 30 })
    now = new Date('2026-11-21T08:31:00+03:00')
    expect(await writeDigests(app.post)).toBe(0)
    await tell()
    now = new Date('2026-11-22T08:29:00+03:00')
    expect(await writeDigests(app.post)).toBe(0)
    later(2)
    expect(await writeDigests(app.post)).toBe(1)
    later(5)
    expect(await writeDigests(app.post)).toBe(0)
    await deliverDue(app.post)
    expect(mail.letters).toHaveLength(1)
  })
})

describe('Telegram', () => {
  it('is tied by a code of one use and gets notices', async () => {
    await linkChat()
    expect(said.at(-1)).toMatchObject({ chat_id: '77' })
    expect((await me().get('/notice-settings')).body.telegram).toMatchObject({ isLinked: true, userName: 'maria' })
    await tell()
    await deliverDue(app.post)
    expect(said).toHaveLength(2)
    expect(said[1]?.text).toContain('http://127.0.0.1:4000/deals')
    const [row] = await app.database.selectFrom('notice_channels').selectAll().execute()
    said.length = 0
    await answerUpdates(app.post, { workspaceId: person.workspaceId, sealedToken: row?.telegram_token ?? '' }, 0)
    expect(said[0]?.text).toContain('устарела')
  })

  it('hears no more of a trouble of the bot that is over, though nobody has written to it', async () => {
    await linkChat()
    written = []
    await app.database.updateTable('notice_channels').set({ telegram_problem: 'no connection' }).execute()
    const bots = startTelegramBots(app.post)
    const problem = async () => (await administrator().get('/notice-channels')).body.telegram.problem
    await expect.poll(problem, { timeout: 5_000 }).toBeNull()
    await bots.stop()
  })

  it('that blocks the bot is written to no more; one that asks to wait is waited for', async () => {
    await linkChat()
    trouble = {
      status: 429,
      body: { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 300 } },
    }
    await tell()
    await deliverDue(app.post)
    expect(await log()).toMatchObject([{ state: 'queued', next_try_at: new Date(START.getTime() + 300_000) }])
    trouble = {
      status: 403,
      body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
    }
    later(6)
    await deliverDue(app.post)
    expect(await log()).toMatchObject([{ state: 'failed' }])
    expect((await me().get('/notice-settings')).body.telegram).toMatchObject({ isLinked: false })
  })

  it('refuses a wrong token in words', async () => {
    const wrong = await administrator().put('/notice-channels/telegram', {
      token: '123456:another-token-of-nobody-at-all',
    })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'TELEGRAM_TOKEN_WRONG' } })
    expect((await me().put('/notice-channels/telegram', { token: TOKEN })).status).toBe(403)
  })
})

describe('notices', () => {
  it('are counted, listed in the reader’s language, read, and are nobody else’s', async () => {
    await tell()
    await tell({ key: 'once' })
    await tell({ key: 'once' })
    expect((await me().get('/notices/unread')).body).toEqual({ unread: 2 })
    const { body } = await me().get('/notices')
    expect(body.rows).toHaveLength(2)
    expect(body.rows[0]).toMatchObject({ path: '/deals', isRead: false })
    expect((await administrator().get('/notices')).body.rows).toEqual([])
    expect((await administrator().post('/notices/read', { ids: [body.rows[0].id] })).body).toEqual({ unread: 0 })
    expect((await me().post('/notices/read', { ids: [body.rows[0].id] })).body).toEqual({ unread: 1 })
    expect((await me().post('/notices/read')).body).toEqual({ unread: 0 })
  })

  it('of a silenced kind do not ring', async () => {
    await me().patch('/notice-settings', { channels: { [kind()]: [] } })
    await tell()
    await deliverDue(app.post)
    expect((await me().get('/notices/unread')).body).toEqual({ unread: 0 })
    expect(await log()).toEqual([])
  })

  it('pushes go to the services of browsers and nowhere else', async () => {
    const keys = {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    }
    const inside = await me().post('/notice-settings/push', { endpoint: 'https://10.0.0.1/push', keys })
    expect(inside).toMatchObject({ status: 400, body: { code: 'PUSH_SERVICE_UNKNOWN' } })
    const fcm = await me().post('/notice-settings/push', { endpoint: 'https://fcm.googleapis.com/fcm/send/1', keys })
    expect(fcm.status).toBe(200)
    expect((await me().get('/notice-settings')).body.push).toMatchObject({ browsers: 1 })
    await me().post('/notice-settings/push/stop', { endpoint: 'https://fcm.googleapis.com/fcm/send/1' })
    expect((await me().get('/notice-settings')).body.push).toMatchObject({ browsers: 0 })
  })
})
