import { createCipheriv, createECDH, createPrivateKey, type ECDH, hkdfSync, sign } from 'node:crypto'

/** What a browser has given with its subscription, base64url. */
export interface PushReceiver {
  p256dh: string
  auth: string
}

/** A pair of keys on the curve P-256, base64url: the public one as an uncompressed point. */
export interface PushKeys {
  public: string
  private: string
}

const CURVE = 'prime256v1'
const RECORD_BYTES = 4096
/** A push service takes 4096 bytes with the header; this leaves room for it. */
export const MOST_PUSH_BYTES = 3_800
const POINT_BYTES = 65
/** The last record ends with this byte. */
const LAST_RECORD = 2
const TOKEN_LIVES_S = 12 * 3600

/** Makes keys: those of a company (kept), or those of one message. */
export function newPushKeys(): PushKeys {
  const pair = createECDH(CURVE)
  pair.generateKeys()
  return { public: pair.getPublicKey().toString('base64url'), private: privateOf(pair) }
}

/**
 * Encrypts a message for one browser (RFC 8291, aes128gcm of RFC 8188): the push service carries it and cannot read it.
 * @param once keys and salt of 16 bytes of this message alone
 * @throws Error when the browser's key is no point of the curve, or the text is longer than MOST_PUSH_BYTES
 */
export function encryptPush(text: string, receiver: PushReceiver, once: { keys: PushKeys; salt: Buffer }): Buffer {
  const plain = Buffer.from(text, 'utf8')
  if (plain.length > MOST_PUSH_BYTES) throw new Error(`a push message of ${plain.length} bytes is too long`)
  const theirs = Buffer.from(receiver.p256dh, 'base64url')
  const ours = Buffer.from(once.keys.public, 'base64url')
  const pair = createECDH(CURVE)
  pair.setPrivateKey(Buffer.from(once.keys.private, 'base64url'))
  const shared = pair.computeSecret(theirs)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours])
  const input = derived(shared, Buffer.from(receiver.auth, 'base64url'), info, 32)
  const key = derived(input, once.salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derived(input, once.salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const sealed = [cipher.update(Buffer.concat([plain, Buffer.from([LAST_RECORD])])), cipher.final()]
  const size = Buffer.alloc(4)
  size.writeUInt32BE(RECORD_BYTES)
  return Buffer.concat([once.salt, size, Buffer.from([POINT_BYTES]), ours, ...sealed, cipher.getAuthTag()])
}

/**
 * Says to the push service who sends (VAPID, RFC 8292): the header `Authorization`.
 * @param contact an address by which its keeper may reach ours, `mailto:` or `https:`
 */
export function pushAuthorization(endpoint: string, keys: PushKeys, contact: string, now: Date): string {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(now.getTime() / 1000) + TOKEN_LIVES_S,
    sub: contact,
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
  const signature = sign('sha256', Buffer.from(unsigned), { key: signingKey(keys), dsaEncoding: 'ieee-p1363' })
  return `vapid t=${unsigned}.${signature.toString('base64url')}, k=${keys.public}`
}

function signingKey({ public: point, private: d }: PushKeys) {
  const bytes = Buffer.from(point, 'base64url')
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((half) => half.toString('base64url'))
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d, x: x ?? '', y: y ?? '' } })
}

function derived(input: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', input, salt, info, length))
}

/** A leading zero is a byte as well. */
function privateOf(pair: ECDH): string {
  const bytes = pair.getPrivateKey()
  return Buffer.concat([Buffer.alloc(32 - bytes.length), bytes]).toString('base64url')
}
