import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { createApp } from './app.ts'
import { type TestApp, testApp, type TestPerson } from './testing.ts'
import { visitor } from './testing-visitor.ts'

let app: TestApp
let dataDir: string
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson
let director: TestPerson
let north: string
let south: string

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'mostik-escalation-'))
  app = await testApp({ dataDir })
  company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Владимир Собственников' })
  director = await company.person({ role: 'director', name: 'Дмитрий Директоров' })
  north = await company.department('Север', undefined, director.id)
  south = await company.department('Юг')
  await company.person({ role: 'seller', name: 'Юрий Южный', departmentId: south })
})
afterAll(async () => {
  await app.close()
  await rm(dataDir, { recursive: true, force: true })
})

const as = (person: TestPerson) => visitor(app, { 'x-test-person': person.id })
const withKey = async (person: TestPerson) => {
  const { key } = (await as(person).post('/api-keys', { name: 'Ключ', access: 'write' })).body as { key: string }
  return visitor(app, { authorization: `Bearer ${key}` })
}
const versionOf = async (id: string) => ((await as(owner).get(`/people/${id}`)).body as { version: number }).version

async function access(person: TestPerson, email: string): Promise<void> {
  await sql`insert into auth.users (id, name, email) values (${person.id}, 'x', ${email})`.execute(app.database)
  await sql`update people set user_id = ${person.id}, email = ${email} where id = ${person.id}::uuid`.execute(
    app.database,
  )
}

describe('a director of a part of the company', () => {
  const department = (id: string, change: object) => as(director).patch(`/departments/${id}`, { version: 1, ...change })

  it('does not become the head of people whom he does not see', async () => {
    expect((await department(south, { headId: director.id })).status).toBe(403)
    expect((await department(south, { parentId: north })).status).toBe(403)
    expect((await as(director).get('/deals/reference')).body.owners).toHaveLength(1)
  })

  it('orders his own part', async () => {
    const part = await as(director).post('/departments', { name: 'Север-2', parentId: north })
    expect(part).toMatchObject({ status: 200, body: { parentId: north } })
    expect((await department(part.body.id, { headId: owner.id })).status).toBe(403)
    expect((await department(part.body.id, { headId: director.id })).status).toBe(200)
    expect((await as(director).post('/departments', { name: 'Чужая часть', parentId: south })).status).toBe(403)
  })
})

describe('a list of people', () => {
  async function carry(person: TestPerson, text: string) {
    const headers = { 'x-test-person': person.id, 'content-type': 'text/csv' }
    const upload = await app.server.inject({
      method: 'POST',
      url: '/api/imports?kind=people&name=people.csv',
      headers,
      payload: text,
    })
    expect(upload.statusCode).toBe(200)
    const { id } = upload.json() as { id: string }
    await reached(person, id, 'ready')
    const { body } = await as(person).get(`/imports/${id}`)
    await as(person).put(`/imports/${id}/mapping`, { mapping: body.suggestion.mapping })
    await as(person).post(`/imports/${id}/check`)
    await reached(person, id, 'checked')
    const rows = (await as(person).get(`/imports/${id}/rows`)).body.rows as { problems: { reason: string }[] }[]
    await as(person).post(`/imports/${id}/commit`)
    await vi.waitFor(
      async () => expect((await as(person).get(`/imports/${id}`)).body.status).toMatch(/done|checked/),
      30_000,
    )
    const report = { url: `/api/imports/${id}/report`, headers: { 'x-test-person': person.id } }
    expect((await app.server.inject(report)).payload).toContain('Владимир Собственников')
    return rows.flatMap(({ problems }) => problems.map(({ reason }) => reason))
  }
  const reached = (person: TestPerson, id: string, status: string) =>
    vi.waitFor(async () => expect((await as(person).get(`/imports/${id}`)).body.status).toBe(status), 30_000)

  it('gives nobody the address, the people or the place of somebody above him', async () => {
    await app.jobs.start()
    await access(owner, 'owner@example.ru')
    const head = await company.person({ role: 'head', name: 'Глеб Головин' })
    await access(head, 'head@example.ru')
    const admin = await company.person({ role: 'admin', name: 'Антон Админов' })
    const list = (rows: string[]) => ['Сотрудник;Руководитель;Отдел;E-mail', ...rows].join('\r\n')
    const rows = [
      'Владимир Собственников;Антон Админов;Север;admin@evil.example',
      'Глеб Головин;;;admin@evil.example.ru',
      'Новый Продавец;Глеб Головин;Юг;new@example.ru',
    ]
    expect(await carry(admin, list(rows))).toEqual(expect.arrayContaining(['OWNER_OUT_OF_SCOPE', 'ACCESS_KEPT']))
    const log = (await as(owner).get('/audit')).body.rows as { action: string }[]
    const actions = ['import.uploaded', 'import.committed', 'export.report']
    expect(log.map(({ action }) => action)).toEqual(expect.arrayContaining(actions))
    const { rows: people } = await sql<{ name: string; email: string; manager: string | null }>`
      select full_name as name, email, manager_id as manager from people where user_id is not null and workspace_id = ${company.id}::uuid order by 1`.execute(
      app.database,
    )
    expect(people).toEqual([
      { name: 'Владимир Собственников', email: 'owner@example.ru', manager: null },
      { name: 'Глеб Головин', email: 'head@example.ru', manager: null },
    ])
  }, 60_000)
})

describe('a stolen API key of an owner', () => {
  it('opens no account: neither by a password link, nor without the code, nor by another address', async () => {
    await sql`update people set user_id = null where id = ${owner.id}::uuid`.execute(app.database)
    await sql`delete from auth.users where id = ${owner.id}`.execute(app.database)
    await access(owner, 'owner@example.ru')
    const thief = await withKey(owner)
    expect((await thief.get('/me')).status).toBe(200)
    expect((await thief.post(`/people/${owner.id}/password-link`)).status).toBe(403)
    expect((await thief.delete(`/people/${owner.id}/totp`)).status).toBe(403)
    const moved = await thief.patch(`/people/${owner.id}`, {
      version: await versionOf(owner.id),
      email: 'thief@example.ru',
    })
    expect(moved.status).toBe(403)
  })
})

describe('a head', () => {
  it('does not open the account of a seller who sees the whole company', async () => {
    const head = await company.person({ role: 'head' })
    const wide = await company.person({ role: 'seller', managerId: head.id, scope: 'all' })
    const plain = await company.person({ role: 'seller', managerId: head.id })
    await access(wide, 'wide@example.ru')
    await access(plain, 'plain@example.ru')
    expect((await as(head).post(`/people/${wide.id}/password-link`)).status).toBe(403)
    expect(
      (await as(head).patch(`/people/${wide.id}`, { version: await versionOf(wide.id), email: 'mine@example.ru' }))
        .status,
    ).toBe(403)
    expect((await as(head).post(`/people/${plain.id}/password-link`)).status).toBe(200)
  })
})

describe('the door', () => {
  it('does not know the header by which tests say who they are', async () => {
    const { config, ...services } = app.services
    const real = await createApp({ ...services, config, connection: app.connection, database: app.database })
    const answer = await real.server.inject({ url: '/api/me', headers: { 'x-test-person': owner.id } })
    expect(answer.statusCode).toBe(401)
    await real.close()
  })

  it('counts requests however their address is written', async () => {
    const { config, ...services } = app.services
    const strict = await createApp({
      ...services,
      config: { ...config, requestsAMinute: 3 },
      connection: app.connection,
      database: app.database,
    })
    const statuses: number[] = []
    for (const url of ['/api/me', '/%61pi/imports', '/api/me', '/%61pi/imports', '/api/me'])
      statuses.push((await strict.server.inject({ url })).statusCode)
    expect(statuses.slice(3)).toEqual([429, 429])
    await strict.close()
  })

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://127.0.0.1:4000.evil.example' },
  ])('writes nothing for a page of another site: %j', async (headers) => {
    for (const address of ['/companies', '/sign-in', '/sign-out', '/imports', '/setup/demo']) {
      const answer = await visitor(app, { 'x-test-person': owner.id, ...(headers as Record<string, string>) }).post(
        address,
        { name: 'x' },
      )
      expect(answer).toMatchObject({ status: 403, body: { code: 'FOREIGN_ORIGIN' } })
    }
  })

  it('keeps the answers of one person from another with the same key of repetition', async () => {
    const own = { 'idempotency-key': 'the-same-key-for-two' }
    const other = await company.person({ role: 'owner' })
    const [mine, his] = [
      await as(owner).post('/companies', { name: 'Моя' }, own),
      await as(other).post('/companies', { name: 'Моя' }, own),
    ]
    expect(mine.status).toBe(200)
    expect(his.status).toBe(200)
    expect(his.body.id).not.toBe(mine.body.id)
    expect((await as(owner).post('/companies', { name: 'Моя' }, own)).body.id).toBe(mine.body.id)
  })
})
