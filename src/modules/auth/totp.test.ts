import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'

const clock = stillClock(new Date().toISOString())
const account = { email: 'totp@example.ru', password: 'пароль из десяти' }
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
  const company = { name: 'Ромашка', timeZone: 'Europe/Moscow', currency: 'RUB', calendar: 'ru' }
  await visitor(app).post('/setup/company', { company, owner: { fullName: 'Анна', ...account }, language: 'ru' })
})
afterAll(() => app.close())

/** RFC 6238 with its usual parameters: SHA-1, 30 seconds, six digits. */
function codeOf(base32: string, at = Date.now()): string {
  const bits = [...base32]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A code of none of the half minutes around. */
function wrongOf(base32: string): string {
  const right = new Set([-2, -1, 0, 1, 2].map((step) => codeOf(base32, Date.now() + step * 30_000)))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.has(code)) ?? ''
}
const signedIn = async () => {
  const visit = visitor(app)
  await visit.post('/sign-in', account)
  return visit
}

describe('a code of an authenticator', () => {
  let secret = ''
  let backupCodes: string[] = []

  it('is asked for only after the first one was right', async () => {
    const visit = await signedIn()
    expect((await visit.post('/me/totp', { password: 'wrong password' })).body).toMatchObject({
      code: 'WRONG_PASSWORD',
    })
    const begun = await visit.post('/me/totp', { password: account.password })
    secret = begun.body.secret
    backupCodes = begun.body.backupCodes
    expect(begun.body.uri).toContain(`otpauth://totp/Mostik:${encodeURIComponent(account.email)}?secret=${secret}`)
    expect((await visitor(app).post('/sign-in', account)).body).toEqual({ next: 'done' })
    expect((await visit.post('/me/totp/confirm', { code: wrongOf(secret) })).body).toMatchObject({
      code: 'WRONG_CODE',
    })
    expect((await visit.post('/me/totp/confirm', { code: codeOf(secret) })).status).toBe(200)
    expect((await visit.get('/me')).body).toMatchObject({ hasTotp: true })
    expect((await visit.post('/me/totp', { password: account.password })).body).toMatchObject({
      code: 'TOTP_ALREADY_ON',
    })
  })

  it('lets in together with the password, never without it', async () => {
    const visit = visitor(app)
    expect((await visit.post('/sign-in', account)).body).toEqual({ next: 'code' })
    expect((await visit.get('/me')).status).toBe(401)
    expect(
      (await visit.post('/sign-in', { ...account, password: 'wrong password', code: codeOf(secret) })).body,
    ).toMatchObject({ code: 'WRONG_SIGN_IN' })
    expect((await visit.post('/sign-in', { ...account, code: wrongOf(secret) })).body).toMatchObject({
      code: 'WRONG_CODE',
    })
    expect((await visit.get('/me')).status).toBe(401)
    const inHalves = codeOf(secret).replace(/^.{3}/, '$& ')
    expect((await visit.post('/sign-in', { ...account, code: inHalves })).body).toEqual({ next: 'done' })
    expect((await visit.get('/me')).status).toBe(200)
  })

  it('cannot be guessed: asking again without a code does not forgive wrong ones', async () => {
    const codes: string[] = []
    for (let attempt = 0; attempt < 5; attempt += 1) {
      codes.push((await visitor(app).post('/sign-in', { ...account, code: wrongOf(secret) })).body.code)
      await visitor(app).post('/sign-in', account)
    }
    expect(codes).toEqual(['WRONG_CODE', 'WRONG_CODE', 'WRONG_CODE', 'WRONG_CODE', 'SIGN_IN_LOCKED'])
    clock.moveTo(new Date(clock.now().getTime() + 20 * 60_000).toISOString())
  })

  it('may be replaced by a backup code, once', async () => {
    const [code = '', second = '', third = ''] = backupCodes
    expect(backupCodes.join('')).not.toMatch(/[A-Z01ilo]/)
    // As it is read from paper and typed on a phone.
    for (const typed of [second.toUpperCase().replace('-', ' '), ` ${third.replace('-', '—')} `])
      expect((await visitor(app).post('/sign-in', { ...account, code: typed })).body).toEqual({ next: 'done' })
    expect((await visitor(app).post('/sign-in', { ...account, code })).body).toEqual({ next: 'done' })
    expect((await visitor(app).post('/sign-in', { ...account, code })).body).toMatchObject({ code: 'WRONG_CODE' })
  })

  it('is no longer asked for when it was turned off with the password, and the session goes on', async () => {
    const visit = visitor(app)
    await visit.post('/sign-in', { ...account, code: codeOf(secret) })
    const fresh = await visit.post('/me/totp/backup-codes', { password: account.password })
    expect(fresh.body.backupCodes).not.toEqual(backupCodes)
    expect((await visit.post('/me/totp/stop', { password: 'wrong password' })).body).toMatchObject({
      code: 'WRONG_PASSWORD',
    })
    expect((await visit.post('/me/totp/stop', { password: account.password })).status).toBe(200)
    expect((await visit.get('/me')).body).toMatchObject({ hasTotp: false })
    expect((await visitor(app).post('/sign-in', account)).body).toEqual({ next: 'done' })
  })
})
