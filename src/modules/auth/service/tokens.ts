import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits that fit an address. */
export function freshToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token: enough to recognise it, useless to whoever reads the database. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Takes a cookie `value.signature` of the sign-in library (HMAC-SHA256, base64); gives the value, or undefined when it was not signed by us. */
export function signedValue(cookie: string | undefined, secret: string): string | undefined {
  const dot = cookie?.lastIndexOf('.') ?? -1
  if (!cookie || dot < 1) return undefined
  const value = cookie.slice(0, dot)
  const given = Buffer.from(cookie.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', secret).update(value).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined
}
