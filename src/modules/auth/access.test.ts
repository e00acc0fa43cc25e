import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'

const clock = stillClock('2026-11-21T09:00:00+03:00')
const password = 'пароль из десяти'
let app: TestApp
let people: Record<
  | 'owner'
  | 'admin'
  | 'director'
  | 'directorSeesAll'
  | 'head'
  | 'headSeesAll'
  | 'seller'
  | 'other'
  | 'hr'
  | 'auditor'
  | 'foreign',
  TestPerson
>

beforeAll(async () => {
  app = await testApp({ clock })
  const company = await app.company()
  const foreign = await app.company({ name: 'Лютик' })
  const owner = await company.person({ role: 'owner', name: 'Собственник' })
  const director = await company.person({ role: 'director' })
  const seesAll = { scope: 'all' as const }
  const headSeesAll = await company.person({ role: 'head', managerId: director.id, ...seesAll })
  const head = await company.person({ role: 'head', managerId: headSeesAll.id })
  people = {
    owner,
    director,
    directorSeesAll: await company.person({ role: 'director', ...seesAll }),
    head,
    headSeesAll,
    admin: await company.person({ role: 'admin' }),
    seller: await company.person({ role: 'seller', managerId: head.id }),
    other: await company.person({ role: 'seller' }),
    hr: await company.person({ role: 'hr' }),
    auditor: await company.person({ role: 'auditor' }),
    foreign: await foreign.person({ role: 'owner' }),
  }
})
afterAll(() => app.close())

const as = (person: TestPerson) => visitor(app, { 'x-test-person': person.id })
const tokenOf = (url: string) => url.split('/').at(-1) ?? ''
const minutesLater = (minutes: number) => clock.moveTo(new Date(clock.now().getTime() + minutes * 60_000).toISOString())

/** A new person of the company with an e-mail, not yet invited. */
async function newcomer(email: string, card: object = {}): Promise<string> {
  const { body } = await as(people.owner).post('/people', {
    fullName: 'Новичок 🙂 <script>',
    email,
    role: 'seller',
    ...card,
  })
  return body.id
}

/** A person who has accepted an invitation, in his browser. */
async function member(email: string, card: object = {}) {
  const id = await newcomer(email, card)
  const { body } = await as(people.owner).post(`/people/${id}/invitation`)
  const visit = visitor(app)
  await visit.post(`/links/${tokenOf(body.url)}/invitation`, { fullName: 'Мария Смирнова', password })
  minutesLater(1.1)
  return { id, visit, email }
}

describe('an invitation', () => {
  it('lets in once, with the name and password of the invited person, and signs him in', async () => {
    const id = await newcomer('maria@example.ru')
    const made = await as(people.owner).post(`/people/${id}/invitation`)
    expect(made).toMatchObject({ status: 200, body: { isSent: false } })
    expect(made.body.url).toMatch(/^http:\/\/127\.0\.0\.1:4000\/invitation\/[\w-]{43}$/)
    expect((await as(people.owner).get(`/people/${id}`)).body).toMatchObject({ state: 'invited', hasAccount: false })

    const visit = visitor(app)
    const token = tokenOf(made.body.url)
    expect((await visit.get(`/links/${token}`)).body).toEqual({
      kind: 'invitation',
      fullName: 'Новичок 🙂 <script>',
      email: 'maria@example.ru',
      companyName: 'Ромашка',
    })
    const accepted = await visit.post(`/links/${token}/invitation`, { fullName: 'Мария Смирнова', password })
    expect(accepted).toMatchObject({ status: 200, body: { done: true } })
    expect((await visit.get('/me')).body).toMatchObject({ id, fullName: 'Мария Смирнова', role: 'seller' })
    expect((await as(people.owner).get(`/people/${id}`)).body).toMatchObject({ state: 'active', hasAccount: true })

    const again = await visitor(app).post(`/links/${token}/invitation`, { fullName: 'Кто-то', password })
    expect(again).toMatchObject({ status: 410, body: { code: 'LINK_INVALID' } })
    expect((await as(people.owner).post(`/people/${id}/invitation`)).body).toMatchObject({ code: 'ALREADY_HAS_ACCESS' })
  })

  it('is accepted once even when it is sent twice at the same moment', async () => {
    const id = await newcomer('twice@example.ru')
    const { body } = await as(people.owner).post(`/people/${id}/invitation`)
    const accept = () => visitor(app).post(`/links/${tokenOf(body.url)}/invitation`, { fullName: 'Дважды', password })
    const answers = await Promise.all([accept(), accept(), accept()])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410])
    minutesLater(1.1)
  })

  it('stops working when a newer one is made, when it is withdrawn, after seven days and when the person leaves', async () => {
    const id = await newcomer('late@example.ru')
    const invite = async () => tokenOf((await as(people.owner).post(`/people/${id}/invitation`)).body.url)
    const works = async (token: string) => (await visitor(app).get(`/links/${token}`)).status === 200
    const [first, second] = [await invite(), await invite()]
    expect([await works(first), await works(second)]).toEqual([false, true])
    await as(people.owner).delete(`/people/${id}/invitation`)
    expect(await works(second)).toBe(false)
    expect((await as(people.owner).get(`/people/${id}`)).body).toMatchObject({ state: 'not_invited' })
    const third = await invite()
    minutesLater(7 * 24 * 60 - 1)
    expect(await works(third)).toBe(true)
    minutesLater(2)
    expect(await works(third)).toBe(false)
    const fourth = await invite()
    const { body: card } = await as(people.owner).get(`/people/${id}`)
    await as(people.owner).patch(`/people/${id}`, { version: card.version, leftOn: '2026-11-01' })
    expect(await works(fourth)).toBe(false)
    expect((await as(people.owner).post(`/people/${id}/invitation`)).body).toMatchObject({ code: 'PERSON_LEFT' })
  })

  it('needs an e-mail, and an address that no account of this server has', async () => {
    const silent = await newcomer('x@example.ru')
    const { body: card } = await as(people.owner).get(`/people/${silent}`)
    await as(people.owner).patch(`/people/${silent}`, { version: card.version, email: null })
    expect((await as(people.owner).post(`/people/${silent}/invitation`)).body).toMatchObject({
      code: 'PERSON_NEEDS_EMAIL',
    })

    await member('both@example.ru')
    const elsewhere = await as(people.foreign).post('/people', {
      fullName: 'Тёзка',
      email: 'both@example.ru',
      role: 'seller',
    })
    const { body: link } = await as(people.foreign).post(`/people/${elsewhere.body.id}/invitation`)
    const refused = await visitor(app).post(`/links/${tokenOf(link.url)}/invitation`, { fullName: 'Тёзка', password })
    expect(refused).toMatchObject({ status: 409, body: { code: 'EMAIL_IN_USE' } })
    expect((await as(people.foreign).get(`/people/${elsewhere.body.id}`)).body).toMatchObject({
      state: 'invited',
      hasAccount: false,
    })
  })
})

describe('who may give access', () => {
  it.each([
    ['owner', 200, 200],
    ['admin', 200, 200],
    ['director', 200, 403],
    ['directorSeesAll', 200, 200],
    ['head', 200, 403],
    ['headSeesAll', 200, 403],
    ['seller', 403, 403],
    ['hr', 403, 403],
    ['auditor', 403, 403],
    ['foreign', 404, 404],
  ] as const)('%s: to a seller below the head %i, to a seller elsewhere %i', async (who, below, elsewhere) => {
    const own = await newcomer(`below-${who}@example.ru`, { managerId: people.head.id })
    const far = await newcomer(`far-${who}@example.ru`)
    expect((await as(people[who]).post(`/people/${own}/invitation`)).status).toBe(below)
    expect((await as(people[who]).post(`/people/${far}/invitation`)).status).toBe(elsewhere)
    expect((await as(people[who]).delete(`/people/${far}/invitation`)).status).toBe(elsewhere)
  })

  it('nobody but an owner makes a link into an owner account, and strangers make none', async () => {
    const { id } = await member('second-owner@example.ru', { role: 'owner' })
    for (const who of ['admin', 'director', 'directorSeesAll', 'head', 'headSeesAll', 'hr'] as const) {
      expect((await as(people[who]).post(`/people/${id}/password-link`)).status).toBe(403)
      expect((await as(people[who]).delete(`/people/${id}/sessions`)).status).toBe(403)
      expect((await as(people[who]).delete(`/people/${id}/totp`)).status).toBe(403)
    }
    expect((await visitor(app).post(`/people/${id}/password-link`)).status).toBe(401)
    expect((await as(people.foreign).post(`/people/${id}/password-link`)).status).toBe(404)
    expect((await as(people.owner).post(`/people/${id}/password-link`)).status).toBe(200)
  })
})

describe('a password link', () => {
  it('sets a new password once, ends sessions and the lock', async () => {
    const { id, visit, email } = await member('forgot@example.ru')
    for (let attempt = 0; attempt < 5; attempt += 1)
      await visitor(app).post('/sign-in', { email, password: 'wrong password' })
    minutesLater(1.1)
    expect((await visitor(app).post('/sign-in', { email, password })).body).toMatchObject({ code: 'SIGN_IN_LOCKED' })

    const { body } = await as(people.owner).post(`/people/${id}/password-link`)
    const token = tokenOf(body.url)
    expect((await visitor(app).get(`/links/${token}`)).body).toMatchObject({ kind: 'password', email })
    expect((await visitor(app).post(`/links/${token}/invitation`, { fullName: 'x', password })).status).toBe(410)
    const next = 'новый длинный пароль'
    expect((await visitor(app).post(`/links/${token}/password`, { password: next })).status).toBe(200)
    expect((await visitor(app).post(`/links/${token}/password`, { password: next })).status).toBe(410)
    expect((await visit.get('/me')).status).toBe(401)
    expect((await visitor(app).post('/sign-in', { email, password: next })).status).toBe(200)
  })

  it('asked for on the sign-in page answers the same for every address', async () => {
    const known = await visitor(app).post('/forgotten-password', { email: 'forgot@example.ru' })
    const unknown = await visitor(app).post('/forgotten-password', { email: 'nobody@example.ru' })
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    minutesLater(1.1)
  })
})

describe('rights that change', () => {
  it('reach an open session at once', async () => {
    const { id, visit } = await member('rising@example.ru')
    expect((await visit.get('/audit')).status).toBe(403)
    const { body: card } = await as(people.owner).get(`/people/${id}`)
    const raised = await as(people.owner).patch(`/people/${id}`, { version: card.version, role: 'admin' })
    expect((await visit.get('/audit')).status).toBe(200)
    const closed = await as(people.owner).patch(`/people/${id}`, { version: raised.body.version, isDisabled: true })
    expect((await visit.get('/me')).status).toBe(401)
    await as(people.owner).patch(`/people/${id}`, { version: closed.body.version, isDisabled: false })
    expect((await visit.get('/me')).status).toBe(401)
    await as(people.owner).patch(`/people/${id}`, { version: closed.body.version + 1, isDisabled: true })
    expect((await visitor(app).post('/sign-in', { email: 'rising@example.ru', password })).body).toMatchObject({
      code: 'ACCESS_CLOSED',
    })
    // A link that lets nobody in is not given out.
    expect((await as(people.owner).post(`/people/${id}/password-link`)).body).toMatchObject({ code: 'PERSON_LEFT' })
  })

  it.each([
    [{ leftOn: '2020-01-01' }, { leftOn: null }],
    [{ isDisabled: true }, { isDisabled: false }],
  ])('whoever comes back signs in anew: %o ends what was open', async (ends, begins) => {
    const { id, visit, email } = await member(`back-${Object.keys(ends)[0]?.toLowerCase()}@example.ru`)
    const change = async (given: object) => {
      const { body: card } = await as(people.owner).get(`/people/${id}`)
      return as(people.owner).patch(`/people/${id}`, { version: card.version, ...given })
    }
    expect((await change(ends)).status).toBe(200)
    expect((await visit.get('/me')).status).toBe(401)
    expect((await change(begins)).status).toBe(200)
    expect((await visit.get('/me')).status).toBe(401)
    expect((await visitor(app).post('/sign-in', { email, password })).status).toBe(200)
  })

  it('a leaver works to the end of his last day in the time zone of the company', async () => {
    const { id, visit, email } = await member('leaver@example.ru')
    const { body: card } = await as(people.owner).get(`/people/${id}`)
    clock.moveTo('2026-12-10T12:00:00+03:00')
    await as(people.owner).patch(`/people/${id}`, { version: card.version, leftOn: '2026-12-10' })
    clock.moveTo('2026-12-10T23:59:00+03:00')
    expect((await visit.get('/me')).status).toBe(200)
    clock.moveTo('2026-12-11T00:00:00+03:00')
    expect((await visit.get('/me')).status).toBe(401)
    expect((await visitor(app).post('/sign-in', { email, password })).body).toMatchObject({ code: 'ACCESS_CLOSED' })
  })

  it('a new e-mail in the card is the new name to sign in with', async () => {
    const { id, email } = await member('old@example.ru')
    const { body: card } = await as(people.owner).get(`/people/${id}`)
    const taken = await as(people.owner).patch(`/people/${id}`, { version: card.version, email: 'both@example.ru' })
    expect(taken).toMatchObject({ status: 409, body: { code: 'EMAIL_TAKEN' } })
    await as(people.owner).patch(`/people/${id}`, { version: card.version, email: 'New@example.ru' })
    expect((await visitor(app).post('/sign-in', { email, password })).status).toBe(400)
    expect((await visitor(app).post('/sign-in', { email: 'new@example.ru', password })).status).toBe(200)
  })
})
