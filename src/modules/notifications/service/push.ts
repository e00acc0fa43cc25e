import { randomBytes } from 'node:crypto'
import { encryptPush, MOST_PUSH_BYTES, newPushKeys, pushAuthorization, type PushKeys } from './push-encryption.ts'
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
  send(subscription: PushSubscription, keys: PushKeys, message: PushMessage): Promise<void>
}

interface PushMessage {
  title: string
  body: string | null
  path: string | null
  /** A message of the same tag takes the place of the one before. */
  tag: string
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
        body: new Uint8Array(encryptPush(shortEnough(message), subscription, once)),
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

/** Push services take little: what does not fit is cut off the words, and the notice itself has them all. */
function shortEnough(message: PushMessage): string {
  const said = (letters: readonly string[]) => JSON.stringify({ ...message, body: `${letters.join('')}…` })
  const whole = JSON.stringify(message)
  if (message.body === null || Buffer.byteLength(whole) <= MOST_PUSH_BYTES) return whole
  // No letter is cut in two, and no more of them can fit than there are bytes.
  const letters = Array.from(message.body.slice(0, MOST_PUSH_BYTES))
  let [fits, tooMany] = [0, letters.length + 1]
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (Buffer.byteLength(said(letters.slice(0, middle))) <= MOST_PUSH_BYTES) fits = middle
    else tooMany = middle
  }
  return said(letters.slice(0, fits))
}
