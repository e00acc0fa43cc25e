import { randomBytes } from 'node:crypto'
import { encryptPush, newPushKeys, pushAuthorization, type PushKeys } from './push-encryption.ts'
import type { PushSubscription } from '../data/push-subscriptions.ts'
import { TooEarly, Undeliverable } from './undeliverable.ts'

/** The push services of browsers; a subscription names its address itself, so any other one is refused: the server posts to strangers for nobody. */
const SERVICES = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'push.services.mozilla.com',
  'notify.windows.com',
  'push.apple.com',
]
const TIMEOUT_MS = 15_000
/** A browser that sleeps longer than this does not hear of it any more. */
const LIVES_S = 24 * 3600

export interface Push {
  isKnownService(endpoint: string): boolean
  /** @throws Undeliverable when the browser has taken its permission back */
  send(subscription: PushSubscription, keys: PushKeys, message: object): Promise<void>
}

/**
 * @param contact by which the keeper of a push service may reach ours
 * @param services more hosts that may be posted to; for tests
 */
export function createPush({
  contact,
  now,
  services = SERVICES,
}: {
  contact: string
  now: () => Date
  services?: readonly string[]
}): Push {
  const isKnownService = (endpoint: string) => {
    const { host, protocol } = new URL(endpoint)
    const isKnown = services.some((name) => host === name || host.endsWith(`.${name}`))
    return isKnown && (protocol === 'https:' || services !== SERVICES)
  }
  return {
    isKnownService,
    async send(subscription, keys, message) {
      if (!isKnownService(subscription.endpoint)) throw new Undeliverable('unknown push service')
      const once = { keys: newPushKeys(), salt: randomBytes(16) }
      const answer = await fetch(subscription.endpoint, {
        method: 'POST',
        headers: {
          authorization: pushAuthorization(subscription.endpoint, keys, contact, now()),
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(LIVES_S),
          urgency: 'normal',
        },
        body: new Uint8Array(encryptPush(JSON.stringify(message), subscription, once)),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      })
      if (answer.ok) return
      const said = `HTTP ${answer.status}`
      if (answer.status === 404 || answer.status === 410) throw new Undeliverable(said)
      const waitS = Number(answer.headers.get('retry-after'))
      if (answer.status === 429 && waitS > 0) throw new TooEarly(said, waitS)
      throw new Error(said)
    },
  }
}
