import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { deliverDue } from '#modules/notifications/service/courier.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { type MailServer, mailServer } from '../../testing-mail.ts'
import { visitor } from '../../testing-visitor.ts'

const clock = stillClock('2026-11-21T09:00:00+03:00')
let mail: MailServer
let app: TestApp
let owner: TestPerson

beforeAll(async () => {
  mail = await mailServer()
  app = await testApp({ clock, smtp: mail.smtp })
  const company = await app.company({ name: 'Ромашка' })
  owner = await company.person({ role: 'owner' })
})
afterAll(async () => {
  await app.close()
  mail.close()
})

/** Text of the last letter to this address, decoded. */
async function letterTo(address: string): Promise<string> {
  // A link for a forgotten password is made after the answer.
  const letter = await vi.waitUntil(
    async () => {
      await deliverDue(app.post)
      return mail.letters.find((one) => one.includes(`To: ${address}`))
    },
    { timeout: 15_000 },
  )
  mail.letters.length = 0
  const [head = '', ...body] = letter.split('\n\n')
  const text = body.join('\n\n')
  if (head.includes('base64')) return Buffer.from(text, 'base64').toString()
  const bytes = text
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

it('an invitation and a forgotten password come as mail.letters with links that work', async () => {
  const boss = visitor(app, { 'x-test-person': owner.id })
  expect((await boss.get('/setup')).body).toMatchObject({ sendsMail: true })
  const { body: card } = await boss.post('/people', { fullName: 'Мария', role: 'seller', email: 'maria@example.ru' })
  const invited = await boss.post(`/people/${card.id}/invitation`)
  expect(invited.body).toMatchObject({ isSent: true })
  const invitation = await letterTo('maria@example.ru')
  expect(invitation).toContain('Здравствуйте, Мария!')
  expect(invitation).toContain(invited.body.url)
  const accepted = await visitor(app).post(`/links/${invited.body.url.split('/').at(-1)}/invitation`, {
    fullName: 'Мария',
    password: 'пароль из десяти',
  })
  expect(accepted.status).toBe(200)

  expect((await visitor(app).post('/forgotten-password', { email: 'Maria@example.ru' })).body).toEqual({ done: true })
  const [, token] = /new-password\/([\w-]+)/.exec(await letterTo('maria@example.ru')) ?? []
  expect((await visitor(app).post(`/links/${token}/password`, { password: 'другой длинный' })).status).toBe(200)
  expect((await visitor(app).post('/sign-in', { email: 'maria@example.ru', password: 'другой длинный' })).body).toEqual(
    { next: 'done' },
  )
})

it('nobody is written to at an address without an account', async () => {
  expect((await visitor(app).post('/forgotten-password', { email: 'nobody@example.ru' })).body).toEqual({ done: true })
  await visitor(app).post('/forgotten-password', { email: 'maria@example.ru' })
  expect(await letterTo('maria@example.ru')).toContain('new-password')
  expect(mail.letters).toEqual([])
})

it('a fourth link for one address within a quarter of an hour is not sent, and nobody is told', async () => {
  await app.database.deleteFrom('auth.password_letters').execute()
  for (let asked = 1; asked <= 4; asked += 1) {
    expect((await visitor(app).post('/forgotten-password', { email: 'maria@example.ru' })).body).toEqual({ done: true })
    await vi.waitUntil(async () => (await countAsked()) === asked, { timeout: 15_000 })
  }
  await deliverDue(app.post)
  expect(mail.letters).toHaveLength(3)
  mail.letters.length = 0
})

it('a letter is written in the language of its receiver and leaves nothing of its link in the database', async () => {
  const boss = visitor(app, { 'x-test-person': owner.id })
  const { body: card } = await boss.post('/people', { fullName: 'John', role: 'seller', email: 'john@example.com' })
  await app.database.updateTable('people').set({ language: 'en' }).where('id', '=', card.id).execute()
  const invited = await boss.post(`/people/${card.id}/invitation`)
  const [queued] = await deliveriesOf(card.id)
  expect(queued).toMatchObject({ state: 'queued', kind: 'INVITATION' })
  expect(queued?.payload).not.toContain(invited.body.url.split('/').at(-1))
  expect(await letterTo('john@example.com')).toContain('Hello')
  expect(await deliveriesOf(card.id)).toMatchObject([{ state: 'sent', payload: null }])
})

const deliveriesOf = (personId: string) =>
  app.database.selectFrom('deliveries').selectAll().where('person_id', '=', personId).execute()

const countAsked = async () => (await app.database.selectFrom('auth.password_letters').select('at').execute()).length
