import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'

const clock = stillClock('2026-11-21T09:00:00+03:00')
let app: TestApp
let owner: TestPerson
let seller: TestPerson
let foreign: TestPerson
let auditor: TestPerson
beforeAll(async () => {
  app = await testApp({ clock })
  const company = await app.company()
  owner = await company.person({ role: 'owner' })
  seller = await company.person({ role: 'seller', name: 'Продавец' })
  auditor = await company.person({ role: 'auditor' })
  foreign = await (await app.company({ name: 'Лютик' })).person({ role: 'owner' })
})
afterAll(() => app.close())

const as = (person: TestPerson) => visitor(app, { 'x-test-person': person.id })
const withKey = (key: string) => visitor(app, { authorization: `Bearer ${key}` })
const make = async (person: TestPerson, access: 'read' | 'write') =>
  (await as(person).post('/api-keys', { name: 'Выгрузка <b>', access })).body

describe('an API key', () => {
  it('is shown once, kept as a hash, and acts as its person', async () => {
    const made = await make(seller, 'write')
    expect(made).toMatchObject({ name: 'Выгрузка <b>', access: 'write', personId: seller.id, lastUsedAt: null })
    expect(made.key).toMatch(/^mk_[\w-]{43}$/)
    const kept = await app.database
      .selectFrom('api_keys')
      .selectAll()
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(kept)).not.toContain(made.key.slice(12))
    expect((await withKey(made.key).get('/me')).body).toMatchObject({ id: seller.id, role: 'seller' })
    const { body } = await as(seller).get('/api-keys')
    expect(body).toMatchObject([{ id: made.id, prefix: made.key.slice(0, 11), lastUsedAt: '2026-11-21T06:00:00.000Z' }])
    expect(JSON.stringify(body)).not.toContain(made.key.slice(12))
  })

  it('has at most the rights of its person, and with "read" none to write', async () => {
    const [weak, strong] = [await make(seller, 'write'), await make(owner, 'read')]
    expect((await withKey(weak.key).post('/people', { fullName: 'Кто-то', role: 'seller' })).status).toBe(403)
    expect((await withKey(strong.key).get('/people')).status).toBe(200)
    expect((await withKey(strong.key).post('/people', { fullName: 'Кто-то', role: 'seller' })).status).toBe(403)
    const full = await make(owner, 'write')
    expect((await withKey(full.key).post('/people', { fullName: 'По ключу', role: 'seller' })).status).toBe(200)
  })

  it('of an auditor only reads, whatever was asked', async () => {
    const { key } = await make(auditor, 'write')
    expect((await withKey(key).get('/audit')).status).toBe(200)
    expect((await withKey(key).post('/people', { fullName: 'Кто-то', role: 'seller' })).status).toBe(403)
  })

  it('never opens the account itself', async () => {
    const { key } = await make(owner, 'write')
    const program = withKey(key)
    expect((await program.post('/me/password', { current: 'x', next: 'длинный пароль' })).status).toBe(403)
    expect((await program.post('/me/totp', { password: 'x' })).status).toBe(403)
    expect((await program.get('/me/sessions')).status).toBe(403)
    expect((await program.post('/sign-out-everywhere')).status).toBe(403)
    expect((await program.post('/api-keys', { name: 'Ещё', access: 'write' })).status).toBe(403)
  })

  it('works no more at once when it is revoked, and nobody revokes what he cannot see', async () => {
    const made = await make(seller, 'read')
    expect((await withKey(made.key).get('/me')).status).toBe(200)
    expect((await as(foreign).delete(`/api-keys/${made.id}`)).status).toBe(404)
    expect((await as(auditor).delete(`/api-keys/${made.id}`)).status).toBe(404)
    const mine = await make(owner, 'read')
    expect((await as(seller).delete(`/api-keys/${mine.id}`)).status).toBe(404)
    expect((await as(owner).delete(`/api-keys/${made.id}`)).status).toBe(200)
    expect((await withKey(made.key).get('/me')).status).toBe(401)
    expect((await as(owner).delete(`/api-keys/${made.id}`)).status).toBe(404)
  })

  it('of a stranger is refused: unknown, malformed, of another scheme', async () => {
    for (const authorization of [
      'Bearer mk_unknown',
      'Bearer x',
      'Basic bWtfeDp5',
      '',
      `Bearer mk_${'x'.repeat(5000)}`,
    ]) {
      expect((await visitor(app, { authorization }).get('/me')).status).toBe(401)
    }
  })

  it('list shows mine; an administrator sees all of his company and none of another', async () => {
    const persons = async (who: TestPerson) =>
      new Set((await as(who).get('/api-keys')).body.map((key: { personId: string }) => key.personId))
    expect(await persons(seller)).toEqual(new Set([seller.id]))
    expect(await persons(owner)).toEqual(new Set([seller.id, owner.id, auditor.id]))
    expect(await persons(foreign)).toEqual(new Set())
  })
})
