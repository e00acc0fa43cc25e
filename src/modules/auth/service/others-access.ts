import type { InTransaction, Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit, type Person, personForAccess } from '#modules/org/api.ts'
import { removeTotp } from '../data/accounts.ts'
import { endSessions } from '../data/sessions.ts'
import type { Auth } from './auth.ts'
import { accessible, demandSession } from './links.ts'

/** Signs somebody else out everywhere. @throws Refusal NOT_FOUND, FORBIDDEN */
export async function endPersonSessions(auth: Auth, as: InTransaction, actor: Actor, id: string): Promise<void> {
  await as(async (tx) => {
    await accessible(tx, actor, id)
    await audit(tx, actor, 'sessions.ended', 'person', id)
  })
  await asServer(auth, id, async (tx, userId) => {
    await endSessions(tx, userId)
  })
  auth.cache.forgetCompany(actor.workspaceId)
}

/** For somebody who has lost his authenticator and his backup codes. @throws Refusal NOT_FOUND, FORBIDDEN, HAS_NO_ACCESS */
export async function stopPersonTotp(auth: Auth, as: InTransaction, actor: Actor, id: string): Promise<void> {
  demandSession(actor)
  await as(async (tx) => {
    const person: Person = await accessible(tx, actor, id)
    if (!person.hasAccount) throw new Refusal('HAS_NO_ACCESS')
    await audit(tx, actor, 'totp.off', 'person', id)
  })
  await asServer(auth, id, removeTotp)
}

// Requests have no rights in schema auth, so this is a transaction of its own after the one that has asked for the right.
async function asServer(auth: Auth, id: string, work: (tx: Tx, userId: string) => Promise<void>): Promise<void> {
  await auth.gate.asServer(async (tx) => {
    const person = await personForAccess(tx, { id })
    if (person?.userId) await work(tx, person.userId)
  })
}
