import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { Auth } from './auth.ts'
import { demandPassword } from './own-account.ts'
import { isLibraryRefusal, type Visit, visitHeaders } from './sign-in.ts'

type Asked = Visit & { actor: Actor }

/** @returns what the QR code says, and codes for the day when the phone is lost. @throws Refusal WRONG_PASSWORD, TOTP_ALREADY_ON */
export async function startTotp(
  auth: Auth,
  asked: Asked,
  password: string,
): Promise<{ uri: string; secret: string; backupCodes: string[] }> {
  await demandPassword(auth, asked.actor, password)
  const { response } = await calling(asked, { TOTP_ALREADY_ENABLED: 'TOTP_ALREADY_ON' }, (headers) =>
    auth.library.api.enableTwoFactor({ body: { password, method: 'totp' }, headers, returnHeaders: true }),
  )
  if (response.method !== 'totp') throw new Error('an authenticator was asked for')
  const secret = new URL(response.totpURI).searchParams.get('secret') ?? ''
  return { uri: response.totpURI, secret, backupCodes: response.backupCodes }
}

/** @throws Refusal WRONG_CODE, TOO_MANY_REQUESTS */
export async function confirmTotp(auth: Auth, asked: Asked, code: string): Promise<void> {
  auth.limit(`person ${asked.actor.personId}`)
  await calling(asked, { INVALID_CODE: 'WRONG_CODE', TOTP_NOT_ENABLED: 'WRONG_CODE' }, (headers) =>
    auth.library.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
  )
  await done(auth, asked, 'totp.on')
}

/** @throws Refusal WRONG_PASSWORD */
export async function stopTotp(auth: Auth, asked: Asked, password: string): Promise<void> {
  await demandPassword(auth, asked.actor, password)
  await calling(asked, {}, (headers) =>
    auth.library.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  )
  await done(auth, asked, 'totp.off')
}

/** @throws Refusal WRONG_PASSWORD, TOTP_OFF */
export async function newBackupCodes(auth: Auth, asked: Asked, password: string): Promise<string[]> {
  await demandPassword(auth, asked.actor, password)
  const { response } = await calling(asked, { TWO_FACTOR_NOT_ENABLED: 'TOTP_OFF' }, (headers) =>
    auth.library.api.generateBackupCodes({ body: { password }, headers, returnHeaders: true }),
  )
  return response.backupCodes
}

/** The library works on the request's own session and may put a new one in its place. */
async function calling<Result extends { headers: Headers }>(
  asked: Asked,
  refusals: Record<string, string>,
  work: (headers: Headers) => Promise<Result>,
): Promise<Result> {
  const headers = visitHeaders(asked)
  headers.set('cookie', asked.request.headers.cookie ?? '')
  try {
    const result = await work(headers)
    const cookies = result.headers.getSetCookie()
    if (cookies.length > 0) asked.reply.header('set-cookie', cookies)
    return result
  } catch (error) {
    const known = isLibraryRefusal(error) ? refusals[error.body?.code ?? ''] : undefined
    throw known ? new Refusal(known) : error
  }
}

async function done(auth: Auth, { actor, request }: Asked, action: string): Promise<void> {
  await auth.gate.asServer((tx) => audit(tx, actor, action, 'person', actor.personId))
  const token = auth.tokenOf(request)
  if (token) auth.cache.forget([token])
}
