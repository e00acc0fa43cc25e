import { z } from 'zod'
import { isTimeZone } from '#core/calendar/zone.ts'
import { done, endpoint, id, instant, line } from '#core/http/contract.ts'
import { currencies } from '#core/money/currency.ts'
import { reach, role } from '#modules/org/contract.ts'

export const PASSWORD_LENGTH = 10

const language = z.enum(['ru', 'en'])
const name = line(200).pipe(z.string().min(1))
const email = z.email().max(200).toLowerCase()
/** As long as people like: a passphrase is better than a riddle of signs. */
export const newPassword = z.string().min(PASSWORD_LENGTH).max(128)
const givenPassword = z.string().min(1).max(200)
/** Apps show it in two halves. */
const code = z
  .string()
  .overwrite((typed) => typed.replaceAll(/\s/g, ''))
  .min(6)
  .max(20)
const token = z.string().min(20).max(100)

export const firstCompany = z.object({
  name,
  timeZone: z.string().refine(isTimeZone, { params: { code: 'TIME_ZONE_UNKNOWN' } }),
  currency: z.enum(currencies),
  calendar: z.enum(['ru', 'plain']),
})
export const firstOwner = z.object({ fullName: name, email, password: newPassword })
export const credentials = z.object({
  email: z.string().trim().min(1).max(200),
  password: givenPassword,
  code: code.optional(),
})
export const acceptance = z.object({ fullName: name, password: newPassword })
export const passwordChange = z.object({ current: givenPassword, next: newPassword })
export const ownCard = z.object({
  fullName: name.optional(),
  phone: line(40).nullable().optional(),
  language: language.optional(),
})
export const newKey = z.object({ name: line(100).pipe(z.string().min(1)), access: z.enum(['read', 'write']) })

export const me = z.object({
  id,
  fullName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  reach: reach.nullable(),
  departmentId: id.nullable(),
  language,
  /** Whether a code of an authenticator is asked at sign-in. */
  hasTotp: z.boolean(),
  workspace: z.object({ id, name: z.string(), timeZone: z.string(), currency: z.string(), isDemo: z.boolean() }),
  /** The day in the company's time zone. */
  today: z.string(),
})

const session = z.object({
  id: z.string(),
  isCurrent: z.boolean(),
  createdAt: instant,
  seenAt: instant,
  address: z.string().nullable(),
  browser: z.string().nullable(),
})
const apiKey = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  access: z.enum(['read', 'write']),
  personId: id,
  personName: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
})
const link = z.object({
  url: z.string(),
  expiresAt: instant,
  /** Whether it went out by e-mail; otherwise hand it over yourself. */
  isSent: z.boolean(),
})

const limited = { TOO_MANY_REQUESTS: { status: 429 } } as const
const wrongPassword = { WRONG_PASSWORD: { status: 400 }, ...limited } as const
const setupErrors = { SETUP_DONE: { status: 409 }, SETUP_ADDRESS: { status: 403 }, ...limited } as const
const linkErrors = { LINK_INVALID: { status: 410 }, ...limited } as const

const tag = 'Access'
const nothing = z.object({})
const place = { tag, anonymous: true } as const
const account = { tag, ownAccount: true } as const

export const authContract = {
  setup: endpoint({
    ...place,
    method: 'GET',
    path: '/setup',
    summary: 'Whether the first company is still to be made, and whether letters are sent',
    input: nothing,
    output: z.object({
      isNeeded: z.boolean(),
      /** The owner of a demo company may begin his own. */
      mayBegin: z.boolean(),
      sendsMail: z.boolean(),
      hasDemo: z.boolean(),
    }),
  }),
  setUpCompany: endpoint({
    ...place,
    method: 'POST',
    path: '/setup/company',
    summary: "Make the first company and its owner's account, and sign him in",
    input: z.object({ company: firstCompany, owner: firstOwner, language }),
    output: done,
    errors: { ...setupErrors, EMAIL_IN_USE: { status: 409 } },
  }),
  setUpDemo: endpoint({
    ...place,
    method: 'POST',
    path: '/setup/demo',
    summary: 'Open the demo company and sign in as its owner; accounts of other roles have the same password',
    input: z.object({ language }),
    /** The password is shown this once. */
    output: z.object({
      password: z.string(),
      accounts: z.array(z.object({ email: z.string(), fullName: z.string(), role: z.string() })),
    }),
    errors: setupErrors,
  }),

  signIn: endpoint({
    ...place,
    method: 'POST',
    path: '/sign-in',
    summary: 'Sign in; with `next: "code"` repeat the request with the code of the authenticator (or a backup code)',
    input: credentials,
    output: z.object({ next: z.enum(['done', 'code']) }),
    errors: {
      ...limited,
      WRONG_SIGN_IN: { status: 400 },
      WRONG_CODE: { status: 400 },
      SIGN_IN_LOCKED: { status: 429, data: z.object({ until: instant, minutes: z.int() }) },
      ACCESS_CLOSED: { status: 403 },
    },
  }),
  signOut: endpoint({
    ...place,
    method: 'POST',
    path: '/sign-out',
    summary: 'End this session',
    input: nothing,
    output: done,
  }),
  signOutEverywhere: endpoint({
    ...account,
    method: 'POST',
    path: '/sign-out-everywhere',
    summary: 'End all my sessions, this one too unless it is to be kept',
    input: z.object({ keepThis: z.boolean().default(false) }),
    output: done,
  }),

  me: endpoint({ tag, method: 'GET', path: '/me', summary: 'Who I am', input: nothing, output: me }),
  editMe: endpoint({
    ...account,
    method: 'PATCH',
    path: '/me',
    summary: 'Change my name, phone or language',
    input: ownCard,
    output: me,
  }),
  changePassword: endpoint({
    ...account,
    method: 'POST',
    path: '/me/password',
    summary: 'Change my password; ends all other sessions',
    input: passwordChange,
    output: done,
    errors: wrongPassword,
  }),
  sessions: endpoint({
    ...account,
    method: 'GET',
    path: '/me/sessions',
    summary: 'Where I am signed in',
    input: nothing,
    output: z.array(session),
  }),
  endSession: endpoint({
    ...account,
    method: 'DELETE',
    path: '/me/sessions/{id}',
    summary: 'End one of my sessions',
    input: z.object({ id: z.string().max(100) }),
    output: done,
  }),

  startTotp: endpoint({
    ...account,
    method: 'POST',
    path: '/me/totp',
    summary: 'Begin to use an authenticator: gives what its QR code says; nothing changes until the first code',
    input: z.object({ password: givenPassword }),
    output: z.object({ uri: z.string(), secret: z.string(), backupCodes: z.array(z.string()) }),
    errors: { ...wrongPassword, TOTP_ALREADY_ON: { status: 409 } },
  }),
  confirmTotp: endpoint({
    ...account,
    method: 'POST',
    path: '/me/totp/confirm',
    summary: 'Finish with the first code: from now on it is asked at sign-in',
    input: z.object({ code }),
    output: done,
    errors: { ...limited, WRONG_CODE: { status: 400 } },
  }),
  stopTotp: endpoint({
    ...account,
    method: 'POST',
    path: '/me/totp/stop',
    summary: 'No longer ask for a code',
    input: z.object({ password: givenPassword }),
    output: done,
    errors: wrongPassword,
  }),
  newBackupCodes: endpoint({
    ...account,
    method: 'POST',
    path: '/me/totp/backup-codes',
    summary: 'New backup codes; the old ones stop working',
    input: z.object({ password: givenPassword }),
    output: z.object({ backupCodes: z.array(z.string()) }),
    errors: { ...wrongPassword, TOTP_OFF: { status: 409 } },
  }),

  invite: endpoint({
    tag,
    method: 'POST',
    path: '/people/{id}/invitation',
    summary: 'Invite a person: a link of one use for seven days; an earlier one stops working',
    secretAnswer: true,
    input: z.object({ id }),
    output: link,
    errors: { ALREADY_HAS_ACCESS: { status: 409 }, PERSON_NEEDS_EMAIL: { status: 409 }, PERSON_LEFT: { status: 409 } },
  }),
  withdrawInvitation: endpoint({
    tag,
    method: 'DELETE',
    path: '/people/{id}/invitation',
    summary: 'Make the invitation worthless',
    input: z.object({ id }),
    output: done,
  }),
  makePasswordLink: endpoint({
    tag,
    method: 'POST',
    path: '/people/{id}/password-link',
    summary: 'A link of one use for one day, by which the person sets a new password',
    secretAnswer: true,
    input: z.object({ id }),
    output: link,
    errors: { HAS_NO_ACCESS: { status: 409 }, PERSON_LEFT: { status: 409 } },
  }),
  endPersonSessions: endpoint({
    tag,
    method: 'DELETE',
    path: '/people/{id}/sessions',
    summary: 'Sign a person out everywhere',
    input: z.object({ id }),
    output: done,
  }),
  stopPersonTotp: endpoint({
    tag,
    method: 'DELETE',
    path: '/people/{id}/totp',
    summary: 'The person has lost his authenticator: no longer ask him for a code',
    input: z.object({ id }),
    output: done,
    errors: { HAS_NO_ACCESS: { status: 409 } },
  }),

  link: endpoint({
    ...place,
    method: 'GET',
    path: '/links/{token}',
    summary: 'What a link of one use is for',
    input: z.object({ token }),
    output: z.object({
      kind: z.enum(['invitation', 'password']),
      fullName: z.string(),
      email: z.string(),
      companyName: z.string(),
    }),
    errors: linkErrors,
  }),
  acceptInvitation: endpoint({
    ...place,
    method: 'POST',
    path: '/links/{token}/invitation',
    summary: 'Accept an invitation: set name and password, be signed in',
    input: acceptance.extend({ token }),
    output: done,
    errors: { ...linkErrors, EMAIL_IN_USE: { status: 409 } },
  }),
  resetPassword: endpoint({
    ...place,
    method: 'POST',
    path: '/links/{token}/password',
    summary: 'Set a new password by a link; ends all sessions and the lock after wrong passwords',
    input: z.object({ token, password: newPassword }),
    output: done,
    errors: linkErrors,
  }),
  forgotPassword: endpoint({
    ...place,
    method: 'POST',
    path: '/forgotten-password',
    summary: 'Send a password link, if there is such an account; the answer never tells',
    input: z.object({ email: z.string().trim().max(200) }),
    output: done,
    errors: limited,
  }),

  apiKeys: endpoint({
    tag,
    method: 'GET',
    path: '/api-keys',
    summary: 'API keys: mine, or all for an administrator',
    input: nothing,
    output: z.array(apiKey),
  }),
  addApiKey: endpoint({
    tag,
    ownAccount: true,
    method: 'POST',
    path: '/api-keys',
    summary: 'Make an API key; it acts as me with at most my rights and is shown this once',
    input: newKey,
    output: apiKey.extend({ key: z.string() }),
    errors: { TOO_MANY_KEYS: { status: 409 } },
  }),
  revokeApiKey: endpoint({
    tag,
    ownAccount: true,
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke an API key',
    input: z.object({ id }),
    output: done,
  }),
}
