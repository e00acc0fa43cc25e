import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createLog } from '#core/log/log.ts'
import { giveAccount } from '#modules/auth/api.ts'
import { type TestApp, testApp, type TestPerson } from './testing.ts'
import { visitor } from './testing-visitor.ts'

const HOSTILE = `"; drop table deals; -- '<img src=x onerror=alert(1)> {{7*7}} \${7*7} 👩‍👩‍👧‍👦 ﷽ =cmd|' /C calc'!A0`
/** What an answer to people never has: names of tables, SQL, stacks, paths. */
const INSIDES =
  /violates|relation "|syntax error|\bselect\b.*\bfrom\b|insert into|\bat .+\.(ts|js):\d|node_modules|\/src\/|\bpg_|invalid byte|SQLSTATE|ECONN|stack/i
const CHANGEABLE = ['deals', 'stage_changes', 'companies', 'contacts', 'people', 'departments', 'plan_cells', 'activities', 'imports', 'commands'] // prettier-ignore

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson
let foreign: { deal: string; person: string; company: string; stage: string }
let dealId: string
let stageId: string
const logged: string[] = []

beforeAll(async () => {
  const lines = new Writable({ write: (chunk: Buffer, _encoding, done) => done(void logged.push(chunk.toString())) })
  app = await testApp({ log: createLog('debug', lines) })
  company = await app.company()
  owner = await company.person({ role: 'owner' })
  stageId = (await company.pipeline()).stage('Новая')
  dealId = (await app.as(owner).deals.create({ title: 'Завод «Прогресс»', amountMinor: 500 })).id
  const other = await app.company({ name: 'Чужая' })
  const stranger = await other.person({ role: 'owner' })
  const pipeline = await other.pipeline()
  foreign = {
    person: stranger.id,
    stage: pipeline.stage('Новая'),
    deal: (await app.as(stranger).deals.create({ title: 'Чужая тайна' })).id,
    company: (await app.as(stranger).clients.addCompany({ name: 'Тайна' })).id,
  }
})
afterAll(() => app.close())

interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  payload?: string | Buffer | object
  headers?: Record<string, string>
}

async function ask({ method = 'GET', url, payload, headers }: Request, language: 'ru' | 'en' = 'ru') {
  const own = { 'x-test-person': owner.id, 'x-language': language }
  const body = payload === undefined ? {} : { payload }
  const answer = await app.server.inject({ method, url: `/api${url}`, headers: { ...own, ...headers }, ...body })
  return { status: answer.statusCode, text: answer.payload, body: answer.json() as { code: string; message: string } }
}

async function everything(): Promise<string> {
  const parts = CHANGEABLE.map(
    (name) => sql`select coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as sum from ${sql.table(name)} t`,
  )
  const { rows } = await sql<{
    sum: string
  }>`select string_agg(sum, '') as sum from (${sql.join(parts, sql` union all `)}) x`.execute(app.database)
  return rows[0]?.sum ?? ''
}

/** Refused with this status, in a sentence of either language, telling nothing of the insides and changing nothing. */
async function expectRefusal(request: Request, status: number, code?: string): Promise<void> {
  const before = await everything()
  const russian = await ask(request, 'ru')
  const english = await ask(request, 'en')
  expect({ status: russian.status, code: russian.body.code, text: russian.text }).toMatchObject({
    status,
    ...(code && { code }),
  })
  expect(english.status).toBe(status)
  expect(russian.body.message).toMatch(/^[А-ЯЁ«].*[а-яё].*[.!?]$/s)
  expect(english.body.message).toMatch(/^[A-Z“][^А-Яа-яЁё]*[.!?]$/s)
  expect(russian.text).not.toMatch(INSIDES)
  expect(english.text).not.toMatch(INSIDES)
  expect(await everything()).toBe(before)
  expect((await ask({ url: '/me' })).status).toBe(200)
}

const json = { 'content-type': 'application/json' }
const id = '019ab000-0000-7000-8000-000000000000'

describe('a body that is none', () => {
  const post = (payload: string | Buffer, headers: Record<string, string> = json): Request => ({
    method: 'POST',
    url: '/deals',
    payload,
    headers,
  })

  test('10 MB of JSON', () =>
    expectRefusal(post(JSON.stringify({ title: 'я'.repeat(5_000_000) })), 413, 'BODY_TOO_LARGE'))
  test('half of a JSON', () => expectRefusal(post('{"title": "Завод"'), 400, 'BODY_BROKEN'))
  test('nothing', () => expectRefusal(post(''), 400))
  test('bytes', () => expectRefusal(post(Buffer.from([0xff, 0xfe, 0x00, 0x80])), 400, 'BODY_BROKEN'))
  test('an unknown type', () => expectRefusal(post('<deal/>', { 'content-type': 'application/x-unknown' }), 400))
  test('a form', () => expectRefusal(post('title=x', { 'content-type': 'application/x-www-form-urlencoded' }), 400))
  test('a list', () => expectRefusal(post('[]'), 400, 'BAD_REQUEST'))
  test('null', () => expectRefusal(post('null'), 400, 'BAD_REQUEST'))
  test('a very deep JSON', () => expectRefusal(post('['.repeat(100_000) + ']'.repeat(100_000)), 400))
  test.each([
    '{"__proto__": {"admin": true}, "title": "x"}',
    '{"title": "x", "constructor": {"prototype": {"admin": true}}}',
  ])('keys of prototypes: %s', async (text) => {
    await expectRefusal(post(text), 400, 'BODY_BROKEN')
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('a key that nobody declared', () => {
  const edit = (payload: object): Request => ({ method: 'PATCH', url: `/deals/${dealId}`, payload })
  const version = 1

  test('beside the others, inside of a part, in a list: nothing is changed', async () => {
    await expectRefusal(edit({ version, changes: { title: 'Иначе' }, amount: 5 }), 400, 'BAD_REQUEST')
    await expectRefusal(edit({ version, changes: { title: 'Иначе', titel: 'x' } }), 400, 'BAD_REQUEST')
    const cells = [{ level: 'person', subjectId: owner.id, month: '2026-11', amountMinor: 1, version: 0, why: 'x' }]
    await expectRefusal({ method: 'POST', url: '/plans/cells', payload: { cells } }, 400, 'BAD_REQUEST')
  })

  it('is named, in both languages', async () => {
    const request = edit({ version, changes: { titel: 'x' } })
    const { body } = await ask(request)
    expect(body.message).toBe('«changes.titel»: Такого поля здесь нет: titel.')
    expect(body).toMatchObject({ data: { issues: [{ path: ['changes', 'titel'] }] } })
    expect((await ask(request, 'en')).body.message).toBe('“changes.titel”: There is no such field here: titel.')
  })

  it('may hang on a question', async () => {
    expect((await ask({ url: '/deals?utm_source=letter' })).status).toBe(200)
  })
})

it('a value of another shape is told in words of ours, by the name of its field', async () => {
  const said = async (payload: object, language: 'ru' | 'en' = 'ru') =>
    (await ask({ method: 'POST', url: '/deals', payload }, language)).body.message
  expect(await said({ title: 5 })).toBe('«title»: Нужен текст.')
  for (const empty of [{}, { title: null }, { title: '' }])
    expect(await said(empty)).toBe('«title»: Заполните это поле.')
  expect(await said({}, 'en')).toBe('“title”: Fill in this field.')
  expect(await said({ title: 5 }, 'en')).toBe('“title”: A text is wanted.')
  expect(await said({ title: 'Сделка', amountMinor: 'сто' })).toBe('«amountMinor»: Нужно число.')
  expect(await said({ title: 'Сделка', ownerId: 'я' })).toBe('«ownerId»: Это не идентификатор (UUID).')
  expect(await said({ title: 'Сделка', expectedCloseOn: 'завтра' })).toMatch(/^«expectedCloseOn»: Это не дата\./)
  expect(await said({ title: 'я'.repeat(900) })).toMatch(/^«title»: Не больше \d+\sсимволов\.$/)
})

describe('values that cannot be', () => {
  const deal = (fields: object): Request => ({ method: 'POST', url: '/deals', payload: { title: 'Сделка', ...fields } })
  const plan = (amountMinor: unknown, month = '2026-11'): Request => ({
    method: 'POST',
    url: '/plans/cells',
    payload: { cells: [{ level: 'person', subjectId: owner.id, month, amountMinor, version: 0 }] },
  })

  test.each([-1, 1e300, 1e15, 0.5, 'сто', null, Number.MAX_SAFE_INTEGER])('an amount of %j', (amountMinor) =>
    expectRefusal(deal({ amountMinor }), 400, 'BAD_REQUEST'),
  )
  test.each(['0021-06-21', '2999-01-01', '2026-02-30', '21.06.2026', '9'.repeat(1000)])('the day %s', (day) =>
    expectRefusal(deal({ expectedCloseOn: day }), 400, 'BAD_REQUEST'),
  )
  test.each(['много', -5, 1e15, 1.5, {}])('a plan of %j', (amount) => expectRefusal(plan(amount), 400, 'BAD_REQUEST'))
  test.each(['0021-01', '2999-01', '2026-13', '2026'])('a plan for %s', (month) =>
    expectRefusal(plan(1, month), 400, 'BAD_REQUEST'),
  )
  test.each([
    '0021-01-01T00:00:00Z',
    '2999-01-01T00:00:00Z',
    '+012026-01-01T00:00:00Z',
    '2026-11-21T09:00:00',
    'вчера',
  ])('a move at %s', (occurredAt) =>
    expectRefusal({ method: 'POST', url: `/deals/${dealId}/move`, payload: { stageId, occurredAt } }, 400),
  )
  test('a move of the next year', () =>
    expectRefusal(
      { method: 'POST', url: `/deals/${dealId}/move`, payload: { stageId, occurredAt: '2027-01-01T00:00:00Z' } },
      400,
      'MOVE_IN_FUTURE',
    ))
  test('an empty title', () => expectRefusal(deal({ title: ' \u0000\n ' }), 400, 'BAD_REQUEST'))
  test('a title of a million letters', () => expectRefusal(deal({ title: 'я'.repeat(900_000) }), 400, 'BAD_REQUEST'))
  test.each(['comment', 'result'])('U+0000 in a long text: %s', (field) =>
    expectRefusal(
      field === 'comment'
        ? deal({ comment: 'до\u0000после' })
        : { method: 'POST', url: '/activities', payload: { dealId, kind: 'call', result: 'до\u0000после' } },
      400,
      'BAD_REQUEST',
    ),
  )
  test('U+0000 in an address of e-mail at the door', () =>
    expectRefusal({ method: 'POST', url: '/sign-in', payload: { email: 'a\u0000@b.ru', password: 'x' } }, 400))
})

describe('what belongs to others, is gone or is stale', () => {
  const foreignThings: [NonNullable<Request['method']>, string, () => string][] = [
    ['GET', '/deals/', () => foreign.deal],
    ['GET', '/companies/', () => foreign.company],
    ['GET', '/people/', () => foreign.person],
    ['GET', '/imports/', () => id],
    ['GET', '/deals/board?pipelineId=', () => id],
    ['GET', '/deals/board/stages/', () => id],
    ['GET', '/deals/board/stages/', () => foreign.stage],
    ['GET', '/segments/clients/', () => id],
    ['GET', '/segments/clients/', () => foreign.company],
  ]
  test.each(foreignThings)('%s %s of a foreign id', (method, path, which) =>
    expectRefusal({ method, url: `${path}${which()}` }, 404, 'NOT_FOUND'),
  )
  test('access of a foreign person', async () => {
    await expectRefusal({ method: 'DELETE', url: `/people/${foreign.person}/sessions`, payload: {} }, 404, 'NOT_FOUND')
    await expectRefusal(
      { method: 'POST', url: `/people/${foreign.person}/password-link`, payload: {} },
      404,
      'NOT_FOUND',
    )
  })

  test.each(["'; drop table deals; --", '../../etc/passwd', '%00', 'NaN', '1e9', '🌼'])('an id of %s', (text) =>
    expectRefusal({ url: `/deals/${encodeURIComponent(text)}` }, 400),
  )

  test('a deal for a foreign owner, of a foreign company, on a foreign stage', async () => {
    const deal = (fields: object): Request => ({
      method: 'POST',
      url: '/deals',
      payload: { title: 'Сделка', ...fields },
    })
    await expectRefusal(deal({ ownerId: foreign.person }), 400, 'REFERENCE_MISSING')
    await expectRefusal(deal({ companyId: foreign.company }), 400, 'REFERENCE_MISSING')
    await expectRefusal(deal({ stageId: foreign.stage }), 400, 'STAGE_UNKNOWN')
  })

  test('a version that somebody has overtaken', async () => {
    const made = await app.as(owner).deals.create({ title: 'Двое' })
    await app.as(owner).deals.edit({ id: made.id, version: made.version, changes: { title: 'Первый' } })
    await expectRefusal(
      { method: 'PATCH', url: `/deals/${made.id}`, payload: { version: made.version, changes: { title: 'Второй' } } },
      409,
      'DEAL_CHANGED',
    )
  })

  test('an expired session, a forged one and an unknown key', async () => {
    const person = await company.person({ role: 'seller' })
    const account = {
      workspaceId: company.id,
      personId: person.id,
      fullName: 'x',
      email: 'late@example.ru',
      password: 'десять знаков',
    }
    await app.gate.asServer((tx) => giveAccount(tx, account))
    const visit = visitor(app)
    expect((await visit.post('/sign-in', { email: account.email, password: account.password })).status).toBe(200)
    await sql`update auth.sessions set expires_at = '2026-01-01'`.execute(app.database)
    expect(await visit.get('/deals')).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
    const [name = '', value = ''] = [...visit.cookies][0] ?? []
    const cookies = [`${name}=${value.slice(0, -6)}AAAAA%3D`, `${name}=`, `${name}=%E0%A4%A`, `${name}=x.y.z`]
    for (const cookie of cookies) expect((await visitor(app, { cookie }).get('/deals')).status).toBe(401)
    for (const key of ['Bearer mk_x', 'Bearer ', 'Basic YTpi', 'mk_x', `Bearer mk_${'x'.repeat(10_000)}`])
      expect((await visitor(app, { authorization: key }).get('/deals')).status).toBe(401)
  })
})

describe('addresses that ask for too much', () => {
  test.each([
    '/deals?limit=100000', '/deals?limit=-1', '/deals?limit=0', '/deals?limit=NaN', '/deals?limit=1e99', '/deals?limit=', '/people?limit=99999', '/companies?limit=1.5',
    '/deals?created=2026-11-30..2026-11-01', '/deals?created=2999', '/deals?created=0021', '/deals?created=2026-13', '/deals?created=2026-W54', '/deals?created=..', '/deals?created=%00',
    '/plan-fact?period=2999', '/plan-fact?period=2026-11-30..2026-11-01', '/funnel?period=2999', '/sellers?period=вчера',
    '/deals?sort=title;drop', '/deals?sort[]=title', '/deals?ownerIds=x', '/deals?minAmountMinor=1e30', '/calendar/9999', '/calendar/-1', '/audit?from=2999-01-01', '/audit?cursor=x',
    '/plans/grid?year=2999', '/plans/grid?year=21', '/companies?text=%00%00&limit=9999',
  ])('%s', async (url) => {
    const answer = await ask({ url })
    expect([400, 404], answer.text).toContain(answer.status)
    await expectRefusal({ url }, answer.status)
  }) // prettier-ignore

  test.each([
    'x',
    '',
    btoa('[]'),
    btoa('null'),
    btoa('["-created"]'),
    btoa('["-created",0,"x","y"]'),
    btoa('["-created",0,"\\u0000","019ab000-0000-7000-8000-000000000000"]'),
    btoa('{"__proto__":1}'),
    'я'.repeat(500),
    'A'.repeat(5000),
  ])('a cursor of %j', async (cursor) => {
    for (const url of ['/deals', '/people', '/companies', `/deals/${dealId}/activities`, '/imports'])
      await expectRefusal({ url: `${url}?cursor=${encodeURIComponent(cursor)}` }, 400)
  })

  test.each(['stageAge', 'amount', '-created', 'title', 'expected', '-closed', 'updated'])(
    'a cursor whose key is no key of the order %s',
    async (sort) => {
      for (const key of ['x', '', '\u0000', "'", '9'.repeat(500), '99999999999999999999', '2026-99-99', 'infinity']) {
        const cursor = Buffer.from(JSON.stringify([sort, 0, key, id])).toString('base64url')
        const answer = await ask({ url: `/deals?sort=${sort}&cursor=${cursor}` })
        expect(answer.status, `${key}: ${answer.text}`).toBeLessThan(500)
        expect(answer.text).not.toMatch(INSIDES)
      }
    },
  )

  test('a query of 100,000 letters and one of 20,000 values', async () => {
    for (const url of [`/deals?text=${'a'.repeat(100_000)}`, `/deals?${'ownerIds=x&'.repeat(20_000)}`]) {
      const answer = await ask({ url })
      expect([400, 414, 431]).toContain(answer.status)
      expect(answer.text).not.toMatch(INSIDES)
    }
  })

  test('an address that is not there, a method that is not there', async () => {
    await expectRefusal({ url: '/nothing' }, 404, 'NO_SUCH_ADDRESS')
    await expectRefusal({ url: '/deals/%E0%A4%A' }, 404, 'NO_SUCH_ADDRESS')
    await expectRefusal({ url: '/..%2f..%2fetc%2fpasswd' }, 404)
    await expectRefusal({ method: 'PUT', url: '/deals', payload: {} }, 404)
  })
})

describe('texts of people', () => {
  it('are kept as they are, shown as they are and found again', async () => {
    const api = app.as(owner)
    const { id: companyId } = await api.clients.addCompany({ name: HOSTILE })
    const deal = await api.deals.create({ title: HOSTILE, companyId, comment: HOSTILE })
    expect(await api.deals.get({ id: deal.id })).toMatchObject({
      title: HOSTILE,
      comment: HOSTILE,
      company: { name: HOSTILE },
    })
    for (const piece of [HOSTILE, 'drop table', '<img', "'<img", '👩‍👩‍👧‍👦', '{{7*7}}', '\\', '%', '_']) {
      const found = (await api.deals.search({ text: piece })).rows.map(({ id: one }) => one)
      expect({ piece, isFound: found.includes(deal.id) }).toEqual({ piece, isFound: HOSTILE.includes(piece) })
    }
    expect((await api.clients.companies({ text: 'onerror=alert(1)' })).rows.map(({ id: one }) => one)).toEqual([
      companyId,
    ])
    const person = await api.org.addPerson({ fullName: HOSTILE, role: 'seller' })
    expect((await api.org.people({ search: 'drop table' })).rows).toMatchObject([{ id: person.id, fullName: HOSTILE }])
    const contact = await api.clients.addContact({ companyId, fullName: HOSTILE })
    expect((await api.clients.company({ id: companyId })).contacts).toMatchObject([
      { id: contact.id, fullName: HOSTILE },
    ])
  })

  it('lose control characters and nothing else', async () => {
    const deal = await app.as(owner).deals.create({ title: '\u0007 Один\u0000два\r\nтри\t ' })
    expect(deal.title).toBe('Один два три')
  })

  it('reach a browser as JSON that it will not take for a page', async () => {
    const answer = await app.server.inject({ url: '/api/deals', headers: { 'x-test-person': owner.id } })
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['content-security-policy']).toMatch(
      /default-src 'self';.*frame-ancestors 'none';.*script-src 'self';/,
    )
  })
})

describe('an error of ours', () => {
  it('is answered with a code of the request, and neither the answer nor the log tells names, addresses or SQL values', async () => {
    await sql`alter table companies add constraint broken check (name <> 'Тайное имя')`.execute(app.database)
    logged.length = 0
    await expectRefusal(
      {
        method: 'POST',
        url: '/companies',
        payload: { name: 'Тайное имя', phone: '+7 495 123-45-67', email: 'secret@example.ru' },
      },
      500,
      'INTERNAL_SERVER_ERROR',
    )
    await sql`alter table companies drop constraint broken`.execute(app.database)
    const lines = logged.filter((text) => text.includes('request failed'))
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/"requestId":"[^"]+"/)
    expect(lines[0]).toContain('"constraint":"broken"')
    expect(lines.join('')).not.toMatch(/Тайное имя|123-45-67|secret@example/)
  })

  it('leaves no personal data in the log of all that was refused here', () => {
    expect(logged.join('')).not.toMatch(/Завод|drop table|late@example|Чужая тайна/)
  })
})
