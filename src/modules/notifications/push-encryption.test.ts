import { createDecipheriv, createECDH, createPublicKey, hkdfSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encryptPush, newPushKeys, pushAuthorization } from './service/push-encryption.ts'

/** RFC 8291, appendix A. */
const example = {
  plain: 'When I grow up, I want to be a watermelon',
  receiver: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  keys: {
    public: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
    private: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  },
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

describe('a push message', () => {
  it('is encrypted as the example of RFC 8291', () => {
    const once = { keys: example.keys, salt: Buffer.from(example.salt, 'base64url') }
    expect(encryptPush(example.plain, example.receiver, once).toString('base64url')).toBe(example.message)
  })

  it('is read by its browser alone', () => {
    const browser = createECDH('prime256v1')
    browser.generateKeys()
    const auth = Buffer.alloc(16, 7)
    const receiver = { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') }
    const sealed = encryptPush('Новый лид: «Ромашка»', receiver, { keys: newPushKeys(), salt: Buffer.alloc(16, 3) })
    expect(opened(sealed, browser.getPrivateKey(), auth)).toBe('Новый лид: «Ромашка»')
    const other = createECDH('prime256v1')
    other.generateKeys()
    expect(() => opened(sealed, other.getPrivateKey(), auth)).toThrow('authenticate')
  })

  it('longer than a push service takes is refused', () => {
    const once = { keys: newPushKeys(), salt: Buffer.alloc(16) }
    expect(() => encryptPush('я'.repeat(2_000), example.receiver, once)).toThrow('too long')
  })

  it('is signed for its push service alone and for half a day', () => {
    const keys = newPushKeys()
    const now = new Date('2026-11-21T09:00:00Z')
    const header = pushAuthorization('https://push.example.net/send/1', keys, 'mailto:a@example.ru', now)
    const [, head = '', claims = '', signature = '', key] =
      /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(.+)$/.exec(header) ?? []
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      aud: 'https://push.example.net',
      exp: now.getTime() / 1000 + 12 * 3600,
      sub: 'mailto:a@example.ru',
    })
    const point = Buffer.from(key ?? '', 'base64url')
    const publicKey = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
    })
    const isRight = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
    expect(isRight).toBe(true)
  })
})

/** What a browser does with a message (RFC 8291, section 3.4), written from the text of the standard. */
function opened(message: Buffer, privateKey: Buffer, auth: Buffer): string {
  const salt = message.subarray(0, 16)
  const sender = message.subarray(21, 21 + (message[20] ?? 0))
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(privateKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender])
  const derive = (input: Uint8Array, by: Buffer, what: Buffer, size: number) =>
    Buffer.from(hkdfSync('sha256', input, by, what, size))
  const input = derive(pair.computeSecret(sender), auth, info, 32)
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const body = message.subarray(21 + sender.length)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(body.subarray(-16))
  const plain = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, -1).toString()
}
