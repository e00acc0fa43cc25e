import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'

let app: TestApp
let owner: TestPerson
let other: TestPerson
beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  owner = await company.person({ role: 'owner' })
  other = await company.person({ role: 'owner' })
})
afterAll(() => app.close())

const add = (person: TestPerson, key: string, fullName: string) =>
  visitor(app, { 'x-test-person': person.id }).post('/people', { fullName, role: 'seller' }, { 'idempotency-key': key })
const count = async (name: string) =>
  (await app.database.selectFrom('people').select('id').where('full_name', '=', name).execute()).length

describe('a repeated command', () => {
  it('gets the first answer and changes nothing', async () => {
    const first = await add(owner, 'key-0001', 'Один')
    const second = await add(owner, 'key-0001', 'Один')
    expect(first.status).toBe(200)
    expect(second).toMatchObject({ status: 200, body: first.body })
    expect(await count('Один')).toBe(1)
  })

  it('is done once even when it arrives many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add(owner, 'key-0002', 'Разом')))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(await count('Разом')).toBe(1)
  })

  it('with the key of another request is refused', async () => {
    await add(owner, 'key-0003', 'Первый')
    expect(await add(owner, 'key-0003', 'Второй')).toMatchObject({
      status: 409,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    })
    expect(await count('Второй')).toBe(0)
  })

  it('of another person is his own command', async () => {
    const [mine, his] = [await add(owner, 'key-0004', 'Тёзка'), await add(other, 'key-0004', 'Тёзка')]
    expect(mine.body.id).not.toBe(his.body.id)
  })

  it('that was refused may be sent again, corrected', async () => {
    expect((await add(owner, 'key-0005', ' ')).status).toBe(400)
    expect((await add(owner, 'key-0005', 'Исправлено')).status).toBe(200)
  })

  it('needs a key of a sensible length', async () => {
    expect(await add(owner, 'short', 'Коротко')).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_BAD' } })
    expect((await add(owner, 'x'.repeat(500), 'Длинно')).body.code).toBe('IDEMPOTENCY_KEY_BAD')
  })
})
