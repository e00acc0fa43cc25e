import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { queueLetter } from '#modules/notifications/api.ts'
import {
  activatePerson,
  audit,
  can,
  findPerson,
  isBelow,
  languageOf,
  markInvited,
  type Person,
  seesMore,
} from '#modules/org/api.ts'
import type { Role } from '#modules/org/contract.ts'
import { createAccount, findAccount, setPassword } from '../data/accounts.ts'
import { countPasswordLetter, forgetAttempts } from '../data/attempts.ts'
import { dropLinks, type LinkKind, type OpenLink, openLink, replaceLink, useLink } from '../data/links.ts'
import { endSessions } from '../data/sessions.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import type { Auth } from './auth.ts'
import { emailInUse } from './email-in-use.ts'
import { mayEnter, openSession, type Visit } from './sign-in.ts'
import { freshToken, tokenHash } from './tokens.ts'

const DAY_MS = 24 * 3_600_000
const livesMs: Record<LinkKind, number> = { invitation: 7 * DAY_MS, password: DAY_MS }
/** Letters for a forgotten password to one address: more would be a shower that makes each link before worthless. */
const PASSWORD_LETTERS = 3
const PASSWORD_LETTERS_MS = 15 * 60_000
const pageOf: Record<LinkKind, string> = { invitation: 'invitation', password: 'new-password' }
const letters = { ru: ru.letters, en: en.letters }

export interface GivenLink {
  url: string
  expiresAt: string
  isSent: boolean
}

/** @throws Refusal NOT_FOUND, FORBIDDEN, ALREADY_HAS_ACCESS, PERSON_NEEDS_EMAIL, PERSON_LEFT */
export async function invite(auth: Auth, tx: Tx, actor: Actor, id: string): Promise<GivenLink> {
  const person = await accessible(tx, actor, id)
  if (person.hasAccount) throw new Refusal('ALREADY_HAS_ACCESS')
  if (!person.email) throw new Refusal('PERSON_NEEDS_EMAIL')
  refuseLeft(auth, actor, person)
  const link = await makeLink(auth, tx, actor, person, 'invitation')
  await markInvited(tx, id, true)
  await audit(tx, actor, 'invitation.made', 'person', id, { role: person.role, isSent: link.isSent })
  return link
}

/** @throws Refusal NOT_FOUND, FORBIDDEN */
export async function withdrawInvitation(tx: Tx, actor: Actor, id: string): Promise<void> {
  await accessible(tx, actor, id)
  const dropped = await dropLinks(tx, { workspaceId: actor.workspaceId, personId: id, kind: 'invitation' })
  await markInvited(tx, id, false)
  if (dropped > 0) await audit(tx, actor, 'invitation.withdrawn', 'person', id)
}

/** Whom no link lets in gets none: it would not work. @throws Refusal PERSON_LEFT */
function refuseLeft(
  { clock }: Auth,
  { workspace: { timeZone } }: Actor,
  { state, leftOn }: { state: string; leftOn: string | null },
): void {
  const account = { state: state === 'disabled' ? 'disabled' : 'active', leftOn, timeZone } as const
  if (!mayEnter(account, clock.now())) throw new Refusal('PERSON_LEFT')
}

/** @throws Refusal NOT_FOUND, FORBIDDEN, HAS_NO_ACCESS, PERSON_LEFT */
export async function makePasswordLink(auth: Auth, tx: Tx, actor: Actor, id: string): Promise<GivenLink> {
  demandSession(actor)
  const person = await accessible(tx, actor, id)
  if (!person.hasAccount) throw new Refusal('HAS_NO_ACCESS')
  refuseLeft(auth, actor, person)
  const link = await makeLink(auth, tx, actor, person, 'password')
  await audit(tx, actor, 'password_link.made', 'person', id, { isSent: link.isSent })
  return link
}

/** A person whose access the actor may give, take and restore. @throws Refusal NOT_FOUND, FORBIDDEN */
export async function accessible(tx: Tx, actor: Actor, id: string): Promise<Person> {
  const person = await findPerson(tx, id)
  if (!person) throw new Refusal('NOT_FOUND')
  const self = id === actor.personId
  const subject = {
    role: person.role,
    below: isBelow(actor, id),
    self,
    seesMore: seesMore(person, actor),
  }
  if (!can({ role: actor.role as Role }, 'giveAccess', subject)) throw new Refusal('FORBIDDEN')
  return person
}

/** Opening an account that somebody has takes a person: a stolen key must not turn into its owner's password. @throws Refusal FORBIDDEN */
export function demandSession({ via }: Pick<Actor, 'via'>): void {
  if (via === 'api-key') throw new Refusal('FORBIDDEN')
}

/** @throws Refusal LINK_INVALID, TOO_MANY_REQUESTS */
export async function readLink(auth: Auth, { request }: Visit, token: string): Promise<OpenLink> {
  auth.limit(request.ip)
  const link = await auth.gate.asServer((tx) => openLink(tx, tokenHash(token), auth.clock.now()))
  if (!link) throw new Refusal('LINK_INVALID')
  return link
}

/** @throws Refusal LINK_INVALID, EMAIL_IN_USE, TOO_MANY_REQUESTS */
export async function acceptInvitation(
  auth: Auth,
  visit: Visit,
  { token, fullName, password }: { token: string; fullName: string; password: string },
): Promise<void> {
  auth.limit(visit.request.ip)
  const email = await auth.gate.asServer(async (tx) => {
    const link = await takeLink(auth, tx, token, 'invitation')
    const userId = await emailInUse(() => createAccount(tx, { email: link.email, fullName, password }))
    await activatePerson(tx, { workspaceId: link.workspaceId, id: link.personId, userId, fullName })
    await forgetAttempts(tx, tokenHash(link.email.toLowerCase()))
    await audit(tx, link, 'invitation.accepted', 'person', link.personId, { address: visit.request.ip })
    return link.email
  })
  await openSession(auth, visit, { email, password })
}

/** Also ends all sessions and the lock. The person signs in himself then: a code may be asked. @throws Refusal LINK_INVALID, TOO_MANY_REQUESTS */
export async function resetPassword(
  auth: Auth,
  visit: Visit,
  { token, password }: { token: string; password: string },
): Promise<void> {
  auth.limit(visit.request.ip)
  const ended = await auth.gate.asServer(async (tx) => {
    const link = await takeLink(auth, tx, token, 'password')
    if (!link.userId) throw new Refusal('LINK_INVALID')
    await setPassword(tx, link.userId, password)
    await forgetAttempts(tx, tokenHash(link.email.toLowerCase()))
    await audit(tx, link, 'password.changed', 'person', link.personId, { byLink: true, address: visit.request.ip })
    return endSessions(tx, link.userId)
  })
  auth.cache.forget(ended)
}

/**
 * Sends a link if there is such an account and a mail server, three times in a quarter of an hour at most; the caller learns nothing, not even by
 * the time it takes.
 */
export function forgotPassword(auth: Auth, { request }: Visit, email: string): void {
  auth.limit(request.ip)
  if (!auth.config.smtp) return
  const work = auth.gate.asServer(async (tx) => {
    const now = auth.clock.now()
    const asked = await countPasswordLetter(tx, tokenHash(email.toLowerCase()), {
      now,
      since: new Date(now.getTime() - PASSWORD_LETTERS_MS),
    })
    if (asked > PASSWORD_LETTERS) return
    const account = await findAccount(tx, email)
    if (!account || !mayEnter(account, auth.clock.now())) return
    const person = await findPerson(tx, account.personId)
    const company = await tx
      .selectFrom('workspaces')
      .select('name')
      .where('id', '=', account.workspaceId)
      .executeTakeFirst()
    if (!person || !company) return
    const actor = {
      workspaceId: account.workspaceId,
      personId: null,
      workspace: { name: company.name },
    }
    await makeLink(auth, tx, actor, person, 'password')
    await audit(tx, actor, 'password_link.asked', 'person', person.id, { address: request.ip })
  })
  work.catch((error: unknown) => auth.log.error({ err: error }, 'a password link was not made'))
}

interface Giver {
  workspaceId: string
  personId: string | null
  workspace: { name: string }
}

async function makeLink(auth: Auth, tx: Tx, giver: Giver, person: Person, kind: LinkKind): Promise<GivenLink> {
  const token = freshToken()
  const expiresAt = new Date(auth.clock.now().getTime() + livesMs[kind])
  await replaceLink(tx, {
    workspaceId: giver.workspaceId,
    personId: person.id,
    kind,
    hash: tokenHash(token),
    createdBy: giver.personId,
    expiresAt,
  })
  const url = `${auth.config.publicUrl}/${pageOf[kind]}/${token}`
  const words = letters[await languageOf(tx, person.id)][kind]
  const company = giver.workspace.name
  const text = words.text({ name: person.fullName, company, url })
  const letter = { workspaceId: giver.workspaceId, personId: person.id, kind: kind.toUpperCase() }
  const isSent =
    person.email !== null &&
    (await queueLetter(
      tx,
      auth.config,
      { ...letter, to: person.email, subject: words.subject(company), text },
      auth.clock.now(),
    ))
  return { url, expiresAt: expiresAt.toISOString(), isSent }
}

async function takeLink({ clock }: Auth, tx: Tx, token: string, kind: LinkKind): Promise<OpenLink> {
  const link = await openLink(tx, tokenHash(token), clock.now(), { lock: true })
  if (!link || link.kind !== kind) throw new Refusal('LINK_INVALID')
  await useLink(tx, link, clock.now())
  return link
}
