import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { type ApiKey, countKeys, insertKey, listKeys, revokeKey } from '../data/api-keys.ts'
import { KEY_PREFIX } from './auth.ts'
import { freshToken, tokenHash } from './tokens.ts'

const MOST_KEYS = 20
const SHOWN_SIGNS = 8

/** @returns the key with its secret, which is nowhere kept. @throws Refusal TOO_MANY_KEYS */
export async function addApiKey(
  tx: Tx,
  actor: Actor,
  given: { name: string; access: 'read' | 'write' },
): Promise<ApiKey & { key: string }> {
  if ((await countKeys(tx, actor.personId)) >= MOST_KEYS) throw new Refusal('TOO_MANY_KEYS')
  const key = KEY_PREFIX + freshToken()
  const { workspaceId, personId } = actor
  const id = await insertKey(tx, {
    ...given,
    workspaceId,
    personId,
    prefix: key.slice(0, KEY_PREFIX.length + SHOWN_SIGNS),
    hash: tokenHash(key),
  })
  await audit(tx, actor, 'api_key.made', 'api_key', id, given)
  const made = (await listKeys(tx)).find((one) => one.id === id)
  if (!made) throw new Error('a new key is visible to its person')
  return { ...made, key }
}

/** @throws Refusal NOT_FOUND */
export async function revokeApiKey(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  const name = await revokeKey(tx, id, now)
  if (name === undefined) throw new Refusal('NOT_FOUND')
  await audit(tx, actor, 'api_key.revoked', 'api_key', id, { name })
}
