import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { pdfText } from '#core/documents/test-pdf-text.ts'
import { deliverDue } from '#modules/notifications/service/courier.ts'
import { answerUpdates } from '#modules/notifications/service/telegram-bot.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { type MailServer, mailServer } from '../../testing-mail.ts'
import { visitor } from '../../testing-visitor.ts'

const TOKEN = '123456:a-token-of-the-bot_0123456789'
const BOUNDARY = /boundary="?([^";\r\n]+)/

let mail: MailServer
let bot: HttpServer
let app: TestApp
let head: TestPerson,
  anna: TestPerson,
  boris: TestPerson,
  otherHead: TestPerson,
  stranger: TestPerson,
  admin: TestPerson
let key: string
const documents: { caption: string; name: string; bytes: Buffer }[] = []
let code = ''

/** The least of the Bot API that takes documents. */
const botServer = () =>
  createHttpServer(async (request, response) => {
    const body = new Response(request as never, { headers: { 'content-type': request.headers['content-type'] ?? '' } })
    const method = request.url?.split('/').at(-1)
    let result: unknown = {}
    if (method === 'getMe') result = { username: 'romashka_bot' }
    if (method === 'getUpdates') {
      const chat = { id: 77, type: 'private' }
      result = [{ update_id: 5, message: { text: `/start ${code}`, chat, from: { username: 'boris' } } }]
    }
    if (method === 'sendDocument') {
      const form = await body.formData()
      const file = form.get('document') as File
      documents.push({
        caption: form.get('caption') as string,
        name: file.name,
        bytes: Buffer.from(await file.arrayBuffer()),
      })
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ ok: true, result }))
  })

beforeAll(async () => {
  mail = await mailServer()
  bot = botServer()
  await new Promise<void>((ready) => bot.listen(0, '127.0.0.1', () => ready()))
  app = await testApp({
    clock: stillClock('2026-11-20T09:31:00+03:00'),
    smtp: mail.smtp,
    telegramUrl: `http://127.0.0.1:${(bot.address() as AddressInfo).port}`,
  })
  const company = await app.company({ name: 'Ромашка' })
  const owner = await company.person({ role: 'owner' })
  admin = await company.person({ role: 'admin' })
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: owner.id })
  otherHead = await company.person({ role: 'head', managerId: owner.id })
  anna = await company.person({ name: 'Анна Быстрова', managerId: head.id })
  boris = await company.person({ name: 'Борис Второй', managerId: head.id })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  await company.pipeline()
  await app.as(anna).deals.create({ title: 'Насосы', amountMinor: 123_456_700, expectedCloseOn: '2026-11-24' })
  await app.database.updateTable('people').set({ email: 'anna@example.ru' }).where('id', '=', anna.id).execute()
  await app.as(head).rituals.addTemplate({ kind: 'daily', startsOn: '2026-11-20' })
  const [due] = (await app.as(head).rituals.list({})).rows
  key = due?.key ?? ''
})
afterAll(async () => {
  await app.close()
  mail.close()
  bot.close()
})

const pdfFor = (person: TestPerson) =>
  app.server.inject({ url: `/api/rituals/${key}/protocol.pdf`, headers: { 'x-test-person': person.id } })

describe('a protocol', () => {
  it('is there when the meeting was held, and not before', async () => {
    expect((await pdfFor(head)).json()).toMatchObject({ code: 'RITUAL_NOT_HELD' })
    await app.as(head).rituals.start({ key })
    const { version } = await app.as(head).rituals.get({ key })
    await app.as(head).rituals.edit({ key, version, notes: { hot: 'Ждём счёт' }, absentIds: [boris.id] })
    await app.as(head).rituals.decide({ key, text: 'Позвонить в «Насосы»', ownerId: anna.id, dueOn: '2026-11-23' })
    await app.as(head).rituals.end({ key })
    const answer = await pdfFor(anna)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(answer.headers['content-disposition']).toContain(
      encodeURIComponent('Протокол. Планёрка, 20.11.2026.pdf').slice(0, 40),
    )
    const words = pdfText(answer.rawPayload).replaceAll('\u00a0', ' ')
    for (const said of [
      'Протокол: Планёрка',
      'Ведёт: Роман Ильин',
      'Участвовали: Анна Быстрова',
      'Не было: Борис Второй',
      'Позвонить в «Насосы»',
      '23.11.2026',
      'Горячие сделки',
      'Заметки: Ждём счёт',
      '1 234 567 ₽',
      'Ромашка',
    ])
      expect(words).toContain(said)
    expect(words).not.toContain('undefined')
  })

  it('is nothing for a head of another team, for another company, for nobody', async () => {
    for (const person of [otherHead, stranger]) {
      const answer = await pdfFor(person)
      expect(answer.json()).toMatchObject({ code: 'NOT_FOUND' })
      expect(answer.headers['content-type']).toContain('json')
    }
    expect((await app.server.inject({ url: `/api/rituals/${key}/protocol.pdf` })).statusCode).toBe(401)
  })

  it('comes with the letter and as a document with the message', async () => {
    const kind = 'RITUAL_PROTOCOL'
    const me = (person: TestPerson) => visitor(app, { 'x-test-person': person.id })
    await me(admin).put('/notice-channels/telegram', { token: TOKEN })
    code = (await me(boris).post('/notice-settings/telegram')).body.code
    const [row] = await app.database.selectFrom('notice_channels').selectAll().execute()
    await answerUpdates(app.post, { workspaceId: boris.workspaceId, sealedToken: row?.telegram_token ?? '' }, 0)
    await me(anna).patch('/notice-settings', { channels: { [kind]: ['app', 'email'] } })
    await me(boris).patch('/notice-settings', { channels: { [kind]: ['app', 'telegram'] } })
    await app.as(head).rituals.send({ key })
    await deliverDue(app.post)
    const deliveries = await app.database.selectFrom('deliveries').selectAll().orderBy('channel').execute()
    expect(deliveries.map(({ channel, state, problem }) => ({ channel, state, problem }))).toEqual([
      { channel: 'email', state: 'sent', problem: null },
      { channel: 'telegram', state: 'sent', problem: null },
    ])
    const parts = mail.letters[0]?.split(BOUNDARY.exec(mail.letters[0])?.[1] ?? '') ?? []
    const attached = parts.find((part) => part.includes('application/pdf'))
    const letterWords = pdfText(Buffer.from(attached?.split('\n\n')[1] ?? '', 'base64'))
    expect(letterWords).toContain('Позвонить в «Насосы»')
    expect(documents).toHaveLength(1)
    expect(documents[0]).toMatchObject({ name: 'Протокол. Планёрка, 20.11.2026.pdf' })
    expect(documents[0]?.caption).toContain('Протокол: Планёрка')
    expect(pdfText(documents[0]?.bytes ?? Buffer.alloc(0))).toContain('Протокол: Планёрка')
  })
})
