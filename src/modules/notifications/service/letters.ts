import type { Config } from '#core/config/config.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { seal } from '#core/config/seal.ts'
import { insertDeliveries } from '../data/deliveries.ts'
import { secretOf } from './notifications.ts'

export interface QueuedLetter {
  workspaceId: string
  /** Whose letter it is. */
  personId: string
  /** INVITATION, PASSWORD …: what the log calls it. */
  kind: string
  to: string
  subject: string
  text: string
}

/**
 * Puts a letter into the queue; it goes out after the commit, is tried again when the mail server is away, and nobody waits for it. Its words are
 * kept sealed, and only until it is sent.
 * @returns false when there is no mail server: nothing is queued then
 */
export async function queueLetter(
  tx: Tx,
  config: Config,
  { workspaceId, personId, kind, to, subject, text }: QueuedLetter,
  now: Date,
): Promise<boolean> {
  if (!config.smtp) return false
  const id = uuid7()
  const payload = seal(secretOf(config), JSON.stringify({ subject, text }))
  const letter = { id, workspaceId, personId, channel: 'email' as const, kind, address: to, payload, notBefore: now }
  await insertDeliveries(tx, [letter], now)
  announce(tx, { workspaceId, topic: 'delivery', id, ownerIds: [], byPersonId: null })
  return true
}
