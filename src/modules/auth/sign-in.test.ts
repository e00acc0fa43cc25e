import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'

const clock = stillClock(new Date().toISOString())
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
})
afterAll(() => app.close())

const company = { name: 'Ромашка <b>&</b> 🌼', timeZone: 'Asia/Yekaterinburg', currency: 'RUB', calendar: 'ru' }
const owner = {
  fullName: "Анна О'Нил'); drop table people; --",
  email: 'Anna@Example.ru',
  password: 'десять знаков и ещё',
}
const credentials = { email: owner.email, password: owner.password }
const later = (minutes: number) => clock.moveTo(new Date(clock.now().getTime() + minutes * 60_000).toISOString())

describe('the first visit', () => {
  it('refuses a weak password, an unknown time zone and an address that is none, and makes nothing', async () => {
    const wrong = {
      company: { ...company, timeZone: 'Mars/Olympus' },
      owner: { ...owner, email: 'anna', password: 'short' },
      language: 'ru',
    }
    const answer = await visitor(app).post('/setup/company', wrong)
    expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
    const fields = answer.body.data.issues.map((issue: { path: string[] }) => issue.path.join('.'))
    expect(fields).toEqual(expect.arrayContaining(['company.timeZone', 'owner.email', 'owner.password']))
    expect((await visitor(app).get('/setup')).body).toMatchObject({ isNeeded: true })
  })

  it('is closed by a name that somebody else may own, and open by an address and by the name of the machine', async () => {
    const visit = visitor(app)
    const given = { company: { ...company, name: '' }, owner, language: 'ru' }
    const ask = (host: string) => visit.ask('POST', '/setup/company', { ...given, company }, { host })
    expect(await ask('rebound.example.com')).toMatchObject({ status: 403, body: { code: 'SETUP_ADDRESS' } })
    expect(
      await visit.ask('POST', '/setup/demo', { language: 'ru' }, { host: 'rebound.example.com:4000' }),
    ).toMatchObject({
      status: 403,
    })
    expect((await visit.get('/setup')).body).toMatchObject({ isNeeded: true })
    for (const host of ['127.0.0.1:4000', '[::1]:4000', '192.168.1.20:4000', 'crm:4000', 'localhost'])
      expect(await visit.ask('POST', '/setup/company', given, { host }), host).toMatchObject({ status: 400 })
  })

  it('makes the company and its owner once, even when two wizards finish together, and signs him in', async () => {
    const visits = [visitor(app), visitor(app), visitor(app)]
    const answers = await Promise.all(
      visits.map((visit) => visit.post('/setup/company', { company, owner, language: 'ru' })),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    const winner = visits[answers.findIndex(({ status }) => status === 200)]
    expect((await winner?.get('/me'))?.body).toMatchObject({
      fullName: owner.fullName,
      email: 'anna@example.ru',
      role: 'owner',
      workspace: { name: company.name, timeZone: 'Asia/Yekaterinburg' },
    })
    expect((await visitor(app).get('/setup')).body).toMatchObject({ isNeeded: false })
  })
})

describe('a server with nothing but the demo company', () => {
  it('lets its owner begin an own company, and nobody else', async () => {
    await sql`update workspaces set is_demo = true`.execute(app.database)
    const boss = visitor(app)
    await boss.post('/sign-in', credentials)
    expect((await boss.get('/setup')).body).toMatchObject({ isNeeded: false, mayBegin: true })
    const own = { company: { ...company, name: 'Своя' }, owner: { ...owner, email: 'own@example.ru' }, language: 'ru' }
    expect((await visitor(app).get('/setup')).body).toMatchObject({ mayBegin: false })
    expect((await visitor(app).post('/setup/company', own)).body).toMatchObject({ code: 'SETUP_DONE' })
    const taken = await boss.post('/setup/company', { ...own, owner: { ...own.owner, email: owner.email } })
    expect(taken).toMatchObject({ status: 409, body: { code: 'EMAIL_IN_USE' } })
    expect((await boss.post('/setup/company', own)).status).toBe(200)
    expect((await boss.get('/me')).body).toMatchObject({ email: 'own@example.ru', workspace: { name: 'Своя' } })
    const old = visitor(app)
    await old.post('/sign-in', credentials)
    expect((await old.post('/setup/company', own)).body).toMatchObject({ code: 'SETUP_DONE' })
    await sql`update workspaces set is_demo = false`.execute(app.database)
    later(1.1)
  })
})

describe('signing in', () => {
  it('takes the e-mail in any case and gives a cookie that scripts cannot read', async () => {
    const visit = visitor(app)
    expect((await visit.get('/me')).status).toBe(401)
    const answer = await visit.post('/sign-in', { ...credentials, email: ' ANNA@example.RU ' })
    expect(answer).toMatchObject({ status: 200, body: { next: 'done' } })
    expect(String(answer.headers['set-cookie'])).toMatch(/mostik\.session_token=.*HttpOnly.*SameSite=Lax/i)
    expect((await visit.get('/me')).status).toBe(200)
  })

  it('answers a wrong password and an unknown address in the same words', async () => {
    const wrong = await visitor(app).post('/sign-in', { ...credentials, password: 'wrong password' })
    const unknown = await visitor(app).post('/sign-in', { email: 'nobody@example.ru', password: 'wrong password' })
    expect(wrong).toMatchObject({
      status: 400,
      body: { code: 'WRONG_SIGN_IN', message: 'Почта или пароль не подходят.' },
    })
    expect(unknown.body).toMatchObject({ code: 'WRONG_SIGN_IN', message: wrong.body.message })
    const broken = await visitor(app).post('/sign-in', { email: "' or 1=1 --", password: "' or 1=1 --" })
    expect(broken.body).toMatchObject({ code: 'WRONG_SIGN_IN' })
    await visitor(app).post('/sign-in', credentials)
  })

  it('closes after five failures, for the right password too, whether there is such an account or not, and opens in time', async () => {
    for (const email of [owner.email, 'stranger@example.ru']) {
      const codes: string[] = []
      for (let attempt = 0; attempt < 6; attempt += 1)
        codes.push((await visitor(app).post('/sign-in', { email, password: `guess ${attempt}` })).body.code)
      expect(codes).toEqual([...Array<string>(4).fill('WRONG_SIGN_IN'), 'SIGN_IN_LOCKED', 'SIGN_IN_LOCKED'])
      later(1.1)
    }
    const closed = await visitor(app).post('/sign-in', credentials)
    expect(closed).toMatchObject({ status: 429, body: { code: 'SIGN_IN_LOCKED', data: { minutes: 13 } } })
    expect(closed.body.message).toContain('13 минут;')
    later(15)
    expect((await visitor(app).post('/sign-in', credentials)).status).toBe(200)
  })

  it('gives many guesses at once no more chances than guesses in a row', async () => {
    const email = 'hurry@example.ru'
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => visitor(app).post('/sign-in', { email, password: `guess ${index}` })),
    )
    expect(answers.filter(({ body }) => body.code === 'WRONG_SIGN_IN')).toHaveLength(4)
    expect(answers.filter(({ body }) => body.code === 'SIGN_IN_LOCKED')).toHaveLength(8)
    later(1.1)
  })

  it('limits attempts from one address', async () => {
    const statuses: number[] = []
    for (let index = 0; index < 33; index += 1)
      statuses.push((await visitor(app).get(`/links/${'x'.repeat(43)}`)).status)
    expect(new Set(statuses.slice(0, 30))).toEqual(new Set([410]))
    expect(new Set(statuses.slice(30))).toEqual(new Set([429]))
    later(1.1)
  })

  it('writes successes, failures and locks to the audit log', async () => {
    const visit = visitor(app)
    await visit.post('/sign-in', credentials)
    const { body } = await visit.get('/audit?action=sign_in&limit=200')
    const actions = body.rows.map((row: { action: string }) => row.action)
    expect(new Set(actions)).toEqual(new Set(['sign_in.succeeded', 'sign_in.failed', 'sign_in.locked']))
    expect(body.rows[0]).toMatchObject({ actorName: owner.fullName, details: { address: '127.0.0.1' } })
  })
})

describe('a session', () => {
  it('is refused when it is forged, signed by another secret, expired or ended', async () => {
    const visit = visitor(app)
    await visit.post('/sign-in', credentials)
    const cookie = visit.cookies.get('mostik.session_token') ?? ''
    const forged = visitor(app)
    forged.cookies.set(
      'mostik.session_token',
      cookie.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')),
    )
    expect((await forged.get('/me')).status).toBe(401)
    forged.cookies.set('mostik.session_token', `${decodeURIComponent(cookie).split('.')[0]}.`)
    expect((await forged.get('/me')).status).toBe(401)

    const copy = visitor(app)
    copy.cookies.set('mostik.session_token', cookie)
    expect((await copy.get('/me')).status).toBe(200)
    expect((await visit.post('/sign-out')).status).toBe(200)
    expect(visit.cookies.has('mostik.session_token')).toBe(false)
    expect((await copy.get('/me')).status).toBe(401)

    const expiring = visitor(app)
    await expiring.post('/sign-in', credentials)
    await sql`update auth.sessions set expires_at = now() - interval '1 second'`.execute(app.database)
    later(1)
    const refused = await expiring.get('/me')
    expect(refused).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
  })

  it('can be ended from elsewhere: one, all others, all', async () => {
    const [first, second, third] = [visitor(app, { 'user-agent': 'Phone' }), visitor(app), visitor(app)]
    for (const visit of [first, second, third]) await visit.post('/sign-in', credentials)
    const { body } = await third.get('/me/sessions')
    expect(body.filter((session: { isCurrent: boolean }) => session.isCurrent)).toHaveLength(1)
    const phone = body.find((session: { browser: string }) => session.browser === 'Phone')
    expect((await third.delete(`/me/sessions/${phone.id}`)).status).toBe(200)
    expect((await first.get('/me')).status).toBe(401)
    await third.post('/sign-out-everywhere', { keepThis: true })
    expect([(await second.get('/me')).status, (await third.get('/me')).status]).toEqual([401, 200])
    await third.post('/sign-out-everywhere')
    expect((await third.get('/me')).status).toBe(401)
  })

  it('of another site changes nothing', async () => {
    const visit = visitor(app)
    await visit.post('/sign-in', credentials)
    const foreign = await visit.post('/sign-out-everywhere', {}, { origin: 'https://evil.example' })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'FOREIGN_ORIGIN' } })
    expect((await visit.get('/me')).status).toBe(200)
  })
})

describe('my password', () => {
  it('changes with the old one only and ends the other sessions', async () => {
    const [here, elsewhere] = [visitor(app), visitor(app)]
    for (const visit of [here, elsewhere]) await visit.post('/sign-in', credentials)
    const next = 'совсем другой пароль'
    expect((await here.post('/me/password', { current: 'wrong', next })).body).toMatchObject({ code: 'WRONG_PASSWORD' })
    expect((await here.post('/me/password', { current: owner.password, next: 'short' })).status).toBe(400)
    expect((await here.post('/me/password', { current: owner.password, next })).status).toBe(200)
    expect([(await here.get('/me')).status, (await elsewhere.get('/me')).status]).toEqual([200, 401])
    expect((await visitor(app).post('/sign-in', credentials)).status).toBe(400)
    expect((await visitor(app).post('/sign-in', { ...credentials, password: next })).status).toBe(200)
    await here.post('/me/password', { current: next, next: owner.password })
    later(16)
  })
})
