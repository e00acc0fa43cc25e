import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
let owner: TestPerson, seller: TestPerson
let key: string, formId: string, version: number
let minute = 0

const settings = {
  name: 'Сайт',
  sourceId: null,
  campaign: 'Главная',
  allowedOrigins: [],
  thanksUrl: null,
  targetMinutes: 10,
  minFillSeconds: 3,
  fields: ['name' as const, 'phone' as const],
  consentText: null,
}

beforeAll(async () => {
  app = await testApp({ clock })
  const company = await app.company()
  owner = await company.person({ role: 'owner' })
  seller = await company.person()
  const form = await app.as(owner).leads.addForm(settings)
  key = form.key
  formId = form.id
  version = form.version
})
afterAll(() => app.close())
// An address may send so many forms a minute; each test has a minute of its own.
beforeEach(() =>
  clock.moveTo(new Date(Date.parse('2026-11-20T12:00:00+03:00') + (minute += 11) * 60_000).toISOString()),
)

const send = (body: object | string, headers: Record<string, string> = {}, to = key) =>
  app.server.inject({ method: 'POST', url: `/api/leads/form/${to}`, payload: body, headers })
const leads = async (view: 'all' | 'spam' = 'all') => (await app.as(owner).leads.list({ view })).rows
const change = async (patch: object) => {
  version = (await app.as(owner).leads.editForm({ id: formId, version, ...patch })).version
}

describe('a form of the site', () => {
  test('brings a lead from another site, with its source of traffic and the target of the form', async () => {
    const sent = {
      name: 'Пётр',
      phone: '8 916 123-45-67',
      page: 'https://site.ru/nasos',
      utm_source: 'yandex',
      token: 'a1',
    }
    const answer = await send(sent, { origin: 'https://site.ru', 'sec-fetch-site': 'cross-site' })
    expect([answer.statusCode, answer.json(), answer.headers['access-control-allow-origin']]).toEqual([
      200,
      { done: true },
      'https://site.ru',
    ])
    const [row] = await leads()
    expect(row).toMatchObject({
      name: 'Пётр',
      state: 'new',
      campaign: 'Главная',
      targetMinutes: 10,
      form: { id: formId },
    })
    expect(await app.as(owner).leads.get({ id: row?.id ?? '' })).toMatchObject({ utm: { utm_source: 'yandex' } })
  })

  test('sent twice is one lead: by its token always, by its content within ten minutes', async () => {
    const before = (await leads()).length
    const same = { name: 'Ольга', phone: '+7 (916) 765-43-21', text: 'Перезвоните' }
    await send({ ...same, token: 'b1' })
    await send({ ...same, phone: '8 916 765 43 21' })
    await Promise.all([send(same), send(same)])
    expect(await leads()).toHaveLength(before + 1)
    expect((await leads())[0]).toMatchObject({ repeats: 3 })
    clock.moveTo(new Date(clock.now().getTime() + 11 * 60_000).toISOString())
    await send({ ...same, token: 'b1' })
    expect(await leads()).toHaveLength(before + 1)
    await send(same)
    expect(await leads()).toHaveLength(before + 2)
  })

  test('a filled trap and a hand that is too fast get the usual answer and are kept apart', async () => {
    const before = (await leads()).length
    const trap = await send({ name: 'Робот', phone: '+7 900 000 11 22', website: 'x' })
    const fast = await send({ name: 'Быстрый робот', phone: '+7 900 000 11 23', seconds: '1' })
    expect([trap.json(), fast.json()]).toEqual([{ done: true }, { done: true }])
    expect(await leads()).toHaveLength(before)
    const [spam] = await leads('spam')
    const restored = await app.as(owner).leads.restore({ id: spam?.id ?? '', version: spam?.version ?? 0 })
    expect(restored.state).toBe('new')
  })

  test('who was too fast and sends it again like a person is no robot; what a person called spam stays it', async () => {
    const before = (await leads()).length
    const hasty = { name: 'Торопыга', phone: '+7 900 000 11 24' }
    await send({ ...hasty, seconds: '1' })
    await send({ ...hasty, seconds: '2' })
    expect(await leads()).toHaveLength(before)
    await send({ ...hasty, seconds: '30' })
    const [lead] = await leads()
    expect(lead).toMatchObject({ name: 'Торопыга', state: 'new', repeats: 2 })
    const card = await app.as(owner).leads.get({ id: lead?.id ?? '' })
    await app.as(owner).leads.reject({ id: card.id, version: card.version, reason: 'Реклама', spam: true })
    await send({ ...hasty, seconds: '30' })
    expect(await leads()).toHaveLength(before)
  })

  test('a plain form of a browser goes to the page of thanks, or to ours', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
    const ours = await send('name=%D0%90%D0%BD%D0%BD%D0%B0&phone=89161112233', headers)
    expect([ours.statusCode, ours.body.includes('Спасибо')]).toEqual([200, true])
    expect((await leads())[0]?.name).toBe('Анна')
    await change({ thanksUrl: 'https://site.ru/thanks' })
    const theirs = await send('name=Inna&phone=89161112244', headers)
    expect([theirs.statusCode, theirs.headers.location]).toEqual([303, 'https://site.ru/thanks'])
  })

  test('a wrong phone turns nobody away, an empty form does', async () => {
    expect((await send({ name: 'Глеб', phone: 'на работе' })).statusCode).toBe(200)
    expect((await leads())[0]).toMatchObject({ name: 'Глеб', phone: 'на работе' })
    expect((await send({ region: 'Москва' })).json()).toMatchObject({ code: 'LEAD_EMPTY' })
    expect((await send({ name: 'я'.repeat(5000) })).statusCode).toBe(400)
    expect((await send('{"name":', { 'content-type': 'application/json' })).statusCode).toBe(400)
    expect((await send({ name: ['Иван'] as never })).statusCode).toBe(400)
  })

  test('is for the named sites only, and needs the consent that it asks for', async () => {
    await change({ allowedOrigins: ['https://site.ru'], consentText: 'Согласен на обработку данных' })
    expect((await send({ name: 'А' }, { origin: 'https://evil.ru' })).json()).toMatchObject({ code: 'FORM_ORIGIN' })
    expect((await send({ name: 'А' })).json()).toMatchObject({ code: 'FORM_ORIGIN' })
    const origin = 'https://site.ru'
    expect((await send({ name: 'А' }, { origin })).json()).toMatchObject({ code: 'CONSENT_MISSING' })
    expect((await send({ name: 'А', consent: 'yes' }, { origin })).statusCode).toBe(200)
    await change({ allowedOrigins: [], consentText: null })
  })

  test('that is closed or was never there is not found', async () => {
    await change({ archived: true })
    expect((await send({ name: 'А' })).statusCode).toBe(404)
    expect((await send({ name: 'А' }, {}, 'no-such-key-at-all')).json()).toMatchObject({ code: 'FORM_UNKNOWN' })
    await change({ archived: false })
  })

  test('may not be sent twenty-one times a minute from one address', async () => {
    const answers: number[] = []
    for (let n = 0; n < 21; n += 1) answers.push((await send({ region: 'x' })).statusCode)
    expect([answers[19], answers[20]]).toEqual([400, 429])
  })

  test('a browser may ask beforehand; the rest of the API stays shut to other sites', async () => {
    const headers = { origin: 'https://site.ru', 'access-control-request-method': 'POST' }
    const asked = await app.server.inject({ method: 'OPTIONS', url: `/api/leads/form/${key}`, headers })
    expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([204, 'https://site.ru'])
    const foreign = { origin: 'https://site.ru', 'sec-fetch-site': 'cross-site', 'x-test-person': owner.id }
    const other = await app.server.inject({
      method: 'POST',
      url: '/api/leads',
      payload: { name: 'А' },
      headers: foreign,
    })
    expect(other.json()).toMatchObject({ code: 'FOREIGN_ORIGIN' })
  })

  test('is set up by those who configure', async () => {
    await expect(app.as(seller).leads.forms({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(seller).leads.addForm(settings)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(owner).leads.editForm({ id: formId, version: 1, name: 'Другое' })).rejects.toMatchObject({
      code: 'LEAD_SETTINGS_CHANGED',
    })
  })
})
