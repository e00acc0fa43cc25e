import { dayOf } from '#core/calendar/zone.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'
import { audit, editOwnCard, findPerson, personForAccess } from '#modules/org/api.ts'
import { hasTotp, isPassword, setPassword } from '../data/accounts.ts'
import { endSession, endSessions, listSessions } from '../data/sessions.ts'
import type { Auth } from './auth.ts'

/** Who the actor is, for the screens. */
export async function whoAmI({ gate, clock }: Auth, actor: Actor) {
  const [person, totp] = await gate.asServer(async (tx) => {
    const access = await personForAccess(tx, { id: actor.personId })
    return [await findPerson(tx, actor.personId), access?.userId ? await hasTotp(tx, access.userId) : false] as const
  })
  if (!person) throw new Refusal('UNAUTHORIZED')
  const { timeZone } = actor.workspace
  return {
    id: person.id,
    fullName: person.fullName,
    email: person.email,
    phone: person.phone,
    role: person.role,
    reach: person.reach,
    departmentId: person.departmentId,
    language: actor.language,
    hasTotp: totp,
    workspace: { id: actor.workspaceId, ...actor.workspace },
    today: dayOf(clock.now(), timeZone),
  }
}

export async function editMe(
  auth: Auth,
  actor: Actor,
  change: { fullName?: string | undefined; phone?: string | null | undefined; language?: Language | undefined },
) {
  await auth.gate.asServer((tx) => editOwnCard(tx, { workspaceId: actor.workspaceId, id: actor.personId, ...change }))
  auth.cache.forgetCompany(actor.workspaceId)
  return whoAmI(auth, { ...actor, ...(change.language && { language: change.language }) })
}

/** @param keep token of the session that stays. @throws Refusal WRONG_PASSWORD */
export async function changePassword(
  auth: Auth,
  actor: Actor,
  { current, next, keep }: { current: string; next: string; keep: string | undefined },
): Promise<void> {
  const userId = await demandPassword(auth, actor, current)
  const ended = await auth.gate.asServer(async (tx) => {
    await setPassword(tx, userId, next)
    await audit(tx, actor, 'password.changed', 'person', actor.personId, { byLink: false })
    return endSessions(tx, userId, keep)
  })
  auth.cache.forget(ended)
}

export async function mySessions(auth: Auth, actor: Actor, token: string | undefined) {
  const userId = await userOf(auth, actor)
  const sessions = await auth.gate.asServer((tx) => listSessions(tx, userId, auth.clock.now()))
  return sessions.map(({ token: own, createdAt, seenAt, ...session }) => ({
    ...session,
    isCurrent: own === token,
    createdAt: createdAt.toISOString(),
    seenAt: seenAt.toISOString(),
  }))
}

/** @throws Refusal NOT_FOUND */
export async function endMySession(auth: Auth, actor: Actor, id: string): Promise<void> {
  const userId = await userOf(auth, actor)
  const ended = await auth.gate.asServer((tx) => endSession(tx, userId, id))
  if (!ended) throw new Refusal('NOT_FOUND')
  auth.cache.forget([ended])
}

export async function signOutEverywhere(auth: Auth, actor: Actor, keep: string | undefined): Promise<void> {
  const userId = await userOf(auth, actor)
  const ended = await auth.gate.asServer(async (tx) => {
    await audit(tx, actor, 'sessions.ended', 'person', actor.personId)
    return endSessions(tx, userId, keep)
  })
  auth.cache.forget(ended)
}

/** Asked before what a stranger at an open screen must not do; guesses are limited as at sign-in. @returns id of the user. @throws Refusal WRONG_PASSWORD, TOO_MANY_REQUESTS */
export async function demandPassword(auth: Auth, actor: Actor, password: string): Promise<string> {
  auth.limit(`person ${actor.personId}`)
  const userId = await userOf(auth, actor)
  const isRight = await auth.gate.asServer((tx) => isPassword(tx, userId, password))
  if (!isRight) throw new Refusal('WRONG_PASSWORD')
  return userId
}

async function userOf({ gate }: Auth, actor: Actor): Promise<string> {
  const person = await gate.asServer((tx) => personForAccess(tx, { id: actor.personId }))
  if (!person?.userId) throw new Refusal('UNAUTHORIZED')
  return person.userId
}
