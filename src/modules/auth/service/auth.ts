import type { FastifyRequest } from 'fastify'
import type { Clock } from '#core/clock/clock.ts'
import type { Config } from '#core/config/config.ts'
import type { Database } from '#core/db/database.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'
import type { Log } from '#core/log/log.ts'
import { onRightsChanged } from '#modules/org/api.ts'
import { cookieValue } from '../calc.ts'
import { actorOf } from '../data/actor.ts'
import { keyOwner } from '../data/api-keys.ts'
import { sessionPerson } from '../data/session-person.ts'
import { type ActorCache, createActorCache } from './actor-cache.ts'
import { createAddressLimit } from './address-limit.ts'
import { cookieName, createLibrary, type Library, secretOf } from './library.ts'
import { signedValue, tokenHash } from './tokens.ts'

export const KEY_PREFIX = 'mk_'
const ATTEMPTS_A_MINUTE = 30
const MOST_COOKIES = 2_000
const LONGEST_KEPT = 1_000

export interface DemoCompany {
  workspaceId: string
  /** Whose eyes the demo company can be seen with: the owner first, one person of each role. */
  personIds: readonly string[]
}

/** What the rest of the product does when a company begins; app.ts puts it in, so that auth depends on nobody but org. */
export interface Beginnings {
  /** In the transaction that makes a company: its first pipeline and the like. */
  onNewCompany: readonly ((tx: Tx, company: { workspaceId: string; language: Language }) => Promise<void>)[]
  openDemo?: (() => Promise<DemoCompany>) | undefined
}

export interface Auth extends Beginnings {
  library: Library
  database: Database
  gate: Gate
  config: Config
  clock: Clock
  log: Log
  cache: ActorCache
  /** @throws Refusal TOO_MANY_REQUESTS */
  limit(address: string): void
  tokenOf(request: FastifyRequest): string | undefined
  authenticate(request: FastifyRequest): Promise<Actor | null>
  close(): void
}

interface Parts {
  database: Database
  gate: Gate
  config: Config
  clock: Clock
  log: Log
}

/** Everything that decides who is asking. Close it with the application. */
export function createAuth(parts: Parts, beginnings: Beginnings): Auth {
  const { database, gate, config, clock } = parts
  const secret = secretOf(config)
  const cookie = cookieName(config)
  const cache = createActorCache(() => clock.now().getTime())
  const stopListening = onRightsChanged((workspaceId) => cache.forgetCompany(workspaceId))
  // Whether a cookie is signed follows from its text and our secret alone, and a page sends the same one with each request.
  const signed = new Map<string, string>()
  const tokenOf = ({ headers }: FastifyRequest) => {
    if (headers.cookie === undefined) return undefined
    const known = signed.get(headers.cookie)
    if (known) return known
    const token = signedValue(cookieValue(headers.cookie, cookie), secret)
    if (signed.size >= MOST_COOKIES) signed.clear()
    if (token && headers.cookie.length < LONGEST_KEPT) signed.set(headers.cookie, token)
    return token
  }

  const bySession = async (token: string): Promise<Actor | null> => {
    const personId = await sessionPerson(database, token, clock.now())
    return personId ? actorOf(gate, personId, clock.now()) : null
  }
  const byKey = async (hash: string): Promise<Actor | null> => {
    const key = await gate.asServer((tx) => keyOwner(tx, hash, clock.now()))
    const actor = key ? await actorOf(gate, key.personId, clock.now()) : null
    return key && actor ? { ...actor, readOnly: actor.readOnly || key.access === 'read', via: 'api-key' } : null
  }

  return {
    ...parts,
    ...beginnings,
    library: createLibrary(database, config),
    cache,
    limit: createAddressLimit(() => clock.now().getTime(), ATTEMPTS_A_MINUTE),
    tokenOf,
    async authenticate(request) {
      const { authorization } = request.headers
      if (authorization !== undefined) {
        const key = /^Bearer (\S+)$/i.exec(authorization)?.[1]
        if (!key?.startsWith(KEY_PREFIX)) return null
        const hash = tokenHash(key)
        return cache.actor(hash, () => byKey(hash))
      }
      const token = tokenOf(request)
      return token ? cache.actor(token, () => bySession(token)) : null
    },
    close() {
      stopListening()
    },
  }
}
