import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayOf } from '#core/calendar/zone.ts'
import { Refusal } from '#core/http/refusal.ts'
import { audit, worksOn } from '#modules/org/api.ts'
import { minutesUntil } from '../calc.ts'
import { type Account, findAccount } from '../data/accounts.ts'
import { beginAttempt, forgetAttempts, takeAttemptBack } from '../data/attempts.ts'
import { endSessions } from '../data/sessions.ts'
import type { Auth } from './auth.ts'
import { asGiven } from './backup-codes.ts'
import { ADDRESS_HEADER } from './library.ts'
import { tokenHash } from './tokens.ts'

/** The request that is to be answered with a session's cookie. */
export interface Visit {
  request: FastifyRequest
  reply: FastifyReply
}

interface Credentials {
  email: string
  password: string
  code?: string | undefined
}

/**
 * Signs a person in. Wrong passwords and wrong codes are counted by e-mail, whether such an account exists or not.
 * @returns 'code' when the password is right and the account wants a code as well
 * @throws Refusal TOO_MANY_REQUESTS, WRONG_SIGN_IN, WRONG_CODE, SIGN_IN_LOCKED, ACCESS_CLOSED
 */
export async function signIn(auth: Auth, visit: Visit, given: Credentials): Promise<'done' | 'code'> {
  auth.limit(visit.request.ip)
  const now = auth.clock.now()
  const emailHash = tokenHash(given.email.toLowerCase())
  const { account, closedUntil, closesUntil } = await auth.gate.asServer(async (tx) => ({
    account: await findAccount(tx, given.email),
    ...(await beginAttempt(tx, emailHash, now)),
  }))
  if (closedUntil) throw locked(closedUntil, now)

  const outcome = await enter(auth, visit, given)
  if (outcome.kind === 'refused') {
    await report(auth, visit, account, closesUntil ? 'sign_in.locked' : 'sign_in.failed')
    throw closesUntil ? locked(closesUntil, now) : new Refusal(outcome.code)
  }
  if (!account || !mayEnter(account, now)) {
    if (account) await auth.gate.asServer((tx) => endSessions(tx, account.userId))
    await report(auth, visit, account, 'sign_in.refused')
    throw new Refusal('ACCESS_CLOSED')
  }
  if (outcome.kind === 'code') {
    await auth.gate.asServer((tx) => takeAttemptBack(tx, emailHash, closesUntil !== null))
    return 'code'
  }
  await auth.gate.asServer((tx) => forgetAttempts(tx, emailHash))
  await report(auth, visit, account, 'sign_in.succeeded')
  visit.reply.header('set-cookie', outcome.cookies)
  return 'done'
}

/** Signs in whoever has just set this password. */
export async function openSession(
  auth: Auth,
  visit: Visit,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const outcome = await enter(auth, visit, { email, password })
  if (outcome.kind === 'done') visit.reply.header('set-cookie', outcome.cookies)
}

type Outcome = { kind: 'done'; cookies: string[] } | { kind: 'code' } | { kind: 'refused'; code: string }

async function enter({ library }: Auth, visit: Visit, { email, password, code }: Credentials): Promise<Outcome> {
  try {
    // Without the request's own cookies: an open session of somebody else in this browser must not take part.
    const headers = visitHeaders(visit)
    const first = await library.api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
    const cookies = first.headers.getSetCookie()
    if (!('twoFactorRedirect' in first.response)) return { kind: 'done', cookies }
    if (!code) return { kind: 'code' }
    headers.set('cookie', cookies.map((cookie) => cookie.split(';')[0]).join('; '))
    const second = await verified(library, code, headers)
    return { kind: 'done', cookies: second.headers.getSetCookie() }
  } catch (error) {
    if (!isLibraryRefusal(error)) throw error
    return {
      kind: 'refused',
      code: code && error.body?.code !== 'INVALID_EMAIL_OR_PASSWORD' ? 'WRONG_CODE' : 'WRONG_SIGN_IN',
    }
  }
}

/** Checks a code. A backup code fits as it was typed, as older ones need, and as it was given: people copy it from paper. @throws what the library throws */
async function verified({ api }: Auth['library'], code: string, headers: Headers) {
  const verify = (body: { code: string }) => ({ body, headers, returnHeaders: true as const })
  if (/^\d{6}$/.test(code)) return api.verifyTOTP(verify({ code }))
  try {
    return await api.verifyBackupCode(verify({ code }))
  } catch (error) {
    const given = asGiven(code)
    if (!isLibraryRefusal(error) || given === code) throw error
    return api.verifyBackupCode(verify({ code: given }))
  }
}

export function visitHeaders({ request }: { request: FastifyRequest }): Headers {
  return new Headers({ 'user-agent': request.headers['user-agent'] ?? '', [ADDRESS_HEADER]: request.ip })
}

export function isLibraryRefusal(error: unknown): error is Error & { body?: { code?: string } } {
  return (
    error instanceof Error && error.name === 'APIError' && Number((error as { statusCode?: number }).statusCode) < 500
  )
}

export function mayEnter(
  { state, leftOn, timeZone }: Pick<Account, 'state' | 'leftOn' | 'timeZone'>,
  now: Date,
): boolean {
  return state === 'active' && worksOn({ leftOn }, dayOf(now, timeZone))
}

async function report({ gate }: Auth, { request }: Visit, account: Account | undefined, action: string): Promise<void> {
  if (!account) return
  const { workspaceId, personId } = account
  const actor = { workspaceId, personId: action === 'sign_in.succeeded' ? personId : null }
  await gate.asServer((tx) => audit(tx, actor, action, 'person', personId, { address: request.ip }))
}

function locked(until: Date, now: Date): Refusal {
  return new Refusal('SIGN_IN_LOCKED', { until: until.toISOString(), minutes: minutesUntil(until, now) })
}
